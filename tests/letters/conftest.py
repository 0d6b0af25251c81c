from datetime import UTC, datetime, timedelta

import pytest

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Area
from tests.factories import make_follow_up, make_resident, make_user
from tests.letters.texts import NOW


@pytest.fixture
def coach(db):
    return make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Bakker")


@pytest.fixture
def resident(everything, coach):
    area = Area.objects.create(name="Oost", phone="050 367 12 34")
    return make_resident(
        area=area,
        coach=coach,
        client_number="0912345",
        initials="F.",
        first_name="Fatima",
        prefix="van der",
        surname="Haddad",
        form_of_address="mrs",
    )


@pytest.fixture
def follow_up(resident) -> FollowUp:
    at = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
    return make_follow_up(resident, target_on=at.date(), appointment_at=at, place_kind="home", planned_at=NOW)


@pytest.fixture
def without_appointment(resident) -> FollowUp:
    return make_follow_up(resident, target_on=(NOW + timedelta(days=92)).date(), planned_at=NOW)
