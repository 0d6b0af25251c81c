"""The timeline of a route: where it stands, what the check finds, draft and live, and who may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.routes.models import Route
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_resident

from .screens import READERS, ROLES, at, draft_of, html_of, lead_nowhere, publish, set_up, shipped, silence_after
from .world import Clock, put_on

pytestmark = pytest.mark.django_db
TIMELINE = "kik_routes:timeline"


@pytest.fixture
def users(db):
    return set_up()


@pytest.fixture
def as_manager(client, users):
    client.force_login(users["manager"])
    return client


@pytest.fixture
def route(users):
    return shipped()


def walkers(route, users, number):
    area, clock = make_area(), Clock()
    for _ in range(number):
        put_on(make_resident(area=area, coach=users["coach"], surname="Geheimenaam"), route.versions.first(), clock)


def test_it_says_what_is_live_who_is_under_way_and_that_the_draft_differs(as_manager, users, route, everything):
    walkers(route, users, 3)
    draft_of(route, silence_after(10))
    html = html_of(as_manager, TIMELINE, route)
    for said in ("In Beeld", "versie 1 live", "3 inwoners onderweg", "concept gewijzigd", "Controle: 0 fouten"):
        assert said in html
    assert at("kik_texts:changes", route) in html


def test_names_of_residents_are_never_shown_and_nobody_is_looked_at(as_manager, users, route, everything):
    walkers(route, users, 2)
    before = AccessRecord.objects.count()
    assert "Geheimenaam" not in html_of(as_manager, TIMELINE, route)
    assert AccessRecord.objects.count() == before


def test_the_live_version_is_shown_first_and_the_draft_when_asked_for(as_manager, route):
    draft_of(route, silence_after(10))
    assert "geen reactie na 14 dagen" in html_of(as_manager, TIMELINE, route)
    html = html_of(as_manager, TIMELINE, route, versie="concept")
    assert "geen reactie na 14 dagen" not in html
    assert html.count("geen reactie na 10 dagen") > 0


def test_an_older_version_can_be_looked_at(as_manager, route):
    publish(route, silence_after(9))
    html = html_of(as_manager, TIMELINE, route, versie=1)
    assert "versie 2 live" in html
    assert "geen reactie na 9 dagen" not in html


def test_a_route_that_was_never_published_shows_its_draft(as_manager):
    new = Route.objects.create(title="Nieuw", live=False)
    new.save_revision()
    html = html_of(as_manager, TIMELINE, new)
    assert "nog niet gepubliceerd" in html
    assert "route.empty" in html


def test_faults_are_listed_with_what_to_do(as_manager, route):
    draft_of(route, lead_nowhere)
    assert "Controle: 0 fouten" in html_of(as_manager, TIMELINE, route)
    html = html_of(as_manager, TIMELINE, route, versie="concept")
    assert "Controle: 0 fouten" not in html
    assert "leidt naar een stap die er niet is" in html
    assert "Kies een andere stap" in html


def test_list_and_picture_say_the_same(as_manager, route):
    html = html_of(as_manager, TIMELINE, route)
    listed, drawn = html.split('role="img"')
    for step in route.versions.first().content["steps"]:
        assert step["title"] in listed
        assert step["title"].split()[0] in drawn


def test_what_a_manager_typed_is_never_markup_here(as_manager, route):
    def hostile(draft):
        draft.title = draft.body[0].value["title"] = '"><script>alert(1)</script>'

    draft_of(route, hostile)
    for name in (TIMELINE, "kik_texts:changes", "kik_texts:versions"):
        assert "<script>alert" not in html_of(as_manager, name, route, versie="concept")


def test_the_list_and_the_edit_page_lead_here(as_manager, route):
    for address in (
        reverse("wagtailsnippets_kik_wagtail_route:list"),
        reverse("wagtailsnippets_kik_wagtail_route:edit", args=[route.pk]),
    ):
        assert at(TIMELINE, route) in as_manager.get(address).content.decode()


def test_where_a_letter_is_used_leads_here(client, users, route):
    client.force_login(users["content_editor"])
    letter = route.versions.first().content["steps"][0]["letter"]
    html = client.get(reverse("kik_texts:versions", args=["brief", letter["id"]])).content.decode()
    assert at(TIMELINE, route) in html


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_routes_sees_the_timeline(client, users, route, role):
    client.force_login(users[role])
    assert client.get(at(TIMELINE, route)).status_code == (200 if role in READERS else 302)


def test_only_who_may_change_a_route_is_led_to_its_rows(client, users, route):
    edit = reverse("wagtailsnippets_kik_wagtail_route:edit", args=[route.pk])
    for role in READERS:
        client.force_login(users[role])
        assert (edit in html_of(client, TIMELINE, route)) is (role == "manager")


def test_what_is_not_there_is_not_found(as_manager, route):
    assert as_manager.get(reverse(TIMELINE, args=[99999])).status_code == 404
    for value in ("9", "x", "0" * 30):
        assert as_manager.get(at(TIMELINE, route, versie=value)).status_code == 404


def test_queries_do_not_grow_with_residents(as_manager, users, route, everything):
    html_of(as_manager, TIMELINE, route)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            html_of(as_manager, TIMELINE, route)
        counts.append(len(captured))
        walkers(route, users, 5)
    assert counts[0] == counts[1]
