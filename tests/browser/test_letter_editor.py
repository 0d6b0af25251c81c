"""The letter editor in a real browser: what an editor types, picks, pastes and saves."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import LetterText
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user

FIRST = "<p>Ik wil u graag leren kennen.</p>"


@pytest.fixture
def editors(site):
    names = (("tekst01", "Tess"), ("tekst02", "Timo"))
    return [make_user(name, roles=("content_editor",), first_name=first, last_name="Prins") for name, first in names]


@pytest.fixture
def letter(site):
    text = LetterText.objects.create(
        code="brief", title="Brief", live=False, subject="<p>Dag</p>", body=[{"type": "text", "value": FIRST}]
    )
    text.save_revision()
    return text


def edit_url(text):
    return reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk])


def opened(page, text):
    page.goto(edit_url(text))
    page.locator("[data-contentpath=body] .public-DraftEditor-content").first.wait_for()
    return page


def body_of(page):
    return page.locator("[data-contentpath=body] .public-DraftEditor-content").first


def type_at_the_end(page, words):
    body_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar concept").first.click()


def drafts(text):
    return [str(revision.content["body"]) for revision in text.revisions.order_by("pk")]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_second_editor_sees_who_was_first_and_loses_nothing(open_as, editors, letter, settings, width, dark):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    one, two = opened(open_as(editors[0], width=width, dark=dark), letter), opened(open_as(editors[1]), letter)
    type_at_the_end(two, " Dit schreef Timo.")
    type_at_the_end(one, " Dit schreef Tess.")
    save(two)
    save(one)
    conflict = one.locator(".kik-botsing")
    conflict.get_by_text("Timo Prins bewaarde deze tekst om").wait_for()
    assert "Timo" in conflict.locator("del").all_inner_texts()[-1]
    assert "Dit schreef Tess." in body_of(one).inner_text()
    assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(one, within=".kik-botsing") == []
    shoot(one, f"two-editors-{width}")
    assert len(drafts(letter)) == 2
    with one.expect_navigation():
        one.get_by_role("button", name="Bewaar die van mij als nieuwste concept").click()
    assert one.locator(".kik-botsing").count() == 0
    assert "Dit schreef Timo." in drafts(letter)[1]
    assert "Dit schreef Tess." in drafts(letter)[2]


def test_who_opens_the_others_text_has_their_own_words_beside_it(open_as, editors, letter, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    one, two = opened(open_as(editors[0]), letter), opened(open_as(editors[1]), letter)
    type_at_the_end(two, " Dit schreef Timo.")
    type_at_the_end(one, " Dit schreef Tess.")
    save(two)
    save(one)
    with one.expect_navigation():
        one.get_by_role("button", name="Open de tekst van Timo Prins").click()
    assert "Dit schreef Timo." in body_of(one).inner_text()
    assert "Dit schreef Tess." in one.locator(".kik-botsing").inner_text()
    assert axe_violations(one, within=".kik-botsing") == []
    assert len(drafts(letter)) == 2
