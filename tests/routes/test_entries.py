"""Who comes onto a route by themselves, and who waits to be let in on purpose."""

from datetime import timedelta

import pytest

from kik_wagtail.letters.models import Letter
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import services
from kik_wagtail.routes.backlog import waiting
from kik_wagtail.routes.errors import OnAnotherRoute, SwitchedOff
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, EntryBacklog, RouteSwitch
from kik_wagtail.routes.services.steering import stop
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.workdays.dates import today
from tests.factories import make_area, make_resident, make_user

from .screens import publish, set_up, shipped
from .world import CALENDAR, MONDAY, Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(db):
    return set_up()["manager"]


@pytest.fixture
def route(manager):
    """Never spoken; voluntary, so one manager switches it on."""
    return shipped("kik-regulier")


@pytest.fixture
def area(everything):
    return make_area("Oost", make_user("coach07", roles=("coach",)))


def arrive(area, number=1):
    return [make_resident(area=area, coach=area.members.first().user) for _ in range(number)]


def switch_on(route, manager, *, a_week=25, starting=MONDAY, now=MONDAY):
    services.ask_on(route=route, effective_from=today(starting), a_week=a_week, user=manager, now=now)


def on_it():
    return set(Enrolment.objects.values_list("resident_id", flat=True))


def test_switching_on_puts_nobody_on_who_matched_before(route, manager, area):
    arrive(area, 5)
    switch_on(route, manager)
    for day in range(30):
        services.admit_new(now=MONDAY + timedelta(days=day))
    assert on_it() == set()
    assert waiting(route) == 5
    assert not Letter.objects.exists()


def test_who_newly_matches_comes_in_once(route, manager, area):
    arrive(area, 2)
    switch_on(route, manager)
    (new,) = arrive(area)
    for _ in range(2):
        services.admit_new(now=MONDAY)
    services.admit_new(now=MONDAY + timedelta(days=1))
    assert on_it() == {new.pk}
    assert Enrolment.objects.count() == 1
    batch = EnrolmentBatch.objects.get()
    assert (batch.enrolled, batch.made_by) == (1, None)


def test_what_is_in_the_way_of_one_keeps_nobody_else_from_coming_in(route, manager, area, monkeypatch):
    switch_on(route, manager)
    new = arrive(area, 4)
    wrong = {new[0].pk: OnAnotherRoute, new[2].pk: ValueError}

    def enrol(*, resident, **values):
        if resident.pk in wrong:
            raise wrong[resident.pk]
        return services.enrol(resident=resident, **values)

    monkeypatch.setattr("kik_wagtail.routes.services.admitting.enrol", enrol)
    assert services.admit_new(now=MONDAY) == {"admitted": 2, "skipped": 1, "failed": 1}
    assert on_it() == {new[1].pk, new[3].pk}
    assert EnrolmentBatch.objects.get().skipped == {"routes.on_another_route": [new[0].pk], "failed": [new[2].pk]}


def test_at_most_so_many_a_week_come_in(route, manager, area):
    switch_on(route, manager, a_week=3)
    arrive(area, 8)
    numbers = []
    for day in (0, 0, 2, 6, 7, 8, 14):
        services.admit_new(now=MONDAY + timedelta(days=day))
        numbers.append(Enrolment.objects.count())
    assert numbers == [3, 3, 3, 3, 6, 6, 8]


def test_nobody_comes_in_before_the_day_it_starts(route, manager, area):
    switch_on(route, manager, starting=MONDAY + timedelta(days=10))
    arrive(area)
    services.admit_new(now=MONDAY + timedelta(days=9))
    assert on_it() == set()
    services.admit_new(now=MONDAY + timedelta(days=10))
    assert len(on_it()) == 1


def test_nobody_comes_onto_a_route_that_is_off_or_archived(route, manager, area):
    switch_on(route, manager)
    services.switch_off(route=route, user=manager, now=MONDAY)
    arrive(area)
    services.admit_new(now=MONDAY)
    assert on_it() == set()
    RouteSwitch.objects.update(is_on=True)
    type(route).objects.filter(pk=route.pk).update(is_archived=True)
    services.admit_new(now=MONDAY)
    assert on_it() == set()


def test_on_again_does_not_let_in_who_came_to_match_while_it_was_off(route, manager, area):
    switch_on(route, manager)
    services.switch_off(route=route, user=manager, now=MONDAY)
    arrive(area, 3)
    switch_on(route, manager)
    services.admit_new(now=MONDAY)
    assert on_it() == set()


