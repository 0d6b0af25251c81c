"""A coach reads a method page: by keyboard, on a phone, on paper."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail.pages.models import MethodPage
from kik_wagtail.pages.reading import services
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_area, make_user
from tests.pages.reading import method_root, published


@pytest.fixture
def address(site):
    """Of a page with a term, a question that is folded, and enough headings for a table of contents."""
    index = method_root()
    words = "<p>Bij een piep belt u. Een piep gaat over een <b>toezegging</b>.</p>" + "<p>Nog een regel.</p>" * 12
    blocks = [block for name in ("Eerst", "Dan", "Ten slotte") for block in (("heading", name), ("text", words))]
    return published(index, *blocks, model=MethodPage, asks_reading=True, summary="In het kort.").url


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_term_is_explained_by_keyboard_and_the_page_has_no_axe_violation(open_as, address, width, dark):
    page = open_as(make_user("coach01", roles=("coach",)), width=width, dark=dark)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe_violations(page) == []
    term = page.get_by_role("button", name="piep", exact=True)
    explanation = page.get_by_text("Een signaal in Vandaag")
    assert not explanation.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    explanation.wait_for(state="visible")
    assert axe_violations(page) == []
    shoot(page, f"reading-{width}")
    page.keyboard.press("Escape")
    explanation.wait_for(state="hidden")
    assert term.evaluate("(button) => button === document.activeElement")


def test_a_coach_answers_and_says_that_it_was_read(open_as, address):
    page = open_as(make_user("coach01", roles=("coach",)))
    page.goto(address)
    page.get_by_role("button", name="Gelezen en begrepen").click()
    page.get_by_text("U heeft deze pagina op").wait_for()
    page.get_by_label("Ja").check()
    page.get_by_label("Wat kan beter?").fill("Een voorbeeld erbij.")
    page.get_by_role("button", name="Mijn antwoord sturen").click()
    page.get_by_role("button", name="Mijn antwoord wijzigen").wait_for()
    assert page.get_by_label("Ja").is_checked()


def test_the_table_of_contents_says_where_the_reader_is_and_paper_has_the_words_only(open_as, address):
    page = open_as(make_user("coach01", roles=("coach",)))
    page.goto(address)
    page.get_by_role("link", name="Dan", exact=True).click()
    page.locator("nav a[aria-current=location]", has_text="Dan").wait_for()
    page.emulate_media(media="print")
    assert page.get_by_text("Bij een").first.is_visible()
    for gone in ("Deze pagina printen", "Gelezen en begrepen", "Op deze pagina"):
        assert not page.get_by_text(gone).last.is_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (390, False)])
def test_the_lists_for_who_keeps_pages_have_no_axe_violation(open_as, address, width, dark):
    page_read = MethodPage.objects.get()
    coach = make_user("coach01", roles=("coach",))
    make_area("Oost", coach)
    services.answer(page=page_read, user=coach, now=timezone.now(), is_useful=False, comment="Er mist iets.")
    MethodPage.objects.update(review_on=timezone.localdate())
    page = open_as(make_user("leiding01", roles=("manager",)), width=width, dark=dark)
    for name, args in (("read", []), ("answers", []), ("page", [page_read.pk]), ("review", [])):
        page.goto(reverse(f"kik_reading:{name}", args=args))
        page.get_by_role("link", name="Een gesprek").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        assert axe_violations(page) == [], name
        shoot(page, f"reading-{name}-{width}")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_results_of_a_search_have_no_axe_violation(open_as, address, width):
    page = open_as(make_user("coach01", roles=("coach",)), width=width)
    page.goto("/werkwijze/")
    page.get_by_role("searchbox", name="Zoek in hoe wij werken").fill("piep")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Een gesprek").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe_violations(page) == []
    shoot(page, f"reading-search-{width}")
