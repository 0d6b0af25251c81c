"""A coach decides at the fork of a shipped route, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up.services.planning import NextContact, plan_conversation
from kik_wagtail.routes.models import Enrolment, RouteSwitch, RouteVersion, StepVisit
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_area, make_resident, make_user
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
    assert page.get_by_text("Kies een van de uitkomsten.").is_visible()
    page.get_by_label("Fraudesignaal").check()
    assert not page.get_by_label("Waar rust dit besluit op?").is_visible()
    assert page.locator(".kik-besluit__kaal").is_visible()
    page.get_by_label("Zorgsignaal").check()
    page.get_by_label("Waar rust dit besluit op?").fill("De buren maken zich zorgen.")
    page.get_by_role("button", name="Leg dit besluit vast").click()
    page.wait_for_url("**/kik/vandaag/")
    assert page.get_by_role("link", name="Contact openen").is_visible()
    assert enrolment_of(silent).result == "care_signal"
    with scope.everything("test"):
        assert StepVisit.objects.get(choice="care_signal").ground == "De buren maken zich zorgen."


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (1280, True), (390, True)])
def test_the_screens_fit_and_read_well(open_as, coach, silent, width, dark):
    page = open_as(coach, width=width, dark=dark)
    enrolment = enrolment_of(silent)
    for name in ("decide", "on_route"):
        go(page, name, enrolment.pk)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert axe_violations(page) == []
        shoot(page, f"{name}-{width}{'-dark' if dark else ''}")
