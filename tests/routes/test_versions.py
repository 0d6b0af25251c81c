"""Versions of a route on the screens that letters and guides have: read, compared, taken up again as a draft."""

import pytest
from wagtail.models import ModelLogEntry

from kik_wagtail.routes.models import Route, RouteVersion
from kik_wagtail.routes.restoring import route_restored
from kik_wagtail.routes.version_lines import steps_changed
from kik_wagtail.snippets.models import ConversationGuide, LetterText
from tests.factories import make_area, make_resident

from .screens import at, draft_of, html_of, lead_nowhere, publish, set_up, shipped, silence_after
from .world import Clock, put_on

pytestmark = pytest.mark.django_db


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


def test_every_shipped_route_comes_back_as_it_was_published(users):
    for version in RouteVersion.objects.current():
        result = route_restored(version.content)
        assert result.lost == []
        again = Route(code=version.content["code"], **result.values)
        assert again.frozen_content() == version.content


def test_a_letter_or_guide_that_is_gone_is_named_and_left_out(route):
    content = route.versions.first().content
    letter = LetterText.objects.get(pk=content["steps"][0]["letter"]["id"])
    guide = ConversationGuide.objects.get(pk=content["steps"][2]["guide"]["id"])
    content["steps"][0]["letter"]["id"] = content["steps"][2]["guide"]["id"] = 10**6
    result = route_restored(content)
    assert result.lost == [letter.title, guide.title]
    assert result.values["body"][0]["value"]["letter"] is None


def test_a_criterion_that_the_host_took_away_becomes_by_hand(route):
    content = route.versions.first().content | {"entry": "of_a_host"}
    result = route_restored(content)
    assert (result.values["entry"], result.lost) == ("by_hand", ["of_a_host"])


def test_a_term_that_changes_is_marked_in_the_words_of_its_step(as_manager, route):
    draft_of(route, silence_after(10))
    response = as_manager.get(at("kik_texts:changes", route))
    assert (response.context["old"].value, response.context["new"].value) == ("1", "concept")
    changed = [change for change, _label in response.context["changes"] if change.state != "same"]
    assert [[piece.text for piece in change.pieces if piece.state != "same"] for change in changed] == [["14", "10"]]
    assert response.context["steps"].changed == ["Uitnodiging kantoor"]


def test_steps_put_in_taken_out_and_moved_are_named(route):
    old = route.versions.first().content
    new = {**old, "steps": [old["steps"][1], old["steps"][0], {**old["steps"][2], "key": "new"}]}
    found = steps_changed(old, new)
    assert found.added == ["Gesprek op kantoor"]
    assert "Gesprek op kantoor" in found.removed
    assert found.changed == []
    assert found.is_order_changed


def test_what_the_draft_gets_wrong_stands_beside_what_it_changes(as_manager, route):
    assert "route.step_gone" not in html_of(as_manager, "kik_texts:changes", route)
    draft_of(route, lead_nowhere)
    assert "route.step_gone" in html_of(as_manager, "kik_texts:changes", route)


def test_versions_say_how_many_residents_walk_each(as_manager, route, everything, users):
    first, clock = route.versions.first(), Clock()
    area = make_area("Oost")
    for _ in range(3):
        put_on(make_resident(area=area, coach=users["coach"]), first, clock)
    second = publish(route, silence_after(10))
    put_on(make_resident(area=area, coach=users["coach"]), second, clock)
    rows = as_manager.get(at("kik_texts:versions", route)).context["rows"]
    assert [(row["version"].number, row["under_way"]) for row in rows] == [(2, 1), (1, 3)]
    assert "3 inwoners onderweg" in html_of(as_manager, "kik_texts:versions", route)


def test_an_old_version_becomes_a_draft_and_nothing_is_published(as_manager, users, route):
    publish(route, silence_after(10))
    response = as_manager.post(at("kik_texts:restore", route, 1))
    assert response.status_code == 302
    route.refresh_from_db()
    assert route.has_unpublished_changes
    assert route.versions.count() == 2
    assert route.get_latest_revision_as_object().frozen_content() == route.versions.get(number=1).content
    assert ModelLogEntry.objects.get(action="kik.text_restored").user == users["manager"]


@pytest.mark.parametrize("role", ["content_editor", "coach", "team_lead"])
def test_who_only_reads_routes_takes_nothing_up_again(client, users, route, role):
    client.force_login(users[role])
    for name, args in (("versions", ()), ("version", (1,)), ("changes", ())):
        assert client.get(at(f"kik_texts:{name}", route, *args)).status_code == 200
    assert client.post(at("kik_texts:restore", route, 1)).status_code == 302
    route.refresh_from_db()
    assert not route.has_unpublished_changes
    assert not ModelLogEntry.objects.filter(action="kik.text_restored").exists()


@pytest.mark.parametrize("role", ["auditor", "functional_administrator"])
def test_who_may_not_see_routes_sees_no_version_either(client, users, route, role):
    client.force_login(users[role])
    for name, args in (("versions", ()), ("version", (1,)), ("changes", ()), ("restore", (1,))):
        assert client.get(at(f"kik_texts:{name}", route, *args)).status_code == 302


def test_what_is_not_there_is_not_found(as_manager, route):
    for address in (at("kik_texts:version", route, 9), at("kik_texts:changes", route, van=9)):
        assert as_manager.get(address).status_code == 404
