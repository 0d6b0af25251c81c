"""From ticked rows in the list of residents to the route, and back off it, in a real browser."""

import pytest
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.residents.models import SavedFilter
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, RouteSwitch, RouteVersion
from tests.browser.looking import fits
from tests.factories import make_area, make_resident, make_user

LIST = "/admin/kik/residents/"


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Bakker")


@pytest.fixture
def people(coach):
    with scope.everything("test"):
        version = RouteVersion.objects.current().select_related("text").get(text__code="in-beeld")
        RouteSwitch.objects.update_or_create(route=version.text, defaults={"is_on": True})
        area = make_area("Oost", coach)
        rows = [make_resident(area=area, coach=coach, form_of_address="mrs", language="nl") for _ in range(8)]
        return [*rows, make_resident(area=area, surname="Zonder Coach", language="ar")]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (1280, True), (390, True)])
def test_from_the_list_to_the_route_and_off_it_again(open_as, coach, people, width, dark):
    page, kind = open_as(coach, width=width, dark=dark), f"{width}{'-dark' if dark else ''}"
    page.goto(LIST)
    for one in (people[0], people[1], people[-1]):
        page.locator(f'input[data-object-id="{one.pk}"]').check()
    page.locator(".bulk-actions-choices").get_by_text("Zet op een werkwijze").wait_for()
    fits(page, f"samen-lijst-{kind}")
    page.locator(".bulk-actions-choices").get_by_text("Zet op een werkwijze").click()
    page.wait_for_url("**/samen/nieuw/**")
    assert page.get_by_label("Wie ik heb aangevinkt (3)").is_checked()
    fits(page, f"samen-kiezen-{kind}")
    page.get_by_role("button", name="Eerst controleren").click()
    page.get_by_text("1 · heeft geen coach").wait_for()
    fits(page, f"samen-controle-{kind}")
    page.get_by_role("button", name="Zet 2 inwoners op de werkwijze").dblclick()
    page.get_by_text("Wie op de werkwijze staat").wait_for()
    assert EnrolmentBatch.objects.count() == 1
    fits(page, f"samen-gedaan-{kind}")
    page.get_by_role("link", name="Ongedaan maken").click()
    page.get_by_text("2 inwoners gaan van de werkwijze").wait_for()
    fits(page, f"samen-ongedaan-{kind}")
    page.get_by_label("Waarom?").fill("Verkeerde lijst.")
    page.get_by_role("button", name="Haal 2 inwoners van de werkwijze").press("Enter")
    page.get_by_text("Verkeerde lijst.").wait_for()
    with scope.everything("test"):
        assert not Enrolment.objects.open().exists()
    page.get_by_role("link", name="Alle lijsten").click()
    page.get_by_text("ongedaan gemaakt").wait_for()
    fits(page, f"samen-lijsten-{kind}")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_filter_is_kept_chosen_and_deleted(open_as, coach, people, width):
    page = open_as(coach, width=width)
    page.goto(f"{LIST}?language=nl")
    page.get_by_label("Bewaar dit filter als").fill("Nederlands")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.get_by_text("Filter ‘Nederlands’ is bewaard").wait_for()
    fits(page, f"samen-filter-{width}")
    page.goto(reverse("kik_desk:together"))
    page.get_by_label("Mijn filter ‘Nederlands’ (8)").check()
    page.goto(LIST)
    page.get_by_role("button", name="Verwijder filter ‘Nederlands’").click()
    page.get_by_text("Filter ‘Nederlands’ is verwijderd").wait_for()
    assert not SavedFilter.objects.exists()
