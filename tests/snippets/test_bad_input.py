"""Bad input to the letter editor: a sentence that says what to do, never a crash, and nothing lost."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from wagtail.models import Page
from wagtail.rich_text import RichText

from kik_wagtail.snippets import conditions, rich_text, wording
from kik_wagtail.snippets.blocks import MOST_BLOCKS
from kik_wagtail.snippets.checking import library_check
from kik_wagtail.snippets.conditions import Condition
from kik_wagtail.snippets.merge_fields import MergeField, registry
from kik_wagtail.snippets.models import ConversationGuide, LetterText, Passage
from kik_wagtail.snippets.models.four_eyes import refuse_if_wrong, without_second_person
from kik_wagtail.snippets.services import set_up_workflow
from kik_wagtail.snippets.validators import MOST_CHARACTERS, sentences_of

from .letters import SUBJECT, chip
from .test_admin import make_editor, posted, preview, site, url  # noqa: F401
from .test_contentstate import block

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def letter():
    body = [{"type": "text", "value": f"<p>Dag {chip('voornaam')}.</p>"}]
    return LetterText.objects.create(code="brief", title="Brief", live=False, subject=SUBJECT, body=body)


@pytest.fixture
def english(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


@pytest.fixture
def workflow():
    group = Group.objects.create(name="goedkeurders")
    workflow = set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[group])
    workflow.people = [make_editor(name, group, "view", "change") for name in ("editor", "editor2")]
    return workflow


def state(*blocks, entities=()):
    return json.dumps({"blocks": list(blocks), "entityMap": {str(key): one for key, one in enumerate(entities)}})


def with_body(letter, html):
    letter.body = [("text", RichText(html))]
    return letter


def post(client, letter, **more):
    return client.post(url(letter, "edit", letter.pk), posted(letter) | more)


def screens_open(client, letter):
    """Editor, preview, what changes: whatever a draft holds, the editor can open it to mend it."""
    assert client.get(url(letter, "edit", letter.pk)).status_code == 200
    assert client.get(f"/admin/kik/teksten/brief/{letter.pk}/verschil/").status_code == 200


def said(response):
    """Errors at the fields of the form, those within blocks too."""
    return " ".join(
        text
        for errors in response.context["form"].errors.as_data().values()
        for one in errors
        for text in sentences_of(one)
    )


# A merge field or a condition that the host site has no more


@pytest.fixture
def removed_field(monkeypatch):
    monkeypatch.setitem(registry._fields, "eigen", MergeField("eigen", "Own", "x", 10, "Host", "ordinary"))
    return lambda: monkeypatch.delitem(registry._fields, "eigen")


def test_a_field_that_is_gone_is_named_in_a_draft_and_the_words_stay(english, letter, removed_field):
    with_body(letter, f"<p>Dag {chip('eigen')}, mijn woorden.</p>").save_revision()
    removed_field()
    screens_open(english, letter)
    assert "This merge field does not exist: eigen." in preview(english, letter, "short")
    answer = post(english, letter)
    assert "This merge field does not exist: eigen." in said(answer)
    assert "mijn woorden" in str(answer.context["form"]["body"].value())


def test_a_field_that_is_gone_is_named_for_a_live_text_and_its_version_stays_as_it_was(english, letter, removed_field):
    with without_second_person("test"):
        with_body(letter, f"<p>Dag {chip('eigen')}.</p>").save_revision().publish()
    removed_field()
    version = letter.versions.get()
    assert version.is_intact
    checked = library_check.check_texts(now=timezone.now()).checked
    assert [one.level for one in checked] == ["error"]
    assert "eigen" in " ".join(finding.message for finding in checked[0].findings)
    assert english.get(f"/admin/kik/teksten/brief/{letter.pk}/versies/1/").status_code == 200


def test_a_condition_that_is_gone_is_named_and_the_draft_opens(english, letter, monkeypatch):
    monkeypatch.setitem(conditions._conditions, "eigen", Condition("eigen", "own", lambda facts: True))
    inner = [{"type": "text", "value": "<p>Alleen dan.</p>"}]
    letter.body = [{"type": "conditional", "value": {"condition": "eigen", "blocks": inner}}]
    letter.save_revision()
    letter.save()
    monkeypatch.delitem(conditions._conditions, "eigen")
    screens_open(english, letter)
    with pytest.raises(PermissionDenied, match="cannot be approved yet"):
        refuse_if_wrong(letter)


def test_a_condition_that_does_not_exist_is_refused_also_in_a_draft(english, letter):
    fields = {"body-0-type": "conditional", "body-0-value-condition": "zomaar", "body-0-value-blocks-count": "0"}
    assert "zomaar is not one of the available choices" in said(post(english, letter, **fields))


# Nothing to say


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"subject": "null"}, "This field is required."),
        ({"subject": state(block(""))}, "A letter needs a subject."),
        ({"subject": state(block("   "))}, "A letter needs a subject."),
        ({"body-0-value": "null"}, "This field is required."),
        ({"body-0-value": state(block(""))}, "This letter says nothing yet."),
        ({"body-0-value": state(block(" "), block("\u00a0\t"))}, "This letter says nothing yet."),
        ({"body-0-deleted": "1"}, "This field is required."),
    ],
)
def test_an_empty_text_is_a_draft_and_not_submitted(english, letter, workflow, fields, sentence):
    assert post(english, letter, **fields).status_code == 302
    assert sentence in said(post(english, letter, **fields, **{"action-submit": "1"}))
    letter.refresh_from_db()
    assert letter.current_workflow_state is None


def test_a_list_of_agreements_is_something_to_say(english, letter, workflow):
    fields = {"body-0-type": "agreements", "purpose": "agreements", "action-submit": "1"}
    fields["subject"] = state(block("Wat wij hebben afgesproken"))
    assert post(english, letter, **fields).status_code == 302


# Passages


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "EMBED", "data": {"embedType": "passage", "id": 1, "url": "x"}},
        {"type": "PASSAGE", "data": {"id": 1}},
        {"type": "IMAGE", "data": {"id": 1, "src": "x"}},
    ],
)
def test_a_passage_cannot_hold_another_or_itself_by_any_post(english, entity):
    passage = Passage.objects.create(code="p", title="P", text="<p>Een</p>")
    text = state(block("mijzelf"), block(" ", type="atomic", entities=[(0, 1)]), entities=[entity])
    english.post(url(passage, "edit", passage.pk), {"title": "P", "code": "p", "text": text})
    passage.refresh_from_db()
    kept = passage.get_latest_revision_as_object()
    assert [node["v"] for node in rich_text.walk(kept.nodes) if node["t"] == "s" and node["v"].strip()] == ["mijzelf"]
    assert "embed" not in kept.text


@pytest.mark.parametrize("html", ['<embed embedtype="passage" id="1"/>', '<a linktype="passage" id="1">x</a>'])
def test_wording_takes_nothing_in_but_words(html):
    passage = Passage(title="P", text=f"<p>Een {html}</p>")
    kinds = {node["t"] for node in rich_text.walk(wording.passage(passage)["nodes"])}
    assert kinds == {"p", "s"}


# Characters


UNPRINTABLE = {"漢": "U+6F22", "ไ": "U+0E44", "\ufffd": "U+FFFD"}


@pytest.mark.parametrize("character", UNPRINTABLE)
def test_what_no_font_has_is_kept_as_a_draft_named_in_the_preview_and_refused_from_there(
    english, letter, workflow, character
):
    with_body(letter, f"<p>Dag {character}, wij spreken u graag.</p>")
    assert post(english, letter).status_code == 302
    page = preview(english, letter, "short")
    assert UNPRINTABLE[character] in page
    assert "data:image" not in page
    assert UNPRINTABLE[character] in said(post(english, letter, **{"action-submit": "1"}))


def test_who_approves_from_the_dashboard_reads_which_character_it_is(client, letter, workflow):
    author, second = workflow.people
    with_body(letter, "<p>Dag 漢.</p>").save_revision(user=author)
    workflow.start(letter, author)
    letter.refresh_from_db()
    client.force_login(second)
    action = url(letter, "workflow_action", letter.pk, "approve", letter.current_workflow_task_state.pk)
    page = client.post(action, {"comment": ""}, follow=True)
    assert page.redirect_chain[-1][0] == url(letter, "edit", letter.pk)
    assert "U+6F22" in page.content.decode()
    answer = client.post(action, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert answer["redirect"] == url(letter, "edit", letter.pk)
    letter.refresh_from_db()
    assert not letter.live


def test_half_characters_and_control_characters_are_no_crash(english, letter):
    assert post(english, letter, **{"body-0-value": state(block("a\ud800b\x00c"))}).status_code == 302
    letter.refresh_from_db()
    assert "a\ufffdbc" in letter.get_latest_revision_as_object().body[0].value.source
    assert "U+FFFD" in said(post(english, letter, subject=state(block("\udc00 dag\x07"))))


# Links


def test_a_link_to_a_page_that_is_gone_is_said_and_not_approved(english, letter, workflow, site):  # noqa: F811
    page = site.root_page.add_child(instance=Page(title="Hulp", slug="hulp"))
    html = f'<p>Kijk bij <a linktype="page" id="{page.pk}">onze hulp</a>.</p>'
    with_body(letter, html).full_clean()
    letter.check_complete()
    page.delete()
    assert post(english, letter).status_code == 302
    assert "The link “onze hulp” leads to a page that is not there any more." in preview(english, letter, "short")
    assert "The link “onze hulp” leads to a page" in said(post(english, letter, **{"action-submit": "1"}))
    with pytest.raises(PermissionDenied, match="onze hulp"):
        refuse_if_wrong(letter)
    screens_open(english, letter)


@pytest.mark.parametrize("key", ["²", "9" * 60, "-1"])
def test_a_page_with_a_key_that_cannot_be_is_gone(key):
    assert wording.dead_links(f'<p><a linktype="page" id="{key}">x</a></p>') in (["x"], [])


# Much too much


def test_two_megabytes_of_words_are_refused_with_what_to_do_and_stand_in_the_form(english, letter):
    words = "woord " * 330_000
    answer = post(english, letter, **{"body-0-value": state(block(words))})
    assert f"A letter holds at most {MOST_CHARACTERS}. Make it shorter" in said(answer)
    assert answer.context["form"]["body"].value()[0].value.source.count("woord") == 330_000
    assert not letter.revisions.exists()


def test_ten_thousand_lines_are_refused(english, letter):
    lines = [block("Nog een regel van de brief.", key=f"k{number}") for number in range(10_000)]
    assert "A letter holds at most" in said(post(english, letter, **{"body-0-value": state(*lines)}))


def test_passages_count_along(english, letter):
    passage = Passage.objects.create(code="p", title="P", text=f"<p>{'x' * (MOST_CHARACTERS - 10)}</p>")
    letter.body = [("text", RichText("<p>twaalf tekens</p>")), ("passage", passage)]
    with pytest.raises(Exception, match="A letter holds at most"):
        letter.full_clean()


def test_a_passage_and_a_guide_are_bounded_too():
    html = f"<p>{'x' * (MOST_CHARACTERS + 1)}</p>"
    phase = {"type": "phase", "value": {"title": "F", "text": html, "questions": []}}
    for text in (Passage(title="P", text=html), ConversationGuide(title="G", kinds=["first"], body=[phase])):
        with pytest.raises(Exception, match="A letter holds at most"):
            text.full_clean()


def test_ten_thousand_blocks_are_refused(english, letter, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100_000
    fields = {"body-count": 10_000}
    for number in range(10_000):
        at = f"body-{number}"
        fields |= {f"{at}-deleted": "", f"{at}-order": number, f"{at}-type": "text", f"{at}-id": ""}
        fields[f"{at}-value"] = state(block("x"))
    assert f"The maximum number of items is {MOST_BLOCKS}" in said(post(english, letter, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"body-count": "x"},
        {"body-count": "999"},
        {"body-0-order": "x"},
        {"body-0-value": "geen json"},
        {"body-0-value": "[" * 100_000},
        {"subject": "{}"},
        {"body-0-type": "passage", "body-0-value": "abc"},
    ],
)
def test_what_no_page_of_ours_posts_is_a_bad_request(english, letter, fields):
    assert post(english, letter, **fields).status_code == 400
    assert not letter.revisions.exists()
    english.post(url(letter, "preview_on_edit", letter.pk), posted(letter) | fields)
    assert english.get(url(letter, "preview_on_edit", letter.pk)).status_code == 400


def test_a_preview_of_a_form_that_is_wrong_says_what_and_shows_no_older_page(english, letter):
    assert "data:image" in preview(english, letter, "short")
    page = preview(english, with_body(letter, "<p>Dag ((voornaam)).</p>"), "short")
    assert "“Dag ((voornaam)).” was typed and will not be filled in." in page
    assert "data:image" not in page


def test_the_form_says_how_much_may_be_posted(english, letter, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None
    for address in (url(letter, "edit", letter.pk), url(LetterText, "add")):
        page = english.get(address).content.decode()
        assert f'data-most-bytes="{settings.DATA_UPLOAD_MAX_MEMORY_SIZE}" data-most-fields=""' in page
