"""Many residents on a route at once: choose, check, confirm; and off again while nothing went out."""

from datetime import timedelta

import pytest

from kik_wagtail.follow_up.services.attempts import record_attempt
from kik_wagtail.follow_up.services.planning import NextContact, plan_conversation
from kik_wagtail.letters.models import Letter
from kik_wagtail.letters.services import mark_printed
from kik_wagtail.outbox import services as outbox
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.models import AreaMember
from kik_wagtail.residents.services import move_to_area
from kik_wagtail.routes import planning
from kik_wagtail.routes.errors import NewerVersion, NobodyChosen, ReasonMissing, SwitchedOff, TooMany, UndoneAlready
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, EntryBacklog, RouteSwitch, RouteVersion, StepVisit
from kik_wagtail.routes.services import together
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_resident, make_user

from .world import CALENDAR, fresh, put_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(everything, coach):
    return make_area("Oost", coach)


@pytest.fixture
def lead(area):
    found = make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=found, role="team_lead")
    return found


@pytest.fixture
def people(area, coach):
    return [make_resident(area=area, coach=coach, form_of_address="mrs") for _ in range(7)]


def ticked(*residents):
    return {"who": "ticked", "ids": [one.pk for one in residents]}


def draft(version, clock, user, criteria, **values):
    values = {"a_week": 5, "starts_from": clock.now.date()} | values
    return together.draft(version=version, criteria=criteria, user=user, now=clock.now, **values)


def plan(batch, clock):
    return planning.plan_of(batch, now=clock.now, calendar=CALENDAR)


def confirm(batch, clock, user):
    return together.confirm(batch=batch, user=user, now=clock.now, calendar=CALENDAR)


def ring(clock):
    """The first portion begins and, a minute later, its letters are made."""
    for minutes in range(2):
        outbox.drain(now=clock.now + timedelta(minutes=minutes), limit=1000, worker="test")


def put_on_together(version, clock, user, people, **values):
    batch = confirm(draft(version, clock, user, ticked(*people), **values), clock, user)
    ring(clock)
    return batch


def test_checking_puts_nobody_on_the_route_and_leaves_no_record(version, clock, lead, people):
    with as_user(lead):
        found = plan(draft(version, clock, lead, ticked(*people)), clock)
    assert (found.found, len(found.starts), found.skipped) == (7, 7, {})
    assert not Enrolment.objects.exists()
    assert not AccessRecord.objects.exists()


def test_no_coach_gets_more_new_starts_a_week_than_asked_and_other_routes_count_along(version, clock, lead, people):
    put_on(people[0], version, clock)
    with as_user(lead):
        batch = confirm(draft(version, clock, lead, ticked(*people[1:]), a_week=3), clock, lead)
    starts = sorted(Enrolment.objects.filter(batch=batch).values_list("starts_on", flat=True))
    today = clock.now.date()
    assert starts == [today] * 2 + [today + timedelta(days=7)] * 3 + [today + timedelta(days=14)]


def test_before_the_first_day_of_the_route_no_portion_begins(version, clock, lead, people):
    first = clock.now.date() + timedelta(days=14)
    RouteSwitch.objects.update(effective_from=first)
    with as_user(lead):
        found = plan(draft(version, clock, lead, ticked(*people), a_week=5), clock)
    assert found.weeks == [(first, 5, 5), (first + timedelta(days=7), 2, 2)]


def test_who_begins_today_gets_the_letter_once_and_the_others_on_their_day(version, clock, lead, people):
    put_on_together(version, clock, lead, people, a_week=5)
    ring(clock)
    assert Letter.objects.count() == 5
    clock.days(7)
    assert Letter.objects.count() == 7
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"running"}


def test_who_is_in_the_way_is_skipped_with_why(version, clock, lead, people, area, coach):
    put_on(people[0], version, clock)
    type(people[1]).objects.filter(pk=people[1].pk).update(status="active_support_elsewhere")
    nobody_s = make_resident(area=area)
    with as_user(lead):
        batch = confirm(draft(version, clock, lead, ticked(*people, nobody_s)), clock, lead)
    assert batch.enrolled == 5
    assert batch.skipped == {
        "on_another_route": [people[0].pk],
        "not_in_view": [people[1].pk],
        "no_coach": [nobody_s.pk],
    }


