"""What the home page tells who writes texts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from kik_wagtail.snippets.models import LetterText, Passage
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.workdays.dates import today
from tests.factories import make_user
from tests.starting import kik_setup

from .letters import SUBJECT

pytestmark = pytest.mark.django_db


@pytest.fixture
def editors():
    kik_setup()
    return [make_user(name, roles=("content_editor",)) for name in ("tess", "timo")]


def letter(title, **values):
    body = [{"type": "text", "value": "<p>Dag.</p>"}]
    code = slugify(title)
    text = LetterText.objects.create(code=code, title=title, live=False, subject=SUBJECT, body=body, **values)
    with without_second_person("test"):
        text.save_revision().publish()
    text.refresh_from_db()
    return text


def home(client, user):
    client.force_login(user)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    start = page.find('class="w-panel kik-mijn-teksten"')
    return page[start : page.index("</section>", start)] if start >= 0 else ""


def test_own_drafts_stand_there_until_they_are_submitted(client, editors):
    tess, timo = editors
    text = letter("Mijn brief")
    assert home(client, tess) == ""
    text.save_revision(user=tess)
    assert "Mijn brief" in home(client, tess)
    assert reverse("kik_texts:changes", args=["brief", text.pk]) in home(client, tess)
    assert home(client, timo) == ""
    text.get_workflow().start(text, tess)
    assert home(client, tess) == ""  # from here on Wagtail's own list has it


def test_a_draft_of_something_that_needs_no_approval_stands_there_too(client, editors):
    passage = Passage.objects.first()
    passage.save_revision(user=editors[0])
    assert passage.title in home(client, editors[0])


def test_letters_that_expire_within_thirty_days_stand_there_for_every_editor(client, editors):
    day = today(timezone.now())
    letter("Voorbij", valid_until=day - timedelta(days=1))
    letter("Bijna", valid_until=day + timedelta(days=30))
    letter("Nog lang niet", valid_until=day + timedelta(days=31))
    said = home(client, editors[1])
    assert said.index("Voorbij") < said.index("Bijna")
    assert "verlopen op" in said
    assert "Nog lang niet" not in said


def test_nobody_else_sees_it(client, editors):
    letter("Voorbij", valid_until=today(timezone.now()))
    for role in ("coach", "auditor"):
        assert home(client, make_user(role, roles=(role,))) == ""


def test_many_drafts_ask_as_much_as_few(client, editors):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            home(client, editors[0])
        return len(captured)

    letter("Een").save_revision(user=editors[0])
    queries()
    few = queries()
    for number in range(8):
        letter(f"Brief {number}").save_revision(user=editors[0])
    assert queries() == few


def test_a_title_is_shown_as_text(client, editors):
    letter("<b>Vet</b>").save_revision(user=editors[0])
    assert "<b>Vet" not in home(client, editors[0])
