from datetime import timedelta

import pytest

from kik_wagtail.follow_up.models import FollowUp, Kind
from kik_wagtail.letters.models import Letter
from kik_wagtail.routes import services
from kik_wagtail.routes.errors import GroundMissing, NotADecision, OnAnotherRoute, ReasonMissing
from kik_wagtail.routes.models import Enrolment, RouteSwitch, StepVisit
from kik_wagtail.snippets.models import LetterText
from tests.factories import make_area, make_resident
from tests.letters.texts import SIGNATURE, make_text, publish

from .inbeeld import letter, on, step, term
from .world import CALENDAR, Clock, appoint, close, conversation_of, fresh, publish_route, put_on


def steps_of(enrolment):
    return [visit.step for visit in StepVisit.objects.filter(enrolment=enrolment).order_by("number")]


def test_who_is_put_on_a_route_gets_its_first_letter_once(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    assert (enrolment.step, enrolment.done_on) == ("invitation", clock.now.date())
    for _ in range(3):
        clock.run()
    assert Letter.objects.filter(resident=resident).count() == 1
    assert StepVisit.objects.get(enrolment=enrolment).letter.resident_id == resident.pk


def test_silence_brings_the_second_letter_and_then_a_person(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    clock.days(13)
    assert fresh(enrolment).step == "invitation"
    clock.days(1)
    assert fresh(enrolment).step == "duty"
    assert Letter.objects.filter(resident=resident).count() == 2
    clock.days(10)
    waiting = fresh(enrolment)
    assert (waiting.step, waiting.asks) == ("fork", "decision")
    clock.days(100)
    assert fresh(enrolment).state == Enrolment.State.RUNNING
    assert Letter.objects.filter(resident=resident).count() == 2


def test_only_the_next_step_exists(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    assert steps_of(enrolment) == ["invitation"]
    assert FollowUp.objects.open().filter(resident=resident).count() == 1


def test_an_appointment_brings_one_reminder_call_and_no_second(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    meeting = appoint(resident, clock, days=16)
    call = FollowUp.objects.open().get(resident=resident, kind=Kind.REMINDER_CALL)
    assert fresh(enrolment).step == "reminder"
    assert fresh(enrolment).follow_up == call
    assert call.target_on == CALENDAR.add_working_days(meeting.appointment_at.date(), -1)


def test_a_moved_appointment_moves_the_reminder_call_of_the_route(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    appoint(resident, clock, days=16)
    meeting = appoint(resident, clock, days=23)
    call = FollowUp.objects.open().get(resident=resident, kind=Kind.REMINDER_CALL)
    due = CALENDAR.add_working_days(meeting.appointment_at.date(), -1)
    assert (fresh(enrolment).due_on, call.target_on) == (due, due)


def test_who_does_not_show_up_gets_the_letter_about_the_duty_the_same_day(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    appoint(resident, clock, days=16)
    clock.days(16)
    assert fresh(enrolment).step == "meeting"
    close(resident, clock, "no_show")
    clock.run()
    assert fresh(enrolment).step == "duty"
    assert Letter.objects.filter(resident=resident).count() == 2


def test_a_conversation_ends_the_route_as_spoken(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    close(resident, clock, "held")
    ended = fresh(enrolment)
    assert (ended.state, ended.result, ended.look_on) == ("ended", "spoken", None)
    clock.days(30)
    assert Letter.objects.filter(resident=resident).count() == 1


def at_the_fork(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    clock.days(24)
    return fresh(enrolment)


def test_a_decision_asks_a_ground_and_one_of_the_named_outcomes(resident, version, clock, coach):
    enrolment = at_the_fork(resident, version, clock)
    here = {"user": coach, "now": clock.now, "calendar": CALENDAR}
    with pytest.raises(GroundMissing):
        services.decide(enrolment=enrolment, number=enrolment.number, choice="care_signal", ground=" ", **here)
    with pytest.raises(NotADecision):
        services.decide(
            enrolment=fresh(enrolment), number=enrolment.number, choice="left_alone", ground="Daarom.", **here
        )
    services.decide(
        enrolment=fresh(enrolment),
        number=enrolment.number,
        choice="care_signal",
        ground="Buren maken zich zorgen.",
        **here,
    )
    visit = StepVisit.objects.get(enrolment=enrolment, number=enrolment.number)
    assert fresh(enrolment).result == "care_signal"
    assert (visit.choice, visit.ground, visit.by) == ("care_signal", "Buren maken zich zorgen.", coach)


def test_of_a_fraud_signal_nothing_is_kept_but_code_and_date(resident, version, clock, coach):
    enrolment = at_the_fork(resident, version, clock)
    ground = "Een verhaal dat hier niet hoort."
    services.decide(
        enrolment=enrolment,
        number=enrolment.number,
        choice="fraud_signal",
        ground=ground,
        user=coach,
        now=clock.now,
        calendar=CALENDAR,
    )
    visit = StepVisit.objects.get(enrolment=enrolment, number=enrolment.number)
    assert (fresh(enrolment).result, visit.choice, visit.ground) == ("fraud_signal", "fraud_signal", "")


def test_a_resident_is_on_one_route_at_a_time_for_a_purpose(resident, version, clock):
    put_on(resident, version, clock)
    other = publish_route(code="andere")
    with pytest.raises(OnAnotherRoute):
        put_on(resident, other, clock)
    assert Enrolment.objects.count() == 1


def test_nothing_goes_out_while_the_route_is_off(resident, everything, clock):
    version = publish_route(is_on=False)
    enrolment = put_on(resident, version, clock)
    clock.days(40)
    assert not Letter.objects.exists()
    assert fresh(enrolment).step == "invitation"
    RouteSwitch.objects.update(is_on=True)
    clock.days(1)
    assert Letter.objects.filter(resident=resident).count() == 1
    assert fresh(enrolment).done_on == clock.now.date()


def test_a_later_start_begins_on_its_day_and_never_in_the_past(resident, version, clock):
    enrolment = put_on(resident, version, clock, starts_on=clock.now.date() + timedelta(days=7))
    assert (enrolment.state, enrolment.number) == ("waiting", 0)
    late = Clock(clock.now + timedelta(days=30))
    late.run()
    begun = fresh(enrolment)
    assert (begun.state, begun.starts_on, begun.due_on) == ("running", late.now.date(), late.now.date())


def test_a_pause_sends_nothing_and_makes_nobody_late(resident, version, clock, coach):
    enrolment = put_on(resident, version, clock)
    services.pause(enrolment=enrolment, reason="Ligt in het ziekenhuis.", user=coach, now=clock.now)
    clock.days(60)
    assert fresh(enrolment).step == "invitation"
    services.resume(enrolment=fresh(enrolment), user=coach, now=clock.now, calendar=CALENDAR)
    clock.days(13)
    assert fresh(enrolment).step == "invitation"
    clock.days(1)
    assert fresh(enrolment).step == "duty"


def test_stopping_needs_a_reason_and_keeps_the_planned_conversation(resident, version, clock, coach):
    enrolment = put_on(resident, version, clock)
    here = {"user": coach, "now": clock.now, "calendar": CALENDAR}
    with pytest.raises(ReasonMissing):
        services.stop(enrolment=enrolment, reason="", **here)
    services.stop(enrolment=fresh(enrolment), reason="Gaat verhuizen.", **here)
    assert fresh(enrolment).result == "stopped"
    assert conversation_of(resident).is_open


def test_a_letter_that_cannot_be_made_is_asked_about_and_made_once_it_can(resident, version, clock):
    type(resident).objects.filter(pk=resident.pk).update(street="")
    enrolment = put_on(resident, version, clock)
    assert fresh(enrolment).asks.startswith("letter:")
    clock.days(20)
    assert fresh(enrolment).step == "invitation"
    type(resident).objects.filter(pk=resident.pk).update(street="Korreweg")
    clock.days(1)
    assert (fresh(enrolment).asks, fresh(enrolment).done_on) == ("", clock.now.date())
    assert Letter.objects.filter(resident=resident).count() == 1


def test_a_letter_whose_tone_was_raised_after_publishing_is_not_sent(resident, everything, clock):
    content = {"title": "Vrijwillig", "tone": "voluntary", "always": []}
    content["steps"] = [
        step(
            "one",
            "letter",
            "Brief",
            "start",
            letter=letter(1, "voluntary"),
            branches=[on("silent", end="not_reached", after=term(14))],
        )
    ]
    version = publish_route(content, code="vrijwillig")
    text = LetterText.objects.get(pk=version.content["steps"][0]["letter"]["id"])
    publish(text, tone="duty", title="Strenger")
    enrolment = put_on(resident, version, clock)
    assert enrolment.asks == "letter:tone"
    assert not Letter.objects.exists()


def test_moving_everybody_grows_with_who_moves(everything, version, coach, clock, django_assert_max_num_queries):
    area = make_area("Noord", coach)
    for _ in range(12):
        put_on(make_resident(area=area, coach=coach), version, clock)
    clock.days(1)
    with django_assert_max_num_queries(6):
        assert services.advance(now=clock.now) == {}


def test_a_resident_who_reads_another_language_gets_the_translation_behind_the_letter(resident, version, clock):
    type(resident).objects.filter(pk=resident.pk).update(language="en")
    dutch = LetterText.objects.get(pk=version.content["steps"][0]["letter"]["id"])
    translation = make_text(
        "Invitation",
        blocks=({"type": "text", "value": "<p>I would like to meet you.</p>"}, SIGNATURE),
        subject="<p>Meeting you</p>",
        language="en",
        translation_of=dutch,
        translated_version=1,
        tone="neutral",
    )
    resident.refresh_from_db()
    put_on(resident, version, clock)
    assert Letter.objects.get(resident=resident).translation == translation