def test_who_falls_outside_the_scope_is_not_put_on_the_route(version, clock, lead, people):
    stranger = make_resident(area=make_area("West"), coach=make_user("coach99"))
    with as_user(lead):
        batch = confirm(draft(version, clock, lead, ticked(*people, stranger)), clock, lead)
    assert batch.enrolled == 7
    assert not Enrolment.objects.filter(resident=stranger).exists()
    assert batch.skipped == {}


def test_two_presses_put_everybody_on_once(version, clock, lead, people):
    batch = draft(version, clock, lead, ticked(*people))
    for _press in range(2):
        assert confirm(batch, clock, lead).enrolled == 7
        ring(clock)
    assert Enrolment.objects.count() == 7
    assert Letter.objects.count() == 5


def test_confirming_records_every_resident_that_was_put_on(version, clock, people):
    manager = make_user("manager", roles=("manager",))
    with as_user(manager):
        batch = draft(version, clock, manager, {"who": "filter"}, everybody=True)
        assert plan(batch, clock).found == 7
        assert not AccessRecord.objects.exists()
        confirm(batch, clock, manager)
        assert not Enrolment.objects.exists()  # a manager sees no resident
    records = AccessRecord.objects.filter(user_id=manager.pk, action="change")
    assert set(records.values_list("resident", flat=True)) == {one.pk for one in people}


def test_a_filter_takes_the_longest_unseen_first(version, clock, lead, area, coach):
    day = clock.now.date()
    spoken = [make_resident(area=area, coach=coach, last_conversation_on=day - timedelta(days=n)) for n in (40, 700)]
    never = make_resident(area=area, coach=coach)
    with as_user(lead):
        batch = confirm(draft(version, clock, lead, {"who": "filter", "months": 1}, a_week=1), clock, lead)
    order = Enrolment.objects.filter(batch=batch).order_by("starts_on").values_list("resident_id", flat=True)
    assert list(order) == [never.pk, spoken[1].pk, spoken[0].pk]


def test_the_choice_of_the_route_itself_is_narrowed_by_area(version, clock, everything, people, area):
    content = version.content | {"entry": "never_spoken"}
    newer = RouteVersion(text=version.text, number=2, content=content, published_at=clock.now)
    newer.save()
    west = make_area("West")
    make_resident(area=west, coach=make_user("coach99"))
    manager = make_user("manager", roles=("manager",))
    batch = draft(newer, clock, manager, {"who": "entry", "area": west.pk}, everybody=True)
    assert plan(batch, clock).found == 1


def test_nobody_and_too_many_are_said(version, clock, lead, people, monkeypatch):
    with pytest.raises(NobodyChosen):
        plan(draft(version, clock, lead, {"who": "filter", "language": "xx"}), clock)
    monkeypatch.setattr(planning, "MOST", 5)
    with pytest.raises(TooMany) as refused:
        plan(draft(version, clock, lead, {"who": "filter"}), clock)
    assert "7" in str(refused.value)


def test_a_route_that_is_off_or_has_a_newer_version_is_refused_and_nothing_is_confirmed(version, clock, lead, people):
    batch = draft(version, clock, lead, ticked(*people))
    RouteSwitch.objects.update(is_on=False)
    with pytest.raises(SwitchedOff):
        confirm(batch, clock, lead)
    RouteSwitch.objects.update(is_on=True)
    RouteVersion(text=version.text, number=2, content=version.content, published_at=clock.now).save()
    with pytest.raises(NewerVersion):
        confirm(batch, clock, lead)
    assert not Enrolment.objects.exists()
    assert EnrolmentBatch.objects.get().confirmed_at is None


def undo(batch, clock, user, reason="verkeerde lijst"):
    return together.undo(batch=batch, reason=reason, user=user, now=clock.now)


def test_undoing_takes_off_whom_nothing_happened_to_and_cancels_unprinted_letters(version, clock, lead, people):
    batch = put_on_together(version, clock, lead, people)
    assert undo(batch, clock, lead).taken_off == 7
    assert set(Enrolment.objects.values_list("state", "result")) == {("ended", "taken_off")}
    assert set(Letter.objects.values_list("state", flat=True)) == {"cancelled"}
    clock.days(30)
    assert Letter.objects.count() == 5
    put_on(people[0], version, clock)


