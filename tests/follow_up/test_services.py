from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up import errors, services
from kik_wagtail.follow_up.models import (
    Commitment,
    ContactAttempt,
    ConversationReport,
    FollowUp,
    Kind,
    NoNextContact,
    Outcome,
)
from kik_wagtail.follow_up.queries import without_next_contact
from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.calendar import DutchCalendar
from tests.factories import make_area, make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CALENDAR = DutchCalendar()
NEXT = services.NextContact(months=3)


@pytest.fixture
def coach(everything):
    user = make_user("coach")
    make_area("Oost", user)
    return user


@pytest.fixture
def resident(coach):
    return make_resident(coach=coach, last_conversation_on=date(2026, 5, 21))


def plan(resident, coach, **values):
    agreed = services.NextContact(**values)
    return services.plan_conversation(resident=resident, agreed=agreed, user=coach, now=NOW, calendar=CALENDAR)


def close(follow_up, coach, outcome=Outcome.HELD, next_contact=NEXT, **values):
    return services.close_follow_up(
        follow_up=follow_up,
        outcome=outcome,
        next_contact=next_contact,
        user=coach,
        now=NOW,
        calendar=CALENDAR,
        **values,
    )


def test_a_plan_takes_rhythm_place_and_channel_from_the_resident(resident, coach):
    Resident.objects.filter(pk=resident.pk).update(rhythm_months=7, preferred_place_kind="office")
    resident.refresh_from_db()
    follow_up = plan(resident, coach)
    assert (follow_up.target_on, follow_up.latest_on) == (date(2026, 12, 21), date(2027, 5, 21))
    assert (follow_up.kind, follow_up.place_kind, follow_up.coach) == (Kind.FOLLOW_UP, "office", coach)


def test_a_second_open_conversation_is_refused_and_the_first_stays(resident, coach):
    first = plan(resident, coach)
    with pytest.raises(errors.AlreadyPlanned):
        plan(resident, coach)
    assert list(FollowUp.objects.all()) == [first]


def test_a_call_does_not_count_as_the_next_conversation(resident, coach):
    services.plan_call(resident=resident, kind=Kind.CALL_BACK, on=TODAY, user=coach, now=NOW)
    assert resident in without_next_contact(Resident.objects.all(), TODAY)
    plan(resident, coach)
    assert resident not in without_next_contact(Resident.objects.all(), TODAY)


def test_who_has_left_cannot_be_planned(resident, coach):
    resident.status = "left"
    with pytest.raises(errors.NotInView):
        plan(resident, coach)


@pytest.mark.parametrize("target_on", [TODAY - timedelta(days=1), date(2027, 5, 22)])
def test_a_target_outside_the_twelve_months_is_refused_with_the_dates_that_are_possible(resident, coach, target_on):
    with pytest.raises(errors.WrongDate, match="2027") as caught:
        plan(resident, coach, target_on=target_on)
    assert caught.value.code == "follow_up.wrong_date"
    assert not FollowUp.objects.exists()


def test_a_conversation_is_not_closed_without_a_next_contact(resident, coach):
    follow_up = plan(resident, coach)
    with pytest.raises(errors.NextContactMissing):
        close(follow_up, coach, next_contact=None)
    follow_up.refresh_from_db()
    assert follow_up.is_open


def test_a_held_conversation_moves_the_limit_and_plans_the_next_one(resident, coach):
    close(plan(resident, coach), coach)
    resident.refresh_from_db()
    assert resident.last_conversation_on == TODAY
    following = FollowUp.objects.open().get()
    assert (following.target_on, following.latest_on) == (date(2027, 2, 23), date(2027, 11, 23))
    assert following.origin == FollowUp.Origin.AGREED


@pytest.mark.parametrize("outcome", ["no_show", "not_reached", "cancelled_by_resident", "cancelled_by_us"])
def test_only_a_held_conversation_moves_the_limit(resident, coach, outcome):
    close(plan(resident, coach), coach, outcome=outcome)
    resident.refresh_from_db()
    assert resident.last_conversation_on == date(2026, 5, 21)
    assert FollowUp.objects.open().get().latest_on == date(2027, 5, 21)


def test_a_refusal_needs_a_reason_and_holds_nothing_half_done(resident, coach):
    follow_up = plan(resident, coach)
    with pytest.raises(IntegrityError), transaction.atomic():
        close(follow_up, coach, outcome=Outcome.DECLINED)
    assert FollowUp.objects.open().get() == follow_up
    close(follow_up, coach, outcome=Outcome.DECLINED, refusal_reason="no_need")
    assert FollowUp.objects.closed().get().refusal_reason == "no_need"


