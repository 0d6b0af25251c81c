"""Two editors at once: the second who saves is told, may choose, and loses nothing."""

import json

import pytest
from wagtail.models import Revision
from wagtail.rich_text import RichText

from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models import ConversationGuide, Partner, Passage, Place
from kik_wagtail.snippets.services import set_up_workflow
from kik_wagtail.snippets.views.editing import EditorialEditView
from kik_wagtail.snippets.views.form_lines import lines_of
from tests.starting import kik_setup

from .test_admin import approvers, letter, make_editor, posted, url  # noqa: F401

pytestmark = pytest.mark.django_db
MINE, THEIRS = "Mijn eigen zin.", "De zin van een ander."


@pytest.fixture
def editors(approvers):  # noqa: F811
    actions = ("view", "change")
    return [make_editor(name, approvers, *actions) for name in ("editor", "editor2")]


@pytest.fixture
def text(letter):  # noqa: F811
    letter.save_revision()
    letter.refresh_from_db()
    return letter


def opened(text, **more):
    """What the form of `text` posts, opened now."""
    revision = text.latest_revision
    if revision is None:
        return posted(text) | {"kik-loaded-nothing": "1"} | more
    loaded = {"loaded_revision_id": revision.pk, "loaded_revision_created_at": revision.created_at.isoformat()}
    return posted(text) | loaded | more


def typed(text, words, **more):
    text.body[0].value = RichText(f"<p>{words}</p>")
    return opened(text, **more)


def saved_by(user, text, words=THEIRS):
    draft = text.get_latest_revision_as_object()
    draft.body[0].value = RichText(f"<p>{words}</p>")
    draft.save_revision(user=user)


def save(client, user, text, form, **headers):
    client.force_login(user)
    return client.post(url(text, "edit", text.pk), form, **headers)


def kept_words(text):
    return [revision.content["body"] for revision in text.revisions.order_by("pk")]


def test_the_second_who_saves_sees_who_was_first_and_what_differs_and_nothing_is_saved(client, text, editors):
    form = typed(text, MINE)
    saved_by(editors[1], text)
    before = kept_words(text)
    page = save(client, editors[0], text, form)
    assert page.status_code == 200
    said = page.content.decode()
    assert "Editor2" in said
    assert f"{page.context['conflict']['what_happened']}" in said
    changed = [(piece.state, piece.text) for one, _ in page.context["conflict"]["changes"] for piece in one.pieces]
    assert ("removed", THEIRS) in changed
    assert ("added", MINE) in changed
    assert MINE in str(page.context["form"]["body"].value())
    assert kept_words(text) == before


@pytest.mark.parametrize("action", ["action-submit", "action-publish"])
def test_a_stale_text_is_not_submitted_or_published(client, text, editors, approvers, action, settings):  # noqa: F811
    settings.KIK_WAGTAIL_FOUR_EYES = False
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[approvers])
    form = typed(text, MINE, **{action: "1"})
    saved_by(editors[1], text)
    editors[0].is_superuser = True
    editors[0].save()
    assert save(client, editors[0], text, form).context["conflict"]
    text.refresh_from_db()
    assert text.current_workflow_state is None
    assert not text.live


def test_what_changed_after_it_was_opened_is_not_approved(client, text, editors, approvers):  # noqa: F811
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[approvers])
    third = make_editor("editor3", approvers, "view", "change")
    save(client, editors[0], text, typed(text, MINE, **{"action-submit": "1"}))
    text.refresh_from_db()
    form = opened(text, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    saved_by(third, text)
    assert save(client, editors[1], text, form).context["conflict"]
    text.refresh_from_db()
    assert not text.live
    assert text.current_workflow_state is not None


def test_keeping_mine_makes_it_the_newest_draft_and_theirs_stays_in_the_history(client, text, editors):
    form = typed(text, MINE)
    saved_by(editors[1], text)
    save(client, editors[0], text, form)
    text.refresh_from_db()
    assert save(client, editors[0], text, typed(text, MINE)).status_code == 302
    words = kept_words(text)
    assert MINE in words[-1]
    assert THEIRS in words[-2]


def test_opening_theirs_shows_theirs_in_the_form_and_mine_to_copy(client, text, editors):
    form = typed(text, MINE, **{"kik-open-theirs": "1"})
    saved_by(editors[1], text)
    before = kept_words(text)
    page = save(client, editors[0], text, form)
    assert THEIRS in str(page.context["form"]["body"].value())
    assert not page.context["form"].is_bound
    assert MINE in [line.text for line, _ in page.context["own_lines"]]
    assert MINE in page.content.decode()
    assert "conflict" not in page.context
    assert kept_words(text) == before


def test_words_that_could_not_be_saved_anyway_are_kept_in_the_form_and_compared(client, text, editors):
    form = typed(text, '<span data-merge-field="weg">((weg))</span> en ((getypt)).', title="")
    saved_by(editors[1], text)
    page = save(client, editors[0], text, form)
    changed = [piece.text for one, _ in page.context["conflict"]["changes"] for piece in one.pieces]
    assert any("((getypt))" in piece for piece in changed)
    assert "((getypt))" in str(page.context["form"]["body"].value())


def test_ones_own_newer_draft_is_no_conflict(client, text, editors):
    form = typed(text, MINE)
    saved_by(editors[0], text, "Nog van mij, automatisch bewaard.")
    assert save(client, editors[0], text, form).status_code == 302
    assert MINE in kept_words(text)[-1]


def test_somebody_else_before_ones_own_newer_draft_is(client, text, editors):
    form = typed(text, MINE)
    saved_by(editors[1], text)
    saved_by(editors[0], text, "In een ander venster, bovenop die van de ander.")
    assert save(client, editors[0], text, form).context["conflict"]


def test_words_that_were_saved_automatically_into_the_draft_that_was_opened_are_noticed(client, text, editors):
    saved_by(editors[1], text, "Eerst.")
    text.refresh_from_db()
    form = typed(text, MINE)
    draft = text.get_latest_revision_as_object()
    draft.body[0].value = RichText(f"<p>{THEIRS}</p>")
    draft.save_revision(user=editors[1], overwrite_revision=text.latest_revision)
    assert save(client, editors[0], text, form).context["conflict"]


def test_a_text_that_had_no_draft_when_it_was_opened_is_guarded_too(client, letter, editors):  # noqa: F811
    form = typed(letter, MINE)
    assert "kik-loaded-nothing" in form
    client.force_login(editors[0])
    assert "kik-loaded-nothing" in client.get(url(letter, "edit", letter.pk)).content.decode()
    saved_by(editors[1], letter)
    assert save(client, editors[0], letter, form).context["conflict"]
    answer = save(client, editors[0], letter, form, headers={"accept": "application/json"})
    assert answer.json()["error_code"] == "invalid_revision"
    assert letter.revisions.count() == 1


def test_of_two_who_save_at_the_same_moment_one_is_second(client, text, editors, monkeypatch):
    form = typed(text, MINE)
    asked = EditorialEditView.is_valid

    def meanwhile_saved(view, bound):
        answer = asked(view, bound)
        saved_by(editors[1], text)
        return answer

    monkeypatch.setattr(EditorialEditView, "is_valid", meanwhile_saved)
    assert save(client, editors[0], text, form).context["conflict"]
    assert MINE not in kept_words(text)[-1]


def test_when_it_waits_for_approval_meanwhile_there_is_nothing_to_keep_but_words_to_copy(
    client,
    text,
    editors,
    approvers,  # noqa: F811
):
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[approvers])
    stranger = make_editor("buiten", approvers.__class__.objects.create(name="anderen"), "view", "change")
    form = typed(text, MINE)
    save(client, editors[0], text, typed(text, THEIRS, **{"action-submit": "1"}))
    page = save(client, stranger, text, form)
    assert not page.context["conflict"]["may_keep"]
    assert MINE in str(page.context["form"]["body"].value())
    page = save(client, stranger, text, form | {"kik-open-theirs": "1"})
    assert MINE in [line.text for line, _ in page.context["own_lines"]]


