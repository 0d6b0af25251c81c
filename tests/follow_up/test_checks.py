from datetime import UTC, date, datetime, timedelta

import pytest

from kik_wagtail import scope
from kik_wagtail.checks import findings
from kik_wagtail.follow_up.models import FollowUp, NoNextContact
from kik_wagtail.residents.models import Resident, TemporaryAccess
from kik_wagtail.scope.models import AccessRecord
from tests.factories import closed, make_area, make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def codes():
    return {found.code for found in findings(NOW) if found.code.startswith(("follow_up.", "residents.", "check."))}


@pytest.fixture
def planned(db):
    """One resident as it should be: spoken in May, planned for December."""
    with scope.everything("test"):
        resident = make_resident(last_conversation_on=date(2026, 5, 21))
        held = closed("held", datetime(2026, 5, 21, 9, tzinfo=UTC))
        make_follow_up(resident, target_on=date(2026, 5, 21), **held)
        make_follow_up(resident, target_on=date(2026, 12, 1), latest_on=date(2027, 5, 21), planned_at=NOW)
    return resident


def test_data_as_it_should_be_gives_no_finding_and_leaves_no_record(planned):
    assert codes() == set()
    assert not AccessRecord.objects.exists()


def test_a_resident_without_a_next_contact_is_found(planned):
    with scope.everything("test"):
        make_resident()
    assert codes() == {"follow_up.nothing_planned"}


def test_a_row_in_another_area_than_its_resident_is_found(planned):
    with scope.everything("test"):
        FollowUp.objects.open().update(area=make_area())
    assert codes() == {"residents.area_differs"}


@pytest.mark.parametrize("last", [None, date(2026, 5, 20)])
def test_a_last_conversation_that_is_too_early_is_found(planned, last):
    with scope.everything("test"):
        Resident.objects.update(last_conversation_on=last)
        FollowUp.objects.open().update(latest_on=date(2026, 12, 20))
    assert codes() == {"residents.last_conversation_differs"}


def test_a_latest_date_beyond_twelve_months_is_found(planned):
    with scope.everything("test"):
        FollowUp.objects.open().update(latest_on=date(2027, 5, 22))
    assert codes() == {"follow_up.latest_beyond_limit"}


def test_a_reason_for_longer_than_twelve_months_is_found(planned):
    with scope.everything("test"):
        resident = make_resident()
        NoNextContact.objects.create(
            resident=resident, area=resident.area, reason="abroad", from_on=TODAY, until_on=TODAY + timedelta(days=366)
        )
    assert codes() == {"follow_up.reason_too_long"}


def test_an_opening_in_an_emergency_that_nobody_looked_at_for_a_week_is_found(planned):
    at = NOW - timedelta(days=7)
    given = {"user": make_user(), "kind": "break_glass", "why": "is_here", "reason": "balie"}
    with scope.everything("test"):
        opened = TemporaryAccess.objects.create(**given, resident=planned, from_at=at, until=at + timedelta(hours=8))
    assert codes() == set()
    TemporaryAccess.objects.update(from_at=at - timedelta(minutes=1))
    assert codes() == {"residents.emergency_not_looked_at"}
    TemporaryAccess.objects.filter(pk=opened.pk).update(seen_at=NOW)
    assert codes() == set()
    assert not AccessRecord.objects.exists()
