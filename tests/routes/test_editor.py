"""The editor's page of a route: where it stands, and its steps as rows while somebody types."""

import pytest
from django.urls import reverse

from kik_wagtail.routes.unfinished import posted_route
from tests.factories import make_area, make_resident

from .posting import form_of
from .screens import ROLES, draft_of, lead_nowhere, set_up, shipped, silence_after
from .world import Clock, put_on

pytestmark = pytest.mark.django_db
ROWS = "kik_routes:rows"


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


def edit_page(client, route):
    return client.get(reverse("wagtailsnippets_kik_wagtail_route:edit", args=[route.pk])).content.decode()


def rows(client, posted, **query):
    found = "&".join(f"{name}={value}" for name, value in query.items())
    return client.post(reverse(ROWS) + f"?{found}", posted)


def test_the_editors_page_says_what_is_live_and_leads_to_timeline_dry_run_and_comparison(as_manager, route):
    draft_of(route, silence_after(10))
    html = edit_page(as_manager, route)
    for said in ("versie 1 live", "concept gewijzigd", "Controle: 0 fouten", "Proef draaien", "Vergelijk met versie 1"):
        assert said in html, said
    for name in ("timeline", "dry_run"):
        assert reverse(f"kik_routes:{name}", args=[route.pk]) + "?versie=concept" in html


def test_it_says_how_many_residents_are_under_way(as_manager, users, route, everything):
    resident = make_resident(area=make_area(), coach=users["coach"], surname="Geheimenaam")
    put_on(resident, route.versions.first(), Clock())
    html = edit_page(as_manager, route)
    assert "1 inwoner onderweg" in html
    assert "Geheimenaam" not in html


def test_the_faults_of_the_draft_are_counted_above_the_form(as_manager, route):
    draft_of(route, lead_nowhere)
    html = edit_page(as_manager, route)
    assert "Controle: 0 fouten" not in html
    assert f"{reverse('kik_routes:timeline', args=[route.pk])}?versie=concept#controle" in html


def test_each_step_says_number_when_text_and_where_its_outcomes_lead(as_manager, route):
    html = rows(as_manager, form_of(route)).content.decode()
    assert html.count("data-kik-row=") == len(route.body) == 7
    assert "Bij de start" in html
    assert "Uitnodiging In Beeld" in html
    assert "geen reactie na 14 dagen" in html
    assert "stap 4" in html
    assert "kantoor, 45 minuten" in html
    assert "einde: gesproken" in html


def test_the_rows_follow_what_is_typed_and_nothing_is_kept(as_manager, route):
    draft = route.get_latest_revision_as_object()
    silence_after(10)(draft)
    before = route.revisions.count()
    html = rows(as_manager, form_of(draft)).content.decode()
    assert html.count("geen reactie na 10 dagen") == 2
    assert "geen reactie na 14 dagen" not in html
    route.refresh_from_db()
    assert route.revisions.count() == before
    assert not route.has_unpublished_changes


def test_a_step_with_a_fault_says_so_on_its_own_row_only(as_manager, route):
    draft = route.get_latest_revision_as_object()
    draft.body[0].value["letter"] = None
    html = rows(as_manager, form_of(draft), werkwijze=route.pk).content.decode()
    assert html.count("data-kik-fault") == 1
    first = html.split("data-kik-row=")[1]
    assert "Kies een brieftekst" in first
    assert "route.no_letter" in first
    assert "Controle: 1 fout" in html


@pytest.mark.parametrize(
    ("field", "typed"),
    [("title", ""), ("when-number", "veertien"), ("when-anchor", ""), ("letter", ""), ("when-number", "99999")],
)
def test_a_row_that_is_not_finished_leaves_the_other_rows_as_they_are(as_manager, route, field, typed):
    html = rows(as_manager, form_of(route) | {f"body-0-value-{field}": typed}).content.decode()
    assert html.count("data-kik-row=") == 7
    assert "5 werkdagen na de vorige stap" in html


def test_a_step_that_was_taken_out_and_one_that_moved_are_read_so(as_manager, route):
    posted = form_of(route)
    posted |= {"body-1-deleted": "1", "body-0-order": 2, "body-2-order": 0}
    html = rows(as_manager, posted).content.decode()
    assert html.count("data-kik-row=") == 6
    assert html.index("Eerste gesprek") < html.index("Uitnodiging In Beeld")


def test_a_new_route_shows_its_rows_before_it_is_saved(as_manager, route):
    html = as_manager.get(reverse("wagtailsnippets_kik_wagtail_route:add")).content.decode()
    assert reverse(ROWS) in html
    posted = form_of(route)
    assert "Controle: 0 fouten" in rows(as_manager, posted).content.decode()
    empty = rows(as_manager, {"body-count": "0", "always-count": "0"}).content.decode()
    assert "Controle: nog geen stappen" in empty


def test_what_is_typed_is_never_markup(as_manager, route):
    hostile = '"><script>alert(1)</script>'
    posted = form_of(route) | {"title": hostile, "body-0-value-title": hostile, "body-0-id": hostile}
    assert "<script>alert" not in rows(as_manager, posted).content.decode()


@pytest.mark.parametrize(
    "posted", [{}, {"body-count": "x"}, {"body-count": "1"}, {"body-count": "1", "body-0-type": "x"}]
)
def test_what_no_editor_would_post_is_refused_without_a_crash(as_manager, posted):
    assert rows(as_manager, posted).status_code in {200, 400}


def test_asking_by_address_alone_is_refused(as_manager):
    assert as_manager.get(reverse(ROWS)).status_code == 405


@pytest.mark.parametrize("role", ROLES)
def test_only_who_makes_routes_asks_for_rows(client, users, route, role):
    client.force_login(users[role])
    assert rows(client, form_of(route)).status_code == (200 if role == "manager" else 302)


def test_what_was_posted_reads_as_what_is_published(users, route):
    posted = {name: str(value) for name, value in form_of(route).items()}
    found = posted_route(posted)
    for name in ("steps", "always", "tone", "title"):
        assert found[name] == route.versions.first().content[name], name
