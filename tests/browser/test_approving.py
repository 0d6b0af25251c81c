"""From the home page of the second person to what changes, and to a version: nothing has to be looked for."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import LetterText
from tests.browser.looking import axe_violations, fits
from tests.factories import make_user


@pytest.fixture
def waiting(site):
    """A letter with one new sentence, submitted by another editor."""
    author = make_user("tekst01", roles=("content_editor",), first_name="Tess", last_name="Prins")
    text = LetterText.objects.get(code="niet-bereikt")
    text.body[0].value.source += "<p>Komt u langs?</p>"
    text.save_revision(user=author)
    text.get_workflow().start(text, author)
    return text


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_second_person_reads_what_changes_and_approves_it_there(open_as, waiting, width, dark):
    second = make_user("tekst02", roles=("content_editor",))
    page = open_as(second, width=width, dark=dark)
    page.goto(reverse("wagtailadmin_home"))
    page.get_by_role("link", name=waiting.title).first.click()
    notice = page.get_by_role("region", name="Dit concept wacht op goedkeuring")
    notice.wait_for()
    assert "Tess Prins diende het in op" in notice.inner_text()
    assert axe_violations(page, within=".kik-botsing") == []
    notice.get_by_role("link", name="Wat verandert er?").click()
    approve = page.get_by_role("button", name="Goedkeuren en publiceren")
    approve.wait_for()
    page.locator("ins").get_by_text("Komt u langs?").wait_for()
    fits(page, f"approving-{width}")
    with page.expect_navigation():
        approve.click()
    page.get_by_role("heading", name="van versie 1 naar versie 2").wait_for()
    assert waiting.versions.first().published_by == second
