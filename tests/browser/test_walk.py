"""One key from a resident of a list to the next, and back to the list."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kik_wagtail import scope
from kik_wagtail.follow_up.models import ConversationReport
from kik_wagtail.workdays.dates import today
from tests.browser.keys import Keys
from tests.browser.looking import fits
from tests.factories import make_area, make_follow_up, make_resident, make_user

NAMES = ("Aafke", "Berend", "Cato")


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",))


@pytest.fixture
def contacts(coach):
    """Three who are due today, in the order of NAMES."""
    with scope.everything("test"):
        area, day = make_area("Oost", coach), today(timezone.now())
        return [
            make_follow_up(make_resident(area=area, coach=coach, first_name=name, surname="Vos"), target_on=day)
            for name in NAMES
        ]


def is_at(page, name):
    """And the keys work: the script has shown where in the list this is."""
    expect(page.locator(".kik-inwoner__naam")).to_contain_text(name)
    page.locator(".kik-loop").wait_for()


def begin(page):
    """On Vandaag, at the first of the three."""
    page.goto(reverse("kik_desk:today"))
    keys = Keys(page)
    keys.row_of("Aafke Vos")
    keys.press("Enter")
    is_at(page, "Aafke")
    return keys


def test_a_key_leads_to_the_next_and_back_also_from_within_a_field(open_as, coach, contacts):
    page = open_as(coach)
    keys = begin(page)
    expect(page.locator(".kik-loop")).to_contain_text("1 van 3")
    expect(page.get_by_role("link", name="Vorige")).to_have_count(0)
    page.locator("[data-kik-contact-target=report] textarea").first.focus()
    keys.press("Alt+j")
    is_at(page, "Berend")
    keys.press("Alt+j")
    is_at(page, "Cato")
    expect(page.locator(".kik-loop")).to_contain_text("3 van 3")
    keys.press("Alt+k")
    is_at(page, "Berend")
    page.get_by_role("link", name="Volgende").click()
    is_at(page, "Cato")
    keys.press("Alt+j")  # behind the last one stands the list
    expect(page).to_have_url(re.compile(r"/kik/vandaag/$"))


def test_what_was_typed_is_kept_on_the_way(open_as, coach, contacts):
    page = open_as(coach)
    keys = begin(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[data-kik-contact-target=report] textarea").first.fill("Nog even nadenken over de taalles.")
    keys.press("Alt+j")  # at once: the draft had not been kept yet
    is_at(page, "Berend")
    assert asked == []
    with scope.everything("test"):
        draft = ConversationReport.objects.get(follow_up=contacts[0]).draft
    assert ["Nog even nadenken over de taalles."] in draft.values()
    keys.press("Alt+k")
    is_at(page, "Aafke")
    expect(page.locator("[data-kik-contact-target=report] textarea").first).to_have_value(
        "Nog even nadenken over de taalles."
    )


def test_who_turns_out_to_be_logged_out_stays_with_the_text(open_as, coach, contacts):
    page = open_as(coach)
    keys = begin(page)
    page.context.clear_cookies()
    field = page.locator("[data-kik-contact-target=report] textarea").first
    field.fill("Niet kwijtraken")
    keys.press("Alt+j")
    page.locator("[data-kik-contact-target=login]").wait_for()
    is_at(page, "Aafke")
    assert field.input_value() == "Niet kwijtraken"


def test_a_list_of_one_kind_leads_along_its_own_rows_and_back_to_itself(open_as, coach, contacts):
    page = open_as(coach)
    url = reverse("kik_desk:caseload")  # its rows lead by way of the resident to the contact
    page.goto(url)
    page.get_by_role("link", name="Aafke Vos", exact=True).click()
    is_at(page, "Aafke")
    page.keyboard.press("Alt+j")
    is_at(page, "Berend")
    page.keyboard.press("Alt+k")
    is_at(page, "Aafke")
    page.get_by_role("link", name="Terug naar de lijst").click()
    expect(page).to_have_url(re.compile(f"{url}$"))


def test_who_did_not_come_from_a_list_is_led_nowhere(open_as, coach, contacts):
    page = open_as(coach)
    page.goto(reverse("kik_desk:contact", args=[contacts[0].pk]))
    expect(page.locator(".kik-inwoner__naam")).to_contain_text("Aafke")
    expect(page.locator(".kik-loop")).to_be_hidden()
    page.keyboard.press("Alt+j")
    expect(page.locator(".kik-inwoner__naam")).to_contain_text("Aafke")
    begin(page)
    with scope.everything("test"):
        other = make_follow_up(
            make_resident(area=contacts[0].area, coach=coach, first_name="Doris"), target_on=contacts[0].target_on
        )
    page.goto(reverse("kik_desk:contact", args=[other.pk]))
    expect(page.locator(".kik-inwoner__naam")).to_contain_text("Doris")
    expect(page.locator(".kik-loop")).to_be_hidden()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_it_fits_and_names_nobody_in_what_the_browser_keeps(open_as, coach, contacts, width, dark):
    page = open_as(coach, width=width, dark=dark)
    page.goto(reverse("kik_desk:today"))
    page.get_by_role("link", name="Berend Vos", exact=True).click()
    is_at(page, "Berend")
    fits(page, f"walk-{width}-{'dark' if dark else 'light'}")
    kept = page.evaluate("sessionStorage.getItem('kik-walk')")
    assert "Vos" not in kept
    assert contacts[1].resident.client_number not in kept
