"""A route follows its resident: to another coach and area, out of view and back, and out of the municipality."""

from datetime import timedelta

import pytest

from kik_wagtail.follow_up import beeper
from kik_wagtail.letters.models import Letter
from kik_wagtail.residents import services, signals
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes.models import Enrolment, StepVisit
from tests.factories import make_area, make_user

from .world import fresh, put_on


@pytest.fixture
def walked(resident, version, clock):
    enrolment = put_on(resident, version, clock)
    clock.days(3)
    return fresh(enrolment)


def change_status(resident, status, clock):
    """As the import does."""
    Resident.objects.filter(pk=resident.pk).update(status=status)
    told = {"resident_ids": [resident.pk], "status": status, "user": None, "now": clock.now}
    signals.status_changed.send(sender=Resident, **told)


def test_a_handover_across_areas_takes_the_route_its_history_and_its_beep_along(walked, resident, clock):
    clock.days(24)
    other = make_user("coach09", roles=("coach",))
    west = make_area("West", other)
    services.hand_over_at_once(
        resident=resident, to_coach=other, to_area=west, reason="verhuisd", user=None, now=clock.now
    )
    moved = fresh(walked)
    assert (moved.coach, moved.area) == (other, west)
    assert set(StepVisit.objects.values_list("area_id", flat=True)) == {west.pk}
    day = max(moved.due_on, clock.now.date())
    assert beeper.counts_of(day, other)["flag"] == 1
    assert beeper.counts_of(day, walked.coach)["flag"] == 0


def test_who_leaves_ends_the_route_and_gets_no_letter_more(walked, resident, clock):
    services.mark_left(residents=[resident], left_on=clock.now.date(), is_known=True, user=None, now=clock.now)
    ended = fresh(walked)
    assert (ended.state, ended.result, ended.look_on) == ("ended", "left", None)
    assert not StepVisit.objects.filter(enrolment=walked, left_on=None).exists()
    clock.days(60)
    assert Letter.objects.filter(resident=resident).count() == 1


def test_a_route_stands_still_during_active_support_elsewhere_and_nobody_is_late_by_it(walked, resident, clock):
    change_status(resident, "active_support_elsewhere", clock)
    clock.days(60)
    assert fresh(walked).step == "invitation"
    assert Letter.objects.filter(resident=resident).count() == 1
    change_status(resident, "in_view", clock)
    back = clock.now.date()
    clock.days(13)
    assert fresh(walked).step == "invitation"
    clock.days(1)
    assert (fresh(walked).step, fresh(walked).since) == ("duty", back + timedelta(days=14))


def test_a_decision_about_somebody_in_support_elsewhere_does_not_beep(walked, resident, coach, clock):
    clock.days(40)
    day = clock.now.date()
    assert beeper.counts_of(day, coach)["flag"] == 1
    change_status(resident, "active_support_elsewhere", clock)
    assert beeper.counts_of(day, coach)["flag"] == 0
    assert Enrolment.objects.get().state == "running"
