"""The checks beside the letter editor and the page below Reports, in a real browser."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import LetterText
from kik_wagtail.snippets.models.four_eyes import without_second_person
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user

LONG = "Indien u wilt, dan wordt u door mij gebeld om met u te praten over uw leven van nu en van straks."
BODY = [{"type": "text", "value": f"<p>{LONG} Kom voor 3 maart 2020. Bel 050 311 99 99.</p>"}]


@pytest.fixture
def editor(site):
    return make_user("tekst01", roles=("content_editor",))


@pytest.fixture
def letter(site):
    text = LetterText.objects.create(code="streng", title="Strenge brief", live=False, subject="<p>Dag</p>", body=BODY)
    with without_second_person("test"):
        text.save_revision().publish()
    return text


def edit_url(text):
    return reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_checks_stand_below_the_page_in_the_preview_panel(open_as, editor, letter, dark):
    page = open_as(editor, width=1500, dark=dark)
    page.goto(edit_url(letter))
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    checks = page.frame_locator("#w-preview-iframe").locator(".checks")
    checks.get_by_text("“Indien”").wait_for()
    assert checks.evaluate("node => !!(node.previousElementSibling.matches('.page'))")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    frame = next(frame for frame in page.frames if "preview" in frame.url)
    page.goto(frame.url)
    shoot(page, f"checks-{'dark' if dark else 'light'}")
    assert axe_violations(page) == []


def test_without_an_answer_the_last_page_does_not_look_like_the_new_one(open_as, editor, letter):
    page = open_as(editor, width=1500)
    page.goto(edit_url(letter))
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    page.frame_locator("#w-preview-iframe").locator(".checks").wait_for()
    opacity = "parseFloat(getComputedStyle(document.querySelector('#w-preview-iframe')).opacity)"
    assert page.evaluate(opacity) == 1
    page.evaluate("addEventListener('unhandledrejection', (event) => event.preventDefault())")
    page.route("**/preview/**", lambda route: route.abort())
    for _ in range(15):  # core looks for edits a while after the form has opened, and only then
        page.locator("#id_title").press_sequentially("x")
        page.wait_for_timeout(700)
        if page.evaluate(opacity) < 0.5:
            break
    assert page.evaluate(opacity) < 0.5
    assert page.locator("#w-preview-error-banner").is_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (390, True)])
def test_the_library_check_reads_well_on_every_screen(open_as, editor, letter, width, dark):
    page = open_as(editor, width=width, dark=dark)
    page.goto(reverse("kik_text_check"))
    page.get_by_role("link", name="Strenge brief").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []
    shoot(page, f"library-{width}{'-dark' if dark else ''}")