def test_of_two_closings_one_wins_and_the_other_changes_nothing(resident, coach):
    follow_up = plan(resident, coach)
    same = FollowUp.objects.get(pk=follow_up.pk)
    close(follow_up, coach)
    with pytest.raises(errors.AlreadyClosed):
        close(same, coach, outcome=Outcome.NO_SHOW)
    assert FollowUp.objects.closed().get().outcome == Outcome.HELD
    assert FollowUp.objects.open().count() == 1


def test_a_conversation_in_the_future_was_not_held(resident, coach):
    with pytest.raises(errors.HeldInTheFuture):
        close(plan(resident, coach), coach, held_on=TODAY + timedelta(days=1))


def test_no_next_contact_needs_an_end_within_twelve_months(resident, coach):
    follow_up = plan(resident, coach)
    with pytest.raises(errors.UntilTooLate), transaction.atomic():
        close(follow_up, coach, next_contact=services.NoNext("abroad", date(2027, 11, 24)))
    follow_up.refresh_from_db()
    assert follow_up.is_open
    close(follow_up, coach, next_contact=services.NoNext("abroad", date(2027, 11, 23)))
    assert NoNextContact.objects.get().until_on == date(2027, 11, 23)
    assert resident not in without_next_contact(Resident.objects.all(), TODAY)
    assert resident in without_next_contact(Resident.objects.all(), date(2027, 11, 24))


def test_an_appointment_brings_a_reminder_call_on_the_working_day_before(resident, coach):
    follow_up = plan(resident, coach)
    monday = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    move = {"user": coach, "now": NOW, "calendar": CALENDAR}
    services.make_appointment(follow_up=follow_up, at=monday, revision=follow_up.revision, **move)
    assert FollowUp.objects.open().get(kind=Kind.REMINDER_CALL).target_on == date(2026, 11, 27)
    services.make_appointment(follow_up=follow_up, at=monday + timedelta(days=1), revision=follow_up.revision, **move)
    assert FollowUp.objects.open().get(kind=Kind.REMINDER_CALL).target_on == date(2026, 11, 30)


def test_who_cannot_be_called_safely_gets_no_reminder_call(resident, coach):
    Resident.objects.filter(pk=resident.pk).update(safe_to_call=False)
    resident.refresh_from_db()
    plan(resident, coach, appointment_at=datetime(2026, 11, 30, 9, 30, tzinfo=UTC))
    assert not FollowUp.objects.filter(kind=Kind.REMINDER_CALL).exists()


def test_an_appointment_in_the_past_is_refused(resident, coach):
    follow_up = plan(resident, coach)
    with pytest.raises(errors.WrongDate):
        services.make_appointment(
            follow_up=follow_up, at=NOW - timedelta(hours=1), revision=1, user=coach, now=NOW, calendar=CALENDAR
        )


def test_an_appointment_may_be_late_but_not_more_than_twelve_months_ahead(resident, coach):
    follow_up = plan(resident, coach)
    move = {"user": coach, "now": NOW, "calendar": CALENDAR}
    wrong_year = datetime(2027, 11, 24, 9, 30, tzinfo=UTC)
    with pytest.raises(errors.WrongDate) as refused:
        services.make_appointment(follow_up=follow_up, at=wrong_year, revision=follow_up.revision, **move)
    assert f"{follow_up.latest_on:%d-%m-%Y}" in str(refused.value)
    late = datetime.combine(follow_up.latest_on + timedelta(days=20), NOW.timetz())
    services.make_appointment(follow_up=follow_up, at=late, revision=follow_up.revision, **move)
    follow_up.refresh_from_db()
    assert follow_up.appointment_at == late


def test_moving_a_contact_that_somebody_else_moved_overwrites_nothing(resident, coach):
    follow_up = plan(resident, coach)
    move = {"follow_up": follow_up, "user": coach, "now": NOW, "calendar": CALENDAR, "revision": follow_up.revision}
    services.reschedule(target_on=date(2026, 12, 1), **move)
    with pytest.raises(errors.ChangedMeanwhile):
        services.reschedule(target_on=date(2026, 12, 8), **move)
    assert FollowUp.objects.get().target_on == date(2026, 12, 1)


def test_a_call_without_answer_comes_back_the_next_working_day_and_undo_puts_it_back(resident, coach):
    friday = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    call = services.plan_call(resident=resident, kind=Kind.CALL_BACK, on=friday.date(), user=coach, now=friday)
    attempt = services.record_attempt(follow_up=call, result="voicemail", user=coach, now=friday, calendar=CALENDAR)
    call.refresh_from_db()
    assert (call.is_open, call.target_on) == (True, date(2026, 11, 30))
    services.undo_attempt(attempt=attempt, user=coach, now=friday + timedelta(minutes=5))
    call.refresh_from_db()
    assert call.target_on == friday.date()
    assert not ContactAttempt.objects.exists()


