"""Choosing a merge field in a real browser, wherever a text takes one: it stands there by its label, and is saved."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import LetterText, Passage
from tests.browser.looking import axe_violations, shoot

BODY = [
    {"type": "text", "value": "<p>Dag</p>"},
    {
        "type": "conditional",
        "value": {"condition": "has_phone", "blocks": [{"type": "text", "value": "<p>Dag</p>"}]},
    },
]
SUBJECT = "[data-contentpath=subject]"
FIRST_BLOCK = "[data-contentpath=body] [data-streamfield-child]:nth-child(1 of [data-streamfield-child])"
IN_A_CONDITION = "[data-contentpath=blocks]"


@pytest.fixture
def letter(site):
    text = LetterText.objects.create(code="brief", title="Brief", live=False, subject="<p>Dag</p>", body=BODY)
    text.save_revision()
    return text


@pytest.fixture
def edit(open_as, editor, settings):
    """edit(row, width=1280) → the edit page of this row."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0

    def opened(row, **options):
        page = open_as(editor, **options)
        page.goto(reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk]))
        page.locator(".public-DraftEditor-content").first.wait_for()
        return page

    return opened


def words_of(page, within):
    return page.locator(within).locator(".public-DraftEditor-content").first


def ask(page, field):
    """The picker, opened at the end of a field by typing /."""
    field.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" /")
    page.get_by_role("option", name="Invulveld").click()
    picker = page.get_by_role("dialog")
    picker.get_by_role("combobox").wait_for()
    return picker


def choose(page, field, label):
    picker = ask(page, field)
    picker.get_by_role("combobox").fill(label)
    page.keyboard.press("Enter")
    picker.wait_for(state="hidden")
    field.locator(".merge-chip").get_by_text(label, exact=True).wait_for()


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar concept").first.click()


def draft(row):
    row.refresh_from_db()
    return row.get_latest_revision_as_object()


SAVED = {
    SUBJECT: lambda text: text.subject,
    FIRST_BLOCK: lambda text: text.body[0].value.source,
    IN_A_CONDITION: lambda text: text.body[1].value["blocks"][0].value.source,
}


@pytest.mark.parametrize("place", SAVED, ids=["subject", "text", "conditional"])
def test_a_field_is_chosen_stands_there_by_its_label_and_is_saved(edit, letter, place):
    page = edit(letter)
    choose(page, words_of(page, place), "Voornaam")
    save(page)
    assert 'data-merge-field="voornaam"' in SAVED[place](draft(letter))
    words_of(page, place).locator(".merge-chip").get_by_text("Voornaam", exact=True).wait_for()


def test_in_a_passage(edit, site):
    passage = Passage.objects.create(code="p", title="Passage", text="<p>Dag</p>", live=False)
    passage.save_revision()
    page = edit(passage)
    choose(page, words_of(page, "[data-contentpath=text]"), "Naam van de coach")
    save(page)
    assert 'data-merge-field="coach_naam"' in draft(passage).text


def test_in_a_block_that_was_just_added(edit, letter):
    page = edit(letter)
    page.locator("[data-contentpath=body]").get_by_role("button", name="Blok invoegen").first.click()
    page.get_by_role("option", name="Tekst", exact=True).click()
    field = words_of(page, FIRST_BLOCK)
    choose(page, field, "Aanhef")
    save(page)
    assert 'data-merge-field="aanhef"' in draft(letter).body[0].value.source


def test_the_chip_is_replaced_by_another_one_with_a_double_click(edit, letter):
    page = edit(letter)
    field = words_of(page, FIRST_BLOCK)
    choose(page, field, "Voornaam")
    field.locator(".merge-chip").dblclick()
    picker = page.get_by_role("dialog", name="Vervang het invulveld")
    picker.get_by_role("combobox").fill("Aanhef")
    page.keyboard.press("Enter")
    field.locator(".merge-chip").get_by_text("Aanhef", exact=True).wait_for()
    assert field.locator(".merge-chip").count() == 1


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_picker_offers_what_works_for_the_purpose_and_reads_well(edit, letter, width, dark):
    page = edit(letter, width=width, dark=dark)
    picker = ask(page, words_of(page, FIRST_BLOCK))
    of_the_day = picker.get_by_role("option", name="Dag van de afspraak")
    for said in ("bijvoorbeeld: dinsdag 8 december 2026", "hoogste aantal tekens: 28", "Gepland contact"):
        assert said in of_the_day.inner_text()
    assert picker.get_by_role("option", name="Volgend contact").count() == 0  # of no invitation
    assert axe_violations(page, within=".merge-picker") == []
    shoot(page, f"picker-{width}")
    page.keyboard.press("Escape")
    picker.wait_for(state="hidden")
    page.locator(f"{FIRST_BLOCK} .public-DraftEditor-content:focus").wait_for()
    page.keyboard.type("toch niet")
    words_of(page, FIRST_BLOCK).get_by_text("Dag toch niet").wait_for()


def test_in_the_subject_it_follows_the_purpose_that_is_chosen(edit, letter):
    page = edit(letter)
    page.locator("select[name=purpose]").select_option("agreements")
    picker = ask(page, words_of(page, SUBJECT))
    picker.get_by_role("option", name="Volgend contact").wait_for()
    assert picker.get_by_role("option", name="Dag van de afspraak").count() == 0


def test_what_a_route_cannot_fill_is_not_submitted_and_the_page_says_where(edit, site):
    sent = LetterText.objects.get(code="uitnodiging-in-beeld")
    page = edit(sent)
    choose(page, words_of(page, FIRST_BLOCK), "Dag van de afspraak")
    page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator("[name=action-submit]").click()
    said = page.get_by_text("Werkwijze “In Beeld”: Stap 1, “Uitnodiging kantoor”").first
    said.wait_for()
    assert "voorwaardelijke passage" in said.inner_text()
    shoot(page, "no-appointment")
    sent.refresh_from_db()
    assert not sent.workflow_in_progress
