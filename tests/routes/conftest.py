import pytest

from kik_wagtail.follow_up.services.planning import NextContact, plan_conversation
from tests.factories import make_area, make_resident, make_user

from .world import CALENDAR, Clock, publish_route


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def coach(db):
    return make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Bakker")


@pytest.fixture
def resident(everything, coach, clock):
    """In view, with a conversation planned by rhythm, as everybody has."""
    found = make_resident(area=make_area("Oost", coach), coach=coach, form_of_address="mrs")
    plan_conversation(resident=found, agreed=NextContact(months=6), user=None, now=clock.now, calendar=CALENDAR)
    return found


@pytest.fixture
def version(everything):
    return publish_route()
