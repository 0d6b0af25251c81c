"""An editor and another one: a text for a later day, a lock, and what the reviewer said, each on the page itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kik_wagtail.jobs import run_due
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.workdays.dates import local
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user

COMMENT = "De derde zin is te lang.\nMaak er <b>twee</b> van."


@pytest.fixture
def editors(site):
    names = (("tekst01", "Tess"), ("tekst02", "Timo"))
    return [make_user(name, roles=("content_editor",), first_name=first, last_name="Prins") for name, first in names]


@pytest.fixture
def letter(site, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    body = [{"type": "text", "value": "<p>Zoals het was.</p>"}]
    text = LetterText.objects.create(code="brief", title="Brief", live=False, subject="<p>Dag</p>", body=body)
    with without_second_person("test"):
        text.save_revision().publish()
    return text


def opened(page, letter):
    page.goto(reverse(letter.snippet_viewset.get_url_name("edit"), args=[letter.pk]))
    page.locator("[data-contentpath=body] .public-DraftEditor-content").first.wait_for()
    return page


def type_more(page, words):
    page.locator("[data-contentpath=body] .public-DraftEditor-content").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def act(page, name):
    """A choice of the menu beside Save."""
    page.get_by_role("button", name="Meer acties").last.click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(name)).click()


def words_of(letter):
    letter.refresh_from_db()
    return str(letter.versions.first().content["blocks"])


def test_a_text_with_a_moment_is_approved_and_goes_live_then(open_as, editors, letter):
    moment = local(timezone.now() + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    author = opened(open_as(editors[0]), letter)
    type_more(author, " Zoals het wordt.")
    author.get_by_role("button", name="Toon/verberg status").click()
    author.get_by_role("button", name="Stel schema in").click()
    author.locator("#id_go_live_at").fill(f"{moment:%Y-%m-%d %H:%M}")
    with author.expect_navigation():
        author.get_by_role("button", name="Schema opslaan").press("Enter")  # core's calendar may lie over it
    act(opened(author, letter), "Vier ogen")
    act(opened(open_as(editors[1]), letter), "Goedkeuren en publiceren")
    assert "Zoals het wordt." not in words_of(letter)
    assert letter.approved_schedule
    run_due(now=timezone.now(), worker="test")
    assert "Zoals het wordt." not in words_of(letter)
    with time_machine.travel(moment + timedelta(minutes=1), tick=True):
        run_due(now=timezone.now(), worker="test")
    assert "Zoals het wordt." in words_of(letter)


def lock(page):
    page.get_by_role("button", name="Toon/verberg status").click()
    with page.expect_navigation():
        page.locator("label", has_text="Vergrendelen").click()


def test_who_opens_a_locked_text_sees_who_locked_it_and_cannot_save(open_as, editors, letter):
    lock(opened(open_as(editors[0]), letter))
    two = opened(open_as(editors[1]), letter)
    two.get_by_text("'Brief' is vergrendeld door Tess Prins").wait_for()
    shoot(two, "locked")
    assert two.get_by_role("button", name="Bewaar concept").count() == 0


def test_who_had_it_open_already_saves_nothing_over_a_lock(open_as, editors, letter):
    two = opened(open_as(editors[1]), letter)
    type_more(two, " Van Timo.")
    lock(opened(open_as(editors[0]), letter))
    with two.expect_navigation():
        two.get_by_role("button", name="Bewaar concept").first.click()
    two.get_by_text("is vergrendeld en kan niet worden opgeslagen").wait_for()
    two.get_by_text("Van Timo.").first.wait_for()
    letter.refresh_from_db()
    assert "Van Timo." not in str(letter.get_latest_revision().content)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_author_reads_what_the_reviewer_said_above_the_text(open_as, editors, letter, width, dark):
    author = opened(open_as(editors[0], width=width, dark=dark), letter)
    type_more(author, " Nog een zin.")
    act(author, "Vier ogen")
    reviewer = opened(open_as(editors[1]), letter)
    reviewer.get_by_role("button", name="Meer acties").last.click()
    reviewer.get_by_role("button", name="Wijzigingsverzoek").click()
    reviewer.get_by_role("dialog").locator("textarea").fill(COMMENT)
    with reviewer.expect_navigation():
        reviewer.get_by_role("dialog").get_by_role("button").last.click()
    said = opened(author, letter).get_by_role("region", name="Deze tekst is teruggestuurd")
    said.get_by_text("Maak er <b>twee</b> van.").wait_for()
    assert "Timo Prins stuurde hem terug op" in said.inner_text()
    assert axe_violations(author, within=".kik-botsing") == []
    assert author.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(author, f"returned-{width}")
    act(author, "Stuur opnieuw door")
    opened(author, letter)
    said.wait_for(state="detached")
