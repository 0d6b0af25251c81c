"""From the number under way on a route, by its letters, to paper: in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.letters.models import Letter, PrintFile
from kik_wagtail.routes.models import RouteSwitch, RouteVersion
from tests.browser.looking import fits
from tests.factories import make_area, make_resident, make_user
from tests.routes.world import Clock, put_on


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Bakker")


@pytest.fixture
def version(coach):
    """In Beeld with three residents, who were sent its first letter today."""
    with scope.everything("test"):
        version = RouteVersion.objects.current().select_related("text").get(text__code="in-beeld")
        RouteSwitch.objects.update_or_create(route=version.text, defaults={"is_on": True})
        area = make_area("Oost", coach)
        for _ in range(3):
            put_on(make_resident(area=area, coach=coach, form_of_address="mrs"), version, Clock(timezone.now()))
    return version


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_from_the_number_under_way_to_who_they_are(open_as, coach, version, width, dark):
    page = open_as(coach, width=width, dark=dark)
    page.goto(reverse("kik_routes:timeline", args=[version.text_id]))
    page.get_by_role("link", name="3 inwoners onderweg").click()
    page.get_by_text("In welke stap").wait_for()
    fits(page, f"onderweg-{width}{'-dark' if dark else ''}")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_letters_of_a_route_go_to_paper_once(open_as, coach, version, width, dark):
    page, kind = open_as(coach, width=width, dark=dark), f"{width}{'-dark' if dark else ''}"
    page.goto(reverse("kik_desk:to_print"))
    fits(page, f"printen-alle-{kind}")
    page.get_by_role("link", name="3 Oost, In Beeld").click()
    page.get_by_text("De brieven die u koos").wait_for()
    page.locator("input[name=letter]").first.uncheck()
    fits(page, f"printen-groep-{kind}")
    page.get_by_role("button", name="Neem de aangevinkte brieven om te printen").dblclick()
    page.get_by_role("link", name="Open de PDF").wait_for()  # not the address: the second press ends the first's
    assert PrintFile.objects.count() == 1
    fits(page, f"printen-bestand-{kind}")
    page.get_by_role("button", name="Zet op geprint").click()
    page.get_by_text("2 brieven staan nu op geprint").wait_for()
    fits(page, f"printen-klaar-{kind}")
    with scope.everything("test"):
        assert sorted(Letter.objects.values_list("state", flat=True)) == ["made", "printed", "printed"]
