"""Above the form of a text: what is live, what waits for whom; and approving from the page that shows what changes."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.rich_text import RichText

from kik_wagtail.admin import uses
from kik_wagtail.snippets import usage
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.snippets.services import set_up_workflow

from .letters import SUBJECT
from .test_admin import make_editor, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def editors():
    group = Group.objects.create(name="goedkeurders")
    workflow = set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[group])
    people = [make_editor(name, group, "view", "change") for name in ("tess", "timo")]
    workflow.group = group
    people[0].workflow = workflow
    return people


@pytest.fixture
def letter():
    """Version 1 is live."""
    body = [{"type": "text", "value": "<p>Zoals het was.</p>"}]
    text = LetterText.objects.create(code="brief", title="Brief", live=False, subject=SUBJECT, body=body)
    with without_second_person("test"):
        text.save_revision().publish()
    text.refresh_from_db()
    return text


def submit(letter, author):
    letter.body = [("text", RichText("<p>Zoals het wordt.</p>"))]
    letter.save_revision(user=author)
    author.workflow.start(letter, author)
    letter.refresh_from_db()
    return letter


def standing(client, letter):
    return [fact.words for fact in client.get(url(letter, "edit", letter.pk)).context["standing"]]


def changes(letter):
    return reverse("kik_texts:changes", args=["brief", letter.pk])


def approve(client, letter):
    """Presses the button that the page shows."""
    waiting = client.get(changes(letter)).context["waiting"]
    return client.post(waiting.approve_url, {"seen": waiting.seen, "next": changes(letter)}, follow=True)


def test_it_says_which_version_is_live_and_that_the_draft_differs(client, editors, letter):
    client.force_login(editors[0])
    assert standing(client, letter) == ["live: versie 1"]
    letter.save_revision(user=editors[0])
    assert standing(client, letter) == ["live: versie 1", "concept gewijzigd"]
    letter.unpublish()
    assert standing(client, letter)[0] == "niet live"


def test_it_says_where_it_is_used_and_how_often_it_was_sent(client, editors, letter, monkeypatch):
    client.force_login(editors[0])
    monkeypatch.setattr(uses, "_finders", [lambda row: [usage.Use("Stap", "A", "/a/"), usage.Use("Brieven", "12")]])
    monkeypatch.setattr(usage, "_letters", [usage.Letters(lambda ids: {ids[0]: 12}, lambda version, user: "")])
    assert standing(client, letter)[1:] == ["gebruikt op 1 plek", "12 brieven"]
    monkeypatch.setattr(usage, "_letters", [usage.Letters(lambda ids: {ids[0]: 3}, lambda version, user: "")])
    assert standing(client, letter)[2] == "minder dan 5 brieven"


def test_the_second_person_is_told_that_it_waits_and_the_author_gets_no_button(client, editors, letter):
    tess, timo = editors
    submit(letter, tess)
    client.force_login(timo)
    page = client.get(url(letter, "edit", letter.pk)).content.decode()
    assert "Dit concept wacht op goedkeuring" in page
    assert "Tess diende het in op" in page
    assert "Goedkeuren en publiceren</button>" in client.get(changes(letter)).content.decode()
    client.force_login(tess)
    assert client.get(changes(letter)).context["waiting"].approve_url == ""
    assert "Goedkeuren en publiceren</button>" not in client.get(changes(letter)).content.decode()


def test_it_is_approved_from_the_page_that_shows_what_changes(client, editors, letter):
    tess, timo = editors
    submit(letter, tess)
    client.force_login(timo)
    approve(client, letter)
    version = letter.versions.first()
    assert (version.number, version.published_by) == (2, timo)
    assert "Zoals het wordt." in str(version.content)
    assert client.get(changes(letter)).context["waiting"] is None


def test_words_that_changed_since_the_page_was_opened_are_not_approved(client, editors, letter):
    tess, timo = editors
    submit(letter, tess)
    client.force_login(timo)
    waiting = client.get(changes(letter)).context["waiting"]
    letter.body = [("text", RichText("<p>Iets heel anders.</p>"))]
    letter.save_revision(user=tess)
    answer = client.post(waiting.approve_url, {"seen": waiting.seen, "next": changes(letter)}, follow=True)
    assert "nadat u hem opende" in str(list(answer.context["messages"])[0])
    assert letter.versions.count() == 1


def test_who_reads_only_sees_no_buttons(client, letter, editors):
    reader = make_editor("lezer", Group.objects.create(name="lezers"), "view")
    submit(letter, editors[0])
    client.force_login(reader)
    assert "kik-versies__verder" not in client.get(changes(letter)).content.decode()
