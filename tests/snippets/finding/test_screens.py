"""The pages: who may look, who may replace, and that a press makes drafts once."""

import re

import pytest
from django.urls import reverse

from kik_wagtail.snippets.locks import NO_RIGHT
from kik_wagtail.snippets.models import CoreValue, LetterText
from kik_wagtail.snippets.views import replacing
from tests.factories import make_user
from tests.starting import kik_setup

from .test_finding import make_letter

pytestmark = pytest.mark.django_db
FIND, REPLACE = "kik_texts:find", "kik_texts:replace"


@pytest.fixture
def roles(db):
    kik_setup()
    return {role: make_user(role, roles=(role,)) for role in ("content_editor", "manager", "coach", "auditor")}


@pytest.fixture
def as_editor(client, roles):
    client.force_login(roles["content_editor"])
    return client


def listed(client, **query):
    """The signed list and every tick, as the browser would send them."""
    response = client.get(reverse(REPLACE), query)
    assert response.status_code == 200
    html = response.content.decode()
    ticks = {name: re.findall(rf'name="{name}" value="([^"]+)"', html) for name in ("text", "change")}
    return {"list": re.search(r'name="list" value="([^"]+)"', html)[1], **ticks}


@pytest.mark.parametrize(
    ("role", "may_look", "may_replace"),
    [("content_editor", True, True), ("manager", True, True), ("coach", False, False), ("auditor", False, False)],
)
def test_editors_and_managers_find_and_replace_others_are_refused(client, roles, role, may_look, may_replace):
    make_letter()
    client.force_login(roles[role])
    query = {"q": "cliënt", "by": "inwoner"}
    find = client.get(reverse(FIND), query)
    assert (find.status_code == 200) is may_look
    assert (b"<mark>" in find.content) is may_look
    assert (reverse(REPLACE).encode() in find.content) is may_replace
    assert (client.get(reverse(REPLACE), query).status_code == 200) is may_replace
    assert (client.post(reverse(REPLACE), {"list": "x"}).status_code == 404) is may_replace
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse(FIND) in home) is may_look


def test_a_manager_replaces_in_routes_and_leaves_letters_alone(client, roles):
    letter = make_letter()
    client.force_login(roles["manager"])
    html = client.get(reverse(REPLACE), {"q": "cliënt", "by": "inwoner"}).content.decode()
    assert 'name="change"' not in html
    assert str(NO_RIGHT) in html
    letter.refresh_from_db()
    assert not letter.has_unpublished_changes


def test_wagtails_own_search_leads_here(client, roles):
    from wagtail.admin.search import admin_search_areas

    class Request:
        def __init__(self, user):
            self.user, self.GET, self.path = user, {"q": "cliënt"}, "/"

    shown = {
        role: [area.name for area in admin_search_areas.search_items_for_request(Request(user))]
        for role, user in roles.items()
    }
    assert "kik-texts" in shown["content_editor"]
    assert "kik-texts" in shown["manager"]
    assert "kik-texts" not in shown["coach"]


def test_a_hit_is_marked_with_its_place_and_leads_to_the_editor(as_editor):
    letter = make_letter()
    html = as_editor.get(reverse(FIND), {"q": "client"}).content.decode()
    assert html.count("<mark>cliënt</mark>") == 6
    assert reverse(letter.snippet_viewset.get_url_name("edit"), args=[letter.pk]) in html
    assert "Naam" in html


def test_a_manager_gets_no_link_to_an_editor_that_is_closed(client, roles):
    letter = make_letter()
    client.force_login(roles["manager"])
    html = client.get(reverse(FIND), {"q": "cliënt"}).content.decode()
    assert "<mark>" in html
    assert reverse(letter.snippet_viewset.get_url_name("edit"), args=[letter.pk]) not in html


def test_what_is_found_is_shown_as_text(as_editor):
    CoreValue.objects.create(code="x", title="cliënt <script>alert(1)</script>", summary="x")
    html = as_editor.get(reverse(FIND), {"q": "cliënt"}).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "query",
    [
        {"q": ""},
        {"q": "x"},
        {"q": "a" * 101},
        {"q": "cliënt", "kind": "user"},
        {"q": "cliënt", "where": "x"},
        {"q": "a\0b"},
    ],
)
def test_a_question_that_says_nothing_is_told_so(as_editor, query):
    make_letter()
    response = as_editor.get(reverse(FIND), query)
    assert response.status_code == 200
    assert b"<mark>" not in response.content
    assert as_editor.get(reverse(REPLACE), query | {"by": "inwoner"}).status_code == 302