def test_an_answered_call_is_closed_and_does_not_move_the_limit(resident, coach):
    call = services.plan_call(resident=resident, kind=Kind.CALL_BACK, on=TODAY, user=coach, now=NOW)
    services.record_attempt(follow_up=call, result="spoken", user=coach, now=NOW, calendar=CALENDAR)
    call.refresh_from_db()
    resident.refresh_from_db()
    assert call.outcome == Outcome.HELD
    assert resident.last_conversation_on == date(2026, 5, 21)
    with pytest.raises(errors.AlreadyClosed):
        services.record_attempt(follow_up=call, result="spoken", user=coach, now=NOW, calendar=CALENDAR)


@pytest.mark.parametrize(("later", "by_other"), [(timedelta(minutes=16), False), (timedelta(minutes=1), True)])
def test_a_result_is_undone_only_soon_and_by_the_same_person(resident, coach, later, by_other):
    call = services.plan_call(resident=resident, kind=Kind.CALL_BACK, on=TODAY, user=coach, now=NOW)
    attempt = services.record_attempt(follow_up=call, result="spoken", user=coach, now=NOW, calendar=CALENDAR)
    from kik_wagtail.follow_up.services.attempts import TooLateToUndo

    with pytest.raises(TooLateToUndo):
        services.undo_attempt(attempt=attempt, user=make_user() if by_other else coach, now=NOW + later)


def test_a_promise_is_kept_once(resident, coach):
    promise = services.add_commitment(
        follow_up=plan(resident, coach), by="coach", what="uitzoeken", due_on=TODAY, now=NOW
    )
    assert services.finish_commitment(commitment=promise, user=coach, now=NOW)
    assert not services.finish_commitment(commitment=promise, user=coach, now=NOW + timedelta(days=1))
    promise.refresh_from_db()
    assert promise.done_at == NOW


def test_that_a_promise_was_kept_is_taken_back_by_the_same_person_within_the_quarter(resident, coach):
    promise = services.add_commitment(follow_up=plan(resident, coach), by="coach", what="x", due_on=TODAY, now=NOW)
    services.finish_commitment(commitment=promise, user=coach, now=NOW)
    for user, later in ((make_user("ander"), timedelta(0)), (coach, timedelta(minutes=16))):
        with pytest.raises(DomainError), transaction.atomic():
            services.undo_commitment_done(commitment=promise, user=user, now=NOW + later)
    assert not Commitment.objects.open().exists()
    services.undo_commitment_done(commitment=promise, user=coach, now=NOW + timedelta(minutes=14))
    assert Commitment.objects.open().get() == promise


def test_a_draft_of_a_colleague_is_not_overwritten(resident, coach):
    follow_up, colleague = plan(resident, coach), make_user()
    services.save_draft(follow_up=follow_up, values={"a": "1"}, user=coach, now=NOW, seen_at=None)
    with pytest.raises(errors.ChangedMeanwhile):
        services.save_draft(follow_up=follow_up, values={"a": "2"}, user=colleague, now=NOW, seen_at=None)
    services.save_draft(follow_up=follow_up, values={"a": "3"}, user=colleague, now=NOW, seen_at=NOW)
    assert services.draft_of(follow_up).draft == {"a": "3"}


def test_a_finished_report_is_corrected_by_a_note_only(resident, coach):
    follow_up = plan(resident, coach)
    write = {"follow_up": follow_up, "guide_version": None, "user": coach, "now": NOW}
    report = services.write_report(answers={"q1": "goed"}, is_active=True, wishes=["work"], **write)
    with pytest.raises(errors.AlreadyClosed):
        services.write_report(answers={"q1": "anders"}, **write)
    services.add_note(report=report, text="het was dinsdag", user=coach, now=NOW)
    report = ConversationReport.objects.get()
    assert (report.answers, report.notes.get().text) == ({"q1": "goed"}, "het was dinsdag")


@pytest.mark.parametrize(
    "values",
    [
        {"earliest_on": TODAY + timedelta(days=1), "latest_on": TODAY + timedelta(days=2)},
        {"outcome": "held"},
        {"outcome": "no_show", "closed_at": NOW, "refusal_reason": "other"},
        {"resident_by": TODAY},
    ],
)
def test_the_database_itself_refuses_impossible_contacts(resident, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_follow_up(resident, target_on=TODAY, **values)
