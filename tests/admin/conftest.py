import pytest
from wagtail import hooks
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from kik_wagtail import scope
from tests.admin.makers import World, grant, make_handover
from tests.admin.screens import handovers
from tests.factories import make_area, make_resident, make_user


@pytest.fixture
def world(db):
    """A coach with every right on handovers and residents, in Oost; a resident in Oost and one in West."""
    rights = [
        f"{action}_{model}"
        for action in ("view", "add", "change", "delete", "export")
        for model in ("handover", "resident")
    ]
    coach, stranger = grant(make_user("coach01"), *rights), make_user("coach02")
    with scope.everything("test"):
        own = make_resident(area=make_area("Oost", coach), surname="Eigenaar", client_number="0000001")
        foreign = make_resident(area=make_area("West", stranger), surname="Vreemdeling", client_number="0000002")
        return World(coach, stranger, own, foreign, make_handover(own, coach), make_handover(foreign, stranger))


@pytest.fixture
def as_coach(client, world):
    client.force_login(world.coach)
    return client


@pytest.fixture(autouse=True)
def bulk_actions(monkeypatch):
    """The bulk action of the test screen is known during a test only; core asks the hooks once."""
    monkeypatch.setattr(bulk_action_registry, "actions", {})
    monkeypatch.setattr(bulk_action_registry, "has_scanned_for_bulk_actions", False)
    with hooks.register_temporarily([("register_bulk_action", action) for action in handovers.bulk_actions]):
        yield