@pytest.mark.parametrize("by", ["", "((naam))", "\u4e2d\u6587", "x" * 101])
def test_words_that_no_letter_can_print_are_refused_before_the_list(as_editor, by):
    make_letter()
    response = as_editor.get(reverse(REPLACE), {"q": "cliënt", "by": by})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse(FIND))
    assert as_editor.get(response["Location"]).context["messages"]


def test_kinds_and_drafts_can_be_chosen(as_editor):
    make_letter()
    CoreValue.objects.create(code="x", title="cliënt", summary="x")
    html = as_editor.get(reverse(FIND), {"q": "cliënt", "kind": "corevalue"}).content.decode()
    assert html.count("<mark>") == 1
    assert "<mark>" not in as_editor.get(reverse(FIND), {"q": "cliënt", "where": "draft"}).content.decode()


def test_one_press_makes_drafts_and_a_second_shows_the_same(as_editor, roles):
    letter = make_letter()
    form = listed(as_editor, q="cliënt", by="inwoner")
    assert len(form["change"]) == 6
    first = as_editor.post(reverse(REPLACE), form)
    letter.refresh_from_db()
    count = letter.revisions.count()
    assert letter.get_latest_revision_as_object().note == "Voor de inwoner."
    assert letter.note == "Voor de cliënt."
    second = as_editor.post(reverse(REPLACE), form)
    assert second["Location"] == first["Location"]
    assert letter.revisions.count() == count
    html = as_editor.get(first["Location"]).content.decode()
    assert reverse("kik_texts:changes", args=["brief", letter.pk]) in html


def test_what_one_made_is_nobody_elses_summary(client, as_editor, roles):
    make_letter()
    summary = as_editor.post(reverse(REPLACE), listed(as_editor, q="cliënt", by="inwoner"))["Location"]
    assert len(as_editor.get(summary).context["made"]) == 1
    client.force_login(make_user("tweede", roles=("content_editor",)))
    assert client.get(summary).context["made"] == []
    client.force_login(roles["coach"])
    assert client.get(summary).status_code == 302


def test_unticked_changes_and_texts_stay(as_editor):
    letter, other = make_letter(), make_letter(code="andere", title="Andere")
    form = listed(as_editor, q="cliënt", by="inwoner")
    form["text"] = [f"lettertext:{letter.pk}"]
    form["change"] = [one for one in form["change"] if one.endswith(".0")]
    as_editor.post(reverse(REPLACE), form)
    letter.refresh_from_db()
    other.refresh_from_db()
    assert not other.has_unpublished_changes
    draft = letter.get_latest_revision_as_object()
    assert ("inwoner" in draft.note, "inwoner" in draft.subject) == (True, False)


def test_ticks_that_stand_not_in_the_list_do_nothing(as_editor):
    letter = make_letter()
    form = listed(as_editor, q="cliënt", by="inwoner")
    form["text"] = [f"lettertext:{letter.pk}", "lettertext:999999", "user:1"]
    form["change"] = [
        "lettertext:999999.0",
        "user:1.0",
        "x",
        f"lettertext:{letter.pk}.999",
        f"lettertext:{letter.pk}.x",
    ]
    assert as_editor.post(reverse(REPLACE), form).status_code == 302
    letter.refresh_from_db()
    assert not letter.has_unpublished_changes


def test_a_list_that_was_tampered_with_is_not_found(as_editor):
    form = listed(as_editor, q="cliënt", by="inwoner") if make_letter() else {}
    assert as_editor.post(reverse(REPLACE), form | {"list": form["list"][:-2]}).status_code == 404
    assert not LetterText.objects.filter(has_unpublished_changes=True).exists()


def test_more_changes_than_one_list_holds_come_in_turns(as_editor, monkeypatch):
    monkeypatch.setattr(replacing, "MOST_CHANGES", 8)
    for number in range(3):
        make_letter(code=f"brief-{number}")
    html = as_editor.get(reverse(REPLACE), {"q": "cliënt", "by": "inwoner"}).content.decode()
    assert html.count('name="change"') == 6
    assert "2 teksten" in html


def test_what_is_skipped_or_done_by_hand_stands_below_the_list(as_editor):
    archived = make_letter(code="oud", title="Oude brief")
    LetterText.objects.filter(pk=archived.pk).update(is_archived=True)
    html = as_editor.get(reverse(REPLACE), {"q": "cliënt", "by": "inwoner"}).content.decode()
    assert 'name="change"' not in html
    assert "Oude brief" in html
    assert "gearchiveerd" in html
