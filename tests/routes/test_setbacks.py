"""What goes wrong on the way: routes switched off, versions published, coaches and residents who leave, late dates."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest

from kik_wagtail.follow_up.services.closing import close_follow_up
from kik_wagtail.jobs import run_due
from kik_wagtail.letters.models import Letter
from kik_wagtail.outbox import services as outbox
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.residents import services as residents
from kik_wagtail.routes import services
from kik_wagtail.routes.errors import MovedMeanwhile, NotThisRoute, OnAnotherRoute
from kik_wagtail.routes.models import Enrolment, RouteSwitch, RouteVersion, StepVisit
from kik_wagtail.routes.services import moving
from tests.factories import make_area, make_resident

from .bulk import make_residents, put_many_on
from .inbeeld import letter, on, step, term
from .world import CALENDAR, Clock, appoint, close, conversation_of, fresh, publish_route, put_on


def letters_of(resident):
    return Letter.objects.filter(resident=resident).count()


def switch_off(version, clock):
    services.switch_off(route=version.text, user=None, now=clock.now)


def switch_on(version, clock):
    """As two managers would, a duty or not."""
    day = clock.now.date()
    RouteSwitch.objects.filter(route=version.text_id).update(is_on=True, effective_from=day)


def test_a_route_that_was_off_for_months_does_not_send_everything_on_the_day_it_is_on_again(version, clock, coach):
    area = make_area("Noord", coach)
    everybody = make_residents(6, area=area, coach=coach)
    for number, resident in enumerate(everybody[:4]):
        put_many_on([resident], version, sent_on=clock.now.date() - timedelta(days=number))
    later = [put_on(one, version, clock, starts_on=clock.now.date() + timedelta(days=7)) for one in everybody[4:]]
    clock.days(3)
    switch_off(version, clock)
    clock.days(100)
    assert not Letter.objects.exists()
    switch_on(version, clock)
    clock.run()
    assert not Letter.objects.exists()
    begun = {}
    for _ in range(20):
        clock.days(1)
        for one in Letter.objects.values_list("resident_id", flat=True):
            begun.setdefault(one, clock.now.date())
    assert set(begun) == {one.pk for one in everybody}
    spread = [begun[one.pk] for one in everybody[:4]]
    assert [(spread[0] - day).days for day in spread] == [0, 1, 2, 3]
    assert [fresh(one).starts_on.weekday() for one in later] == [0, 0]


def test_dates_stand_still_while_a_route_is_off(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    clock.days(4)
    switch_off(version, clock)
    clock.days(21)
    switch_on(version, clock)
    clock.days(9)
    assert (fresh(enrolment).step, letters_of(resident)) == ("invitation", 1)
    clock.days(1)
    assert fresh(enrolment).step == "duty"


def test_what_is_switched_off_between_two_batches_moves_nobody_more(version, clock, coach):
    area = make_area("Noord", coach)
    rows = put_many_on(
        make_residents(3, area=area, coach=coach), version, sent_on=clock.now.date() - timedelta(days=14)
    )
    switch_off(version, clock)
    keys = [row.pk for row in rows]
    assert services.advance_some(keys=keys, now=clock.now, calendar=CALENDAR) == {}


def test_before_the_first_day_of_a_route_nobody_begins_and_nothing_goes_out(resident, version, clock):
    RouteSwitch.objects.update(effective_from=clock.now.date() + timedelta(days=10))
    enrolment = put_on(resident, version, clock)
    clock.days(9)
    assert (fresh(enrolment).state, letters_of(resident)) == ("waiting", 0)
    clock.days(1)
    assert (fresh(enrolment).step, letters_of(resident)) == ("invitation", 1)


def newer(version, change, **facts):
    content = deepcopy(version.content) | facts
    change(content["steps"])
    newest = RouteVersion(text=version.text, number=version.number + 1, content=content, published_at=Clock().now)
    newest.save()
    return newest


def shorter(steps):
    steps[0]["branches"][1]["after"] = term(5)


def test_a_newer_version_changes_nothing_for_who_is_under_way(resident, version, clock, coach):
    enrolment = put_on(resident, version, clock)
    newest = newer(version, shorter)
    after = put_on(make_resident(area=resident.area, coach=coach), newest, clock)
    clock.days(5)
    assert (fresh(enrolment).step, fresh(after).step) == ("invitation", "duty")
    clock.days(9)
    assert (fresh(enrolment).step, fresh(enrolment).version) == ("duty", version)


def steer_to(enrolment, version, clock):
    return services.move_to_version(
        enrolment=fresh(enrolment), version=version, reason="Korter.", user=None, now=clock.now, calendar=CALENDAR
    )


def test_who_waits_for_a_start_begins_in_the_version_they_were_moved_to(resident, version, clock):
    enrolment = put_on(resident, version, clock, starts_on=clock.now.date() + timedelta(days=7))
    newest = newer(version, shorter)
    moved = fresh(steer_to(enrolment, newest, clock))
    assert (moved.state, moved.number, moved.version) == ("waiting", 0, newest)
    clock.days(12)
    assert (fresh(enrolment).step, letters_of(resident)) == ("duty", 2)


def test_nobody_is_moved_into_a_version_of_another_route(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    other = publish_route(code="andere")
    with pytest.raises(NotThisRoute):
        steer_to(enrolment, other, clock)
    assert fresh(enrolment).version == version


def test_a_newer_version_with_another_purpose_asks_again_whether_the_resident_is_free_for_it(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    call_back = newer(publish_route(code="bellen"), lambda steps: None, purpose="call_back")
    put_on(resident, call_back, clock)
    newest = newer(version, shorter, purpose="call_back")
    with pytest.raises(OnAnotherRoute):
        steer_to(enrolment, newest, clock)
    assert (fresh(enrolment).version, fresh(enrolment).purpose) == (version, "contact")


@pytest.mark.parametrize("leaves", ["deleted", "inactive"])
def test_a_coach_who_leaves_stops_no_route(resident, version, clock, coach, leaves):
    enrolment = put_on(resident, version, clock)
    if leaves == "deleted":
        coach.delete()
    else:
        type(coach).objects.filter(pk=coach.pk).update(is_active=False)
    clock.days(14)
    there = fresh(enrolment)
    assert there.step == "duty"
    assert there.done_on is not None or there.asks.startswith("letter:")
    clock.days(60)
    waits = fresh(enrolment)
    assert waits.asks.startswith("letter:") or waits.step == "fork"


def test_a_letter_that_waited_in_the_outbox_is_not_made_for_who_left_meanwhile(resident, version, clock):
    put_on(resident, version, clock)
    clock.now += timedelta(days=14)
    assert services.advance(now=clock.now) == {"moved": 1}
    left_on = clock.now.date()
    residents.mark_left(residents=[resident], left_on=left_on, is_known=True, user=None, now=clock.now)
    outbox.drain(now=clock.now, limit=100, worker="test")
    assert letters_of(resident) == 1
    assert Enrolment.objects.get().result == "left"


def test_an_appointment_past_the_window_of_the_step_is_waited_for(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    appoint(resident, clock, days=16)
    clock.days(16)
    assert fresh(enrolment).step == "meeting"
    appoint(resident, clock, days=60)
    clock.days(60)
    assert (fresh(enrolment).step, letters_of(resident)) == ("meeting", 1)
    clock.days(7)
    assert fresh(enrolment).step == "duty"


def test_an_appointment_made_during_a_pause_counts_once_the_route_goes_on(resident, version, clock, coach):
    enrolment = put_on(resident, version, clock)
    services.pause(enrolment=enrolment, reason="Op vakantie.", user=coach, now=clock.now)
    clock.days(5)
    appoint(resident, clock, days=20)
    assert fresh(enrolment).step == "invitation"
    services.resume(enrolment=fresh(enrolment), user=coach, now=clock.now, calendar=CALENDAR)
    assert fresh(enrolment).step == "reminder"
    clock.days(20)
    close(resident, clock, "held")
    assert (fresh(enrolment).result, letters_of(resident)) == ("spoken", 1)


def test_a_pause_is_not_undone_by_work_that_began_before_it(resident, version, clock, coach):
    enrolment = put_on(resident, version, clock)
    night = fresh(enrolment)
    services.pause(enrolment=fresh(enrolment), reason="In het ziekenhuis.", user=coach, now=clock.now)
    standing = moving.standing_of(night, user=None, now=clock.now, calendar=CALENDAR)
    with pytest.raises(MovedMeanwhile):
        moving.apply(standing, [])
    assert (fresh(enrolment).state, fresh(enrolment).pause_reason) == ("paused", "In het ziekenhuis.")


def test_an_appointment_that_was_made_is_not_forgotten_by_work_that_began_before_it(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    night = fresh(enrolment)
    standing = moving.standing_of(night, user=None, now=clock.now, calendar=CALENDAR)
    appoint(resident, clock, days=16)
    with pytest.raises(MovedMeanwhile):
        moving.apply(standing, [])
    assert fresh(enrolment).step == "reminder"


def test_what_is_wrong_with_one_resident_keeps_nobody_else(version, clock, coach):
    area = make_area("Noord", coach)
    rows = put_many_on(
        make_residents(5, area=area, coach=coach), version, sent_on=clock.now.date() - timedelta(days=14)
    )
    Enrolment.objects.filter(pk=rows[2].pk).update(step="gone")
    assert services.advance(now=clock.now) == {"moved": 4, "failed": 1}
    assert StepVisit.objects.filter(number=2).count() == 4
    assert fresh(rows[2]).step == "gone"


def test_a_daily_job_in_which_somebody_failed_is_seen_on_the_work_list(version, clock, coach):
    residents = make_residents(2, area=make_area("Noord", coach), coach=coach)
    rows = put_many_on(residents, version, sent_on=clock.now.date() - timedelta(days=14))
    Enrolment.objects.filter(pk=rows[0].pk).update(step="gone")
    for minutes in (0, 10, 20):
        run_due(now=clock.now + timedelta(minutes=minutes), worker="test")
    job = OutboxItem.objects.get(key__startswith="daily:routes_advance")
    assert (job.state, job.last_error) == ("failed", "RuntimeError")
    assert fresh(rows[1]).step == "duty"


ONLY_SILENCE = {
    "title": "Stil",
    "tone": "neutral",
    "always": [],
    "steps": [
        step(
            "one",
            "letter",
            "Brief",
            "start",
            letter=letter(1, "neutral"),
            branches=[on("silent", end="not_reached", after=term(14))],
        )
    ],
}


@pytest.mark.parametrize(
    ("sent", "before", "after"),
    [
        # the night in which the clock goes forward, and back: the day begins at 00:00 of the Dutch clock
        ((2027, 3, 14, 9), (2027, 3, 27, 22, 59), (2027, 3, 27, 23, 1)),
        ((2026, 10, 11, 9), (2026, 10, 24, 21, 59), (2026, 10, 24, 22, 1)),
        ((2026, 10, 12, 9), (2026, 10, 25, 22, 59), (2026, 10, 25, 23, 1)),
    ],
)
def test_a_term_ends_with_the_dutch_day_also_where_the_clock_changes(resident, coach, sent, before, after):
    version = publish_route(ONLY_SILENCE, code="stil")
    enrolment = put_on(resident, version, Clock(datetime(*sent, tzinfo=UTC)))
    services.advance(now=datetime(*before, tzinfo=UTC))
    assert fresh(enrolment).is_open
    services.advance(now=datetime(*after, tzinfo=UTC))
    assert fresh(enrolment).result == "not_reached"


def test_a_call_that_brings_the_planned_conversation_forward_moves_once(resident, everything, clock, coach):
    call = step("call", "call_back", "Bellen", "start", branches=[on("reached", to="meeting"), on("silent", end="not_reached", after=term(7))])  # fmt: skip
    meeting = step("meeting", "appointment", "Gesprek", until=term(21), branches=[on("silent", end="not_reached", after=term(7))])  # fmt: skip
    content = {"title": "Eerst bellen", "tone": "neutral", "always": [], "steps": [call, meeting]}
    enrolment = put_on(resident, publish_route(content, code="bellen"), clock)
    planned = conversation_of(resident).target_on
    close_follow_up(
        follow_up=enrolment.follow_up, outcome="held", next_contact=None, user=coach, now=clock.now, calendar=CALENDAR
    )
    assert fresh(enrolment).step == "meeting"
    assert conversation_of(resident).target_on < planned
