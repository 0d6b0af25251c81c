"""The preview panel beside the letter editor: sample residents one by one, the window, and never an old page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import LetterText
from kik_wagtail.snippets.sample_residents import SAMPLES
from tests.browser.looking import SHOTS, axe_violations
from tests.snippets.letters import chip

# Core looks for edits from some moment after the form has opened, and says so.
NOTE_WATCHING = "document.addEventListener('w-unsaved:watch-edits', () => { window.watching = true; });"
BODY = [{"type": "text", "value": f"<p>Dag {chip('voornaam')}, ik wil u graag leren kennen.</p>"}]


@pytest.fixture
def letter(site):
    text = LetterText.objects.create(code="brief", title="Brief", live=False, subject="<p>Dag</p>", body=BODY)
    text.save_revision()
    return text


@pytest.fixture
def preview(open_as, editor, letter):
    """preview(width=1500) → the edit page with the preview panel open and its first page there."""

    def opened(**options):
        page = open_as(editor, **{"width": 1500} | options)
        page.add_init_script(NOTE_WATCHING)
        page.goto(reverse(letter.snippet_viewset.get_url_name("edit"), args=[letter.pk]))
        page.get_by_role("button", name="Toon/verberg voorvertoning").click()
        shown(page).locator("figure img").wait_for()
        return page

    return opened


def shown(page):
    return page.frame_locator("#w-preview-iframe")


def steps(page):
    return page.get_by_role("group", name="Voorbeeldinwoners")


def page_of(page, number):
    """The letter of the sample resident with this number, once it is there."""
    name = SAMPLES[number - 1].first_name
    shown(page).locator(".twin").get_by_text(f"Dag {name},").wait_for(state="attached")
    assert steps(page).get_by_role("status").inner_text().startswith(f"{number}/{len(SAMPLES)}")


def test_the_buttons_go_round_the_sample_residents(preview):
    page = preview()
    page_of(page, 1)
    steps(page).get_by_role("button", name="Volgende voorbeeldinwoner").click()
    page_of(page, 2)
    for number in (1, len(SAMPLES)):
        steps(page).get_by_role("button", name="Vorige voorbeeldinwoner").click()
        page_of(page, number)
    assert page.locator("#id_preview_mode").input_value() == SAMPLES[-1].key


def test_the_keys_do_the_same_and_keep_their_place(preview):
    page = preview()
    page.locator("#id_preview_mode").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page_of(page, 2)
    page.keyboard.press("Space")
    page_of(page, 3)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page_of(page, 2)


def test_who_is_chosen_from_the_list_is_counted_too(preview):
    page = preview()
    page.locator("#id_preview_mode").select_option("arabic")
    page_of(page, 4)


@pytest.mark.parametrize(("width", "dark"), [(1500, False), (1500, True), (390, False)])
def test_the_buttons_fit_beside_the_list(preview, width, dark):
    page = preview(width=width, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page, within=".kik-samples") == []
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"samples-{width}{'-dark' if dark else ''}.png")


def test_the_window_stays_when_the_next_resident_comes(preview):
    page = preview()
    window = shown(page).locator("svg.window")
    window.wait_for(state="hidden")
    shown(page).get_by_label("Venster van de envelop").check()
    window.wait_for()
    steps(page).get_by_role("button", name="Volgende voorbeeldinwoner").click()
    page_of(page, 2)
    window.wait_for()
    address = shown(page).locator("svg.window rect")
    placed = {name: float(address.get_attribute(name)) for name in ("x", "y", "width", "height")}
    assert placed == {"x": 20, "y": 50, "width": 90, "height": 35}


def test_a_character_that_no_font_has_is_named_and_no_old_page_is_left(preview, letter):
    page = preview()
    page.wait_for_function("window.watching")
    body = page.locator("[data-contentpath=body] .public-DraftEditor-content").first
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Tot 汉 ziens.")
    shown(page).get_by_text("汉").first.wait_for()
    assert shown(page).locator("figure img").count() == 0
    shown(page).get_by_role("heading", name="Deze brief kan nog niet gemaakt worden").wait_for()
