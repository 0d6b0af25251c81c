"""From Dutch text to a letter in two languages: an editor translates, another approves, a coach sends it."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from kik_wagtail import scope
from kik_wagtail.letters.models import Letter
from kik_wagtail.snippets.merge_fields import token
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.snippets.models.four_eyes import without_second_person
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_area, make_follow_up, make_resident, make_user

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def chip(name):
    return f'<span data-merge-field="{name}">{token(name)}</span>'


@pytest.fixture
def dutch(site):
    """Text, free space and signature: of these a translation takes two."""
    body = [
        {"type": "text", "value": f"<p>{chip('aanhef')},</p><p>Ik wil u graag spreken.</p>"},
        {"type": "free_slot", "value": {"max_length": 100, "help": ""}},
        {"type": "signature", "value": {"name": "", "role": ""}},
    ]
    text = LetterText.objects.create(
        code="kort", title="Korte brief", purpose="other", live=False, subject="<p>Even bellen</p>", body=body
    )
    with without_second_person("test"):
        text.save_revision().publish()
    return text


@pytest.fixture
def people(site):
    return {
        "editor": make_user("editor", roles=("content_editor",)),
        "editor2": make_user("editor2", roles=("content_editor",)),
        "coach": make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Voorbeeld"),
    }


@pytest.fixture
def follow_up(people):
    with scope.everything("test"):
        resident = make_resident(
            area=make_area("Oost", people["coach"]), coach=people["coach"], surname="Testzorg", prefix="van der",
            initials="F.", form_of_address="mrs", language="en",
        )  # fmt: skip
        return make_follow_up(resident, target_on=NOW.date(), planned_at=NOW)


def type_over(page, editor, words):
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    page.wait_for_function(  # Draftail hands its text to the form a moment after the last key
        "(words) => [...document.querySelectorAll('form input')].some((i) => i.value.includes(words))", arg=words[-20:]
    )


def begin(page, dutch):
    page.goto(reverse("kik_texts:translations", args=["brief", dutch.pk]))
    page.get_by_label("Taal").select_option(label="Chinees")
    page.get_by_role("button", name="Begin deze vertaling").click()
    page.get_by_text("Een brief in het Chinees kan niet worden gedrukt").wait_for()
    assert axe_violations(page) == []
    page.get_by_label("Taal").select_option(label="Engels")
    page.get_by_role("button", name="Begin deze vertaling").click()
    page.get_by_text("Weggelaten, omdat het in het Nederlands is: Vrije ruimte voor de coach.").wait_for()


def fields_offered(page, editor):
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" /")
    page.get_by_role("option", name=re.compile("Invulveld")).click()
    page.locator(".merge-picker code").first.wait_for()
    found = page.locator(".merge-picker code").all_text_contents()
    page.keyboard.press("Escape")
    page.locator(".merge-picker").wait_for(state="detached")
    return found


def write_english(page):
    editors = page.locator(".public-DraftEditor-content")
    type_over(page, editors.nth(0), "A short call")
    offered = fields_offered(page, editors.nth(1))
    assert token("naam_zonder_titel") in offered
    assert token("aanhef") not in offered
    type_over(page, editors.nth(1), "Hello, I would like to talk with you.")
    page.get_by_role("textbox", name="Groet").fill("Kind regards,")
    page.get_by_role("button", name="Meer acties").last.click()
    page.get_by_role("button", name=re.compile("Vier ogen")).click()
    page.wait_for_load_state()


def approve(page, text):
    page.goto(reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk]))
    page.get_by_role("button", name="Meer acties").last.click()
    page.get_by_role("button", name="Goedkeuren en publiceren", exact=True).click()
    page.wait_for_load_state()


def test_a_letter_in_two_languages_from_the_first_word_to_the_pdf(open_as, people, dutch, follow_up):
    with time_machine.travel(NOW, tick=True):
        page = open_as(people["editor"])
        begin(page, dutch)
        write_english(page)
        english = dutch.translations.get()
        assert not english.versions.exists()
        approve(open_as(people["editor2"]), english)
        assert english.versions.count() == 1

        page = open_as(people["coach"], width=390, dark=True)
        page.goto(f"{reverse('kik_letters:new', args=[follow_up.pk])}?text={dutch.pk}")
        assert page.get_by_label("Vertaling meesturen").is_checked()
        assert page.locator(".kik-letter__sheet img").count() == 2
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe_violations(page) == []
        shoot(page, "letter-in-two-languages-390-dark")
        page.get_by_label("Vertaling meesturen").uncheck()
        page.get_by_role("button", name="Laat dit op de bladzijde zien").click()
        page.wait_for_function("document.querySelectorAll('.kik-letter__sheet img').length === 1")
        page.get_by_label("Vertaling meesturen").check()
        page.get_by_role("button", name="Maak deze brief").click()
        link = page.get_by_role("link", name="Open de PDF")
        link.wait_for()
        pages = PdfReader(BytesIO(page.request.get(link.get_attribute("href")).body())).pages
    first, second = (" ".join(sheet.extract_text().split()) for sheet in pages)
    assert "Geachte mevrouw Van der Testzorg" in first
    assert "Vertaling in het Engels" in second
    assert "Hello, I would like to talk with you. Kind regards," in second
    assert "Ik wil u graag spreken" not in second
    with scope.everything("test"):
        assert Letter.objects.get().translation.text == english


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_screens_of_translations_read_well_everywhere(open_as, people, site, width, dark):
    english = LetterText.objects.get(language="en")
    page = open_as(people["editor"], width=width, dark=dark)
    page.goto(reverse("kik_texts:translations", args=["brief", english.translation_of_id]))
    page.get_by_role("link", name="Engels").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []
    shoot(page, f"translations-{width}{'-dark' if dark else ''}")
    page.goto(reverse(english.snippet_viewset.get_url_name("edit"), args=[english.pk]))
    page.get_by_text("Vertaling in het Engels van").wait_for()
    assert page.get_by_label("Doel").is_disabled()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
