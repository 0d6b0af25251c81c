"""A letter in the timeline shows its real first page, once somebody opens it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.workdays.dates import today
from tests.browser.looking import fits
from tests.factories import make_area, make_follow_up, make_resident, make_user
from tests.letters.texts import OPENING, SIGNATURE, make, make_text


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",), first_name="Mia", last_name="Bos")


@pytest.fixture
def contact(coach):
    with scope.everything("test"):
        resident = make_resident(area=make_area("Oost", coach), coach=coach, first_name="Gerda", surname="Haan")
        planned = make_follow_up(resident, target_on=today(timezone.now()))
        make(planned, make_text(blocks=(OPENING, SIGNATURE)), user=coach)
    return planned


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_the_page_is_fetched_when_its_line_is_opened_and_not_before(open_as, coach, contact, width, dark):
    page = open_as(coach, width=width, dark=dark)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reverse("kik_desk:contact", args=[contact.pk]), wait_until="networkidle")
    assert not [url for url in asked if "bladzijde.svg" in url]
    page.locator("summary.kik-tijdlijn__brief").press("Enter")
    picture = page.locator(".kik-tijdlijn__blad img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.kik-tijdlijn__blad img').naturalWidth > 0")
    ratio = picture.evaluate("(one) => one.naturalHeight / one.naturalWidth")
    assert 1.4 < ratio < 1.43  # an A4
    assert len([url for url in asked if "bladzijde.svg" in url]) == 1
    fits(page, f"letter-page-{width}-{'dark' if dark else 'light'}")
