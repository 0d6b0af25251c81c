from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from kik_wagtail import permissions
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.models import StandIn
from kik_wagtail.snippets.models import ConversationGuide, GuideVersion, Partner, Provision
from tests.factories import make_area, make_resident, make_user
from tests.routes.world import publish_route

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, 10:00 in Groningen
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def roles(db):
    permissions.add_missing_rights(first_time=lambda key: True)


@pytest.fixture
def coach(everything, roles):
    return make_user("coach01", roles=("coach",))


@pytest.fixture
def area(coach):
    return make_area("Oost", coach)


@pytest.fixture
def resident(area, coach):
    return make_resident(
        area=area, coach=coach, first_name="Fatima", surname="Benali", last_conversation_on=date(2026, 5, 21)
    )


@pytest.fixture
def stranger(everything):
    """A resident of another area with another coach."""
    other = make_user("coach99", roles=("coach",))
    return make_resident(area=make_area("West", other), coach=other, last_conversation_on=date(2026, 5, 21))


@pytest.fixture
def page(client, coach):
    """The coach's browser."""
    client.force_login(coach)
    return client


@pytest.fixture
def seen_by_coach(coach):
    return lambda: as_user(coach)


CONTENT = {
    "code": "vervolg",
    "title": "Vervolggesprek",
    "kinds": ["follow_up", "first", "coaching"],
    "channel": "any",
    "phases": [
        {
            "title": "Openen",
            "text": "<p>Begin bij de vorige keer.</p>",
            "questions": [
                {"key": "nu", "kind": "open", "label": "Hoe gaat het nu?", "help": "In de woorden van de inwoner."},
                {"key": "tevreden", "kind": "scale", "label": "Hoe tevreden?", "low": 1, "high": 10,
                 "low_label": "niet", "high_label": "heel"},
            ],
        },
        {
            "title": "Verder kijken",
            "text": "",
            "questions": [
                {"key": "gebied", "kind": "choice", "label": "Waarover?", "options": ["werk", "geld"], "several": True},
                {"key": "cursus", "kind": "yes_no", "label": "Volgt een cursus?"},
                {"key": "start", "kind": "date", "label": "Begint op"},
            ],
        },
    ],
    "life_domains": [
        {"id": 1, "code": "geld", "title": "Geld", "summary": "Rondkomen.", "ask": ["Komt u rond?"]}
    ],
    "dos": ["Laat stilte vallen."],
    "donts": ["Niet op de klok kijken."],
    "provisions": [],
    "core_values": [{"id": 1, "code": "v", "title": "Vertrouwen", "summary": "Een belofte die u nakomt, telt."}],
}  # fmt: skip


@pytest.fixture
def guide(db):
    """A published guide with a question of every kind."""
    text = ConversationGuide.objects.create(title="Vervolggesprek", code="vervolg", kinds=CONTENT["kinds"], live=True)
    return GuideVersion.objects.create(text=text, number=1, content=CONTENT, published_at=NOW)


@pytest.fixture
def stadjerspas(db):
    return Provision.objects.create(title="Stadjerspas", code="stadjerspas", summary="Korting.", live=True)


@pytest.fixture
def wij(db):
    return Partner.objects.create(title="WIJ", code="wij", live=True)


@pytest.fixture
def world(everything, area, coach, wij):
    """Who and what tests/desk/histories.py needs. Noor stands in for the coach."""
    noor = make_user("noor", roles=("coach",))
    StandIn.objects.create(coach=coach, stand_in=noor, from_on=TODAY, until_on=TODAY)
    return {"area": area, "own": coach, "noor": noor, None: None, "partner": wij, "version": publish_route()}
