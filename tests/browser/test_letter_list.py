"""The list of letter texts in a real browser: titles have room, on every screen."""

import pytest
from django.urls import reverse

from tests.browser.looking import axe_violations, shoot


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (1280, True)])
def test_the_titles_of_letters_have_room(open_as, editor, width, dark):
    page = open_as(editor, width=width, dark=dark)
    page.goto(reverse("wagtailsnippets_kik_wagtail_lettertext:list"))
    title = page.get_by_role("link", name="Bevestiging van een afspraak")
    title.wait_for()
    assert title.bounding_box()["height"] < 2 * 24  # no title of two words a line
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page, within="main") == []
    shoot(page, f"letters-{width}{'-dark' if dark else ''}")