def test_a_route_by_hand_lets_nobody_in(manager, area):
    route = shipped("op-afstand")
    switch_on(route, manager)
    arrive(area)
    services.admit_new(now=MONDAY)
    assert on_it() == set()


def test_whose_route_ended_does_not_come_in_again_while_they_still_match(route, manager, area):
    switch_on(route, manager)
    arrive(area)
    services.admit_new(now=MONDAY)
    stop(enrolment=Enrolment.objects.get(), reason="Wil niet.", user=manager, now=MONDAY, calendar=CALENDAR)
    services.admit_new(now=MONDAY + timedelta(days=8))
    assert Enrolment.objects.count() == 1


def test_who_stopped_matching_and_matches_anew_comes_in_anew(route, manager, area):
    (resident,) = arrive(area)
    switch_on(route, manager)
    Resident.objects.filter(pk=resident.pk).update(last_conversation_on=today(MONDAY))
    services.admit_new(now=MONDAY)
    assert not EntryBacklog.objects.exists()
    Resident.objects.filter(pk=resident.pk).update(last_conversation_on=None)
    services.admit_new(now=MONDAY + timedelta(days=1))
    assert on_it() == {resident.pk}


def test_who_is_on_another_route_for_the_same_purpose_is_left_there(route, manager, area):
    switch_on(route, manager)
    (resident,) = arrive(area)
    other = shipped("op-afstand").versions.first()
    services.enrol(resident=resident, version=other, user=None, now=MONDAY, calendar=CALENDAR)
    services.admit_new(now=MONDAY)
    assert Enrolment.objects.get().version == other


def test_the_backlog_is_let_in_on_purpose_in_portions_the_longest_unseen_first(route, manager, area):
    everybody = arrive(area, 5)
    switch_on(route, manager)
    first = services.let_in(route=route, at_most=2, user=manager, now=MONDAY)
    assert (first.enrolled, first.made_by) == (2, manager)
    assert on_it() == {one.pk for one in everybody[:2]}
    chosen = everybody[4].pk
    services.let_in(route=route, at_most=9, user=manager, now=MONDAY, residents=[chosen])
    assert on_it() == {everybody[0].pk, everybody[1].pk, chosen}
    services.let_in(route=route, at_most=9, user=manager, now=MONDAY)
    assert services.let_in(route=route, at_most=9, user=manager, now=MONDAY).enrolled == 0
    assert Enrolment.objects.count() == 5
    assert waiting(route) == 0


def test_a_portion_on_purpose_takes_nothing_of_the_weeks_number(route, manager, area):
    arrive(area, 3)
    switch_on(route, manager, a_week=1)
    services.let_in(route=route, at_most=3, user=manager, now=MONDAY)
    arrive(area)
    services.admit_new(now=MONDAY)
    assert Enrolment.objects.count() == 4


def test_nobody_is_let_in_while_the_route_is_off(route, manager, area):
    with pytest.raises(SwitchedOff):
        services.let_in(route=route, at_most=9, user=manager, now=MONDAY)
    assert on_it() == set()


def test_a_new_version_with_another_entry_blasts_nobody(route, manager, area):
    switch_on(route, manager)
    Resident.objects.filter(pk__in=[one.pk for one in arrive(area, 4)]).update(last_conversation_on=today(MONDAY))
    old = today(MONDAY) - timedelta(days=400)
    Resident.objects.update(last_conversation_on=old)

    def almost_a_year(draft):
        draft.entry = "almost_12_months"

    publish(route, almost_a_year)
    services.admit_new(now=MONDAY)
    assert on_it() == set()
    assert waiting(route) == 4


def test_a_running_route_that_becomes_a_duty_waits_for_a_second_manager(route, manager, area):
    switch_on(route, manager)

    def duty(draft):
        draft.tone = "duty"
        draft.body[0].value["letter"] = draft.body[5].value["letter"]

    publish(route, duty)
    assert not RouteSwitch.objects.get(route=route).is_on


def test_each_who_comes_in_is_recorded_and_nobody_else(route, manager, area):
    arrive(area, 3)
    switch_on(route, manager)
    assert not AccessRecord.objects.exists()
    (new,) = arrive(area)
    services.admit_new(now=MONDAY)
    assert set(AccessRecord.objects.values_list("resident", flat=True)) == {new.pk}


def test_the_first_letter_of_who_came_in_is_made_the_same_day(route, manager, area):
    switch_on(route, manager)
    (new,) = arrive(area)
    services.admit_new(now=MONDAY)
    Clock(MONDAY).run()
    assert Letter.objects.get().resident_id == new.pk
