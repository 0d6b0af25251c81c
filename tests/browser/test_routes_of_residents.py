"""A coach decides at the fork of a shipped route, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp, Kind
from kik_wagtail.follow_up.services.planning import NextContact, plan_conversation
from kik_wagtail.routes.models import Enrolment, RouteSwitch, RouteVersion, StepVisit
from kik_wagtail.workdays.dates import today
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_area, make_follow_up, make_resident, make_user
from tests.routes.world import CALENDAR, Clock, put_on


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Bakker")


@pytest.fixture
def silent(coach):
    """Silent since the invitation of In Beeld, six weeks ago."""
    with scope.everything("test"):
        version = RouteVersion.objects.current().select_related("text").get(text__code="in-beeld")
        RouteSwitch.objects.update_or_create(route=version.text, defaults={"is_on": True})
        resident = make_resident(
            area=make_area("Oost", coach), coach=coach, first_name="Fatima", surname="Benali", form_of_address="mrs"
        )
        clock = Clock(timezone.now() - timedelta(days=42))
        plan_conversation(resident=resident, agreed=NextContact(months=6), user=None, now=clock.now, calendar=CALENDAR)
        put_on(resident, version, clock)
        clock.days(42)
    return resident


def go(page, name, *args):
    page.goto(reverse(f"kik_desk:{name}", args=args))


def enrolment_of(resident) -> Enrolment:
    with scope.everything("test"):
        return Enrolment.objects.get(resident=resident)


def test_a_coach_decides_from_vandaag(open_as, coach, silent):
    page = open_as(coach)
    go(page, "today")
    page.locator(".kik-rij__doen").get_by_text("Besluiten").click()
    page.wait_for_url("**/besluit/")
    assert not page.locator("input[name=choice]:checked").count()
    assert axe_violations(page) == []
    shoot(page, "besluit")
    page.get_by_role("button", name="Leg dit besluit vast").click()
    page.get_by_text("Kies een van de uitkomsten.").wait_for()
    page.get_by_label("Fraudesignaal").check()
    assert not page.get_by_label("Waar rust dit besluit op?").is_visible()
    assert page.locator(".kik-besluit__kaal").is_visible()
    page.get_by_label("Zorgsignaal").check()
    page.get_by_label("Waar rust dit besluit op?").fill("De buren maken zich zorgen.")
    page.get_by_role("button", name="Leg dit besluit vast").click()
    page.wait_for_url("**/kik/vandaag/")
    page.get_by_role("link", name="Contact openen").wait_for()
    assert enrolment_of(silent).result == "care_signal"
    with scope.everything("test"):
        assert StepVisit.objects.get(choice="care_signal").ground == "De buren maken zich zorgen."


def test_a_coach_puts_a_resident_on_a_route_by_keyboard(open_as, coach, silent):
    with scope.everything("test"):
        Enrolment.objects.all().delete()
    page = open_as(coach)
    go(page, "routes_of", silent.pk)
    page.get_by_role("link", name="Zet op een werkwijze").press("Enter")
    page.wait_for_url("**/werkwijzen/nieuw/")
    assert axe_violations(page) == []
    shoot(page, "put_on_route")
    page.get_by_label("In Beeld").press("Space")
    page.get_by_role("button", name="Zet op deze werkwijze").press("Enter")
    page.wait_for_url("**/werkwijzen/")
    assert page.get_by_text("Uitnodiging kantoor").first.is_visible()
    assert enrolment_of(silent).enrolled_by == coach
    page.get_by_role("link", name="In Beeld").first.click()
    page.get_by_role("link", name="Stoppen").click()
    page.get_by_label("Waarom?").fill("Gaat verhuizen.")
    page.get_by_role("button", name="Stoppen").click()
    page.wait_for_url("**/werkwijze/*/")
    assert enrolment_of(silent).result == "stopped"


def test_what_a_call_back_heard_is_one_key(open_as, coach, silent):
    with scope.everything("test"):
        day = today(timezone.now())
        call = make_follow_up(silent, target_on=day, kind=Kind.CALL_BACK, channel="phone")
    for width in (390, 1280):
        page = open_as(coach, width=width)
        go(page, "today")
        page.locator(".kik-rij--bellen .kik-rij__link").focus()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert axe_violations(page) == []
        shoot(page, f"call_answers-{width}")
    page.keyboard.press("2")
    page.wait_for_selector(".kik-rij--klaar")
    with scope.everything("test"):
        call.refresh_from_db()
        assert call.call_answer == "wants_support"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (1280, True), (390, True)])
def test_the_screens_fit_and_read_well(open_as, coach, silent, width, dark):
    page = open_as(coach, width=width, dark=dark)
    enrolment = enrolment_of(silent)
    with scope.everything("test"):
        contact = FollowUp.objects.open().conversations().get(resident=silent)
    places = {
        "decide": enrolment,
        "on_route": enrolment,
        "stop_route": enrolment,
        "routes_of": silent,
        "contact": contact,
    }
    for name, shown in places.items():
        go(page, name, shown.pk)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert axe_violations(page) == []
        shoot(page, f"{name}-{width}{'-dark' if dark else ''}")