def test_undoing_leaves_on_the_route_whoever_something_happened_to(version, clock, lead, people):
    batch = put_on_together(version, clock, lead, people)
    printed = StepVisit.objects.filter(letter__isnull=False).first()
    mark_printed(letter=printed.letter, user=lead, now=clock.now)
    assert together.touched(batch) == {printed.enrolment_id}
    assert undo(batch, clock, lead).taken_off == 6
    assert fresh(printed.enrolment).state == "running"
    assert Letter.objects.get(pk=printed.letter_id).state == "printed"


def test_a_call_made_or_an_appointment_agreed_counts_as_something_that_happened(version, clock, lead, people, coach):
    batch = put_on_together(version, clock, lead, people)
    clock.days(14)  # silent: the letter about the duty, nobody did anything
    assert together.touched(batch) == set()
    visit = StepVisit.objects.filter(left_on=None).first()
    agreed = {"agreed": NextContact(months=1), "user": None, "now": clock.now, "calendar": CALENDAR}
    meeting = plan_conversation(resident=visit.resident, **agreed)
    StepVisit.objects.filter(pk=visit.pk).update(follow_up=meeting)
    record_attempt(follow_up=meeting, result="voicemail", user=coach, now=clock.now, calendar=CALENDAR)
    assert together.touched(batch) == {visit.enrolment_id}


def test_undoing_twice_or_what_was_never_confirmed_is_refused(version, clock, lead, people):
    batch = draft(version, clock, lead, ticked(*people))
    with pytest.raises(UndoneAlready):
        undo(batch, clock, lead)
    confirm(batch, clock, lead)
    undo(batch, clock, lead)
    with pytest.raises(UndoneAlready):
        undo(batch, clock, lead)
    assert Enrolment.objects.filter(result="taken_off").count() == 7


def test_checking_asks_as_many_queries_for_seven_as_for_sixty(
    version, clock, lead, people, area, coach, django_assert_num_queries
):
    def planned():
        kept = draft(version, clock, lead, {"who": "filter"})
        batch = EnrolmentBatch.objects.select_related("version").get(pk=kept.pk)
        with django_assert_num_queries(4):
            return plan(batch, clock).found

    assert planned() == 7
    for _ in range(53):
        make_resident(area=area, coach=coach)
    assert planned() == 60


def test_nobody_is_added_after_the_check(version, clock, lead, people, area, coach):
    with as_user(lead):
        batch = draft(version, clock, lead, {"who": "filter"})
    late = make_resident(area=area, coach=coach)
    with as_user(lead):
        assert confirm(batch, clock, lead).enrolled == 7
    assert not Enrolment.objects.filter(resident=late).exists()


def test_who_no_longer_matches_or_moved_away_since_the_check_is_skipped_with_why(
    version, clock, lead, people, area, coach
):
    noord, west = make_area("Noord", coach), make_area("West")
    AreaMember.objects.create(area=noord, user=lead, role="team_lead")
    with as_user(lead):
        batch = draft(version, clock, lead, {"who": "listed", "area": area.pk})
    move_to_area(resident=people[0], area=noord)
    move_to_area(resident=people[1], area=west)
    with as_user(lead):
        batch = confirm(batch, clock, lead)
    assert batch.enrolled == 5
    assert batch.skipped == {"no_longer_matches": [people[0].pk], "out_of_scope": [people[1].pk]}


def test_undoing_needs_a_reason_and_says_who(version, clock, lead, people):
    batch = put_on_together(version, clock, lead, people)
    with pytest.raises(ReasonMissing):
        undo(batch, clock, lead, reason="  ")
    undone = undo(batch, clock, lead)
    assert (undone.undone_by, undone.undo_reason) == (lead, "verkeerde lijst")


def test_who_was_put_on_together_does_not_come_in_again_by_themselves(version, clock, lead, people):
    content = version.content | {"entry": "never_spoken"}
    newer = RouteVersion(text=version.text, number=2, content=content, published_at=clock.now)
    newer.save()
    batch = put_on_together(newer, clock, lead, people)
    assert set(EntryBacklog.objects.values_list("resident_id", "let_in_on")) == {
        (one.pk, clock.now.date()) for one in people
    }
    undo(batch, clock, lead)
    assert set(EntryBacklog.objects.values_list("resident_id", "let_in_on")) == {(one.pk, None) for one in people}


def test_a_choice_that_nobody_confirmed_goes_after_two_days(version, clock, lead, people):
    kept = draft(version, clock, lead, ticked(*people))
    clock.now += timedelta(days=3)
    draft(version, clock, lead, ticked(*people))
    assert not EnrolmentBatch.objects.filter(pk=kept.pk).exists()