@pytest.mark.parametrize("junk", ["x", "9" * 40, "-1"])
def test_a_forged_revision_is_no_way_around_it(client, text, editors, junk):
    form = typed(text, MINE) | {"loaded_revision_id": junk}
    saved_by(editors[1], text)
    assert save(client, editors[0], text, form).context["conflict"]


SHORT = [
    (Place, {"kind": "office", "address": "Straat 1"}, "address"),
    (Partner, {"summary": "Eerst", "silent_after_weeks": 4}, "summary"),
    (Passage, {"text": "<p>Eerst</p>"}, "text"),
    (ConversationGuide, {"kinds": ["first"], "body": []}, "title"),
]


@pytest.mark.parametrize(("model", "fields", "name"), SHORT)
def test_every_text_of_the_editors_is_guarded(admin_client, editors, model, fields, name):
    row = model.objects.create(code="een", title="Een", **fields)
    row.save_revision()
    page = admin_client.get(url(row, "edit", row.pk))
    form = page.context["form"]
    data = {one.html_name: one.value() or "" for one in form if one.name != "body"}
    data |= {"loaded_revision_id": row.latest_revision_id, "body-count": 0}
    data["loaded_revision_created_at"] = row.latest_revision.created_at.isoformat()
    if model is Passage:
        data["text"] = json.dumps({"blocks": [{"key": "a", "text": MINE, "type": "unstyled"}], "entityMap": {}})
    else:
        data[name] = MINE
    other = row.get_latest_revision_as_object()
    setattr(other, name, THEIRS)
    other.save_revision(user=editors[1])
    count = Revision.objects.count()
    page = admin_client.post(url(row, "edit", row.pk), data)
    changes = [(piece.state, piece.text) for one, _ in page.context["conflict"]["changes"] for piece in one.pieces]
    assert ("added", MINE) in changes
    assert ("removed", THEIRS) in changes
    assert Revision.objects.count() == count


def test_taking_up_an_older_draft_over_a_newer_one_of_somebody_else_is_asked_too(client, text, editors):
    older = text.latest_revision
    form = typed(text, MINE)
    saved_by(editors[1], text)
    client.force_login(editors[0])
    page = client.post(url(text, "revisions_revert", text.pk, older.pk), form)
    assert page.context["conflict"]
    assert MINE not in str(kept_words(text))


def test_a_route_is_guarded_and_compared_by_its_steps(admin_client, editors):
    kik_setup()
    route = Route.objects.first()
    page = admin_client.get(url(route, "edit", route.pk))
    names = list(page.context["form"].fields)
    lines = [line.text for line in lines_of(route, names)]
    assert route.title in lines
    assert len(lines) > 10
    form = {"title": MINE, "code": route.code, "body-count": 0, "always-count": 0}
    form |= {"loaded_revision_id": route.latest_revision_id, "loaded_revision_created_at": "earlier"}
    other = route.get_latest_revision_as_object()
    other.title = THEIRS
    other.save_revision(user=editors[1])
    page = admin_client.post(url(route, "edit", route.pk), form)
    changed = [(piece.state, piece.text) for one, _ in page.context["conflict"]["changes"] for piece in one.pieces]
    assert ("added", MINE) in changed
    assert ("removed", THEIRS) in changed
