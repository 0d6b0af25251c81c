"""The list of residents with one's own columns, an appointment that does not take place, and a session that ends."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp, PlanVersion
from kik_wagtail.residents.models import ColumnChoice
from tests.browser.looking import axe_violations, fits
from tests.factories import make_area, make_follow_up, make_resident, make_user

LIST = "/admin/kik/residents/"


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Bakker")


@pytest.fixture
def resident(coach):
    with scope.everything("test"):
        area = make_area("Oost", coach)
        make_resident(area=area, surname="Zonder Coach")
        resident = make_resident(area=area, coach=coach, last_conversation_on=date(2026, 1, 12))
        make_follow_up(resident, target_on=timezone.localdate(), appointment_at=timezone.now() - timedelta(minutes=5))
        return resident


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_columns_are_chosen_with_the_keyboard_alone(open_as, coach, resident, width, dark):
    page, kind = open_as(coach, width=width, dark=dark), f"{width}{'-dark' if dark else ''}"
    page.goto(LIST)
    fits(page, f"kolommen-lijst-{kind}")
    page.get_by_role("link", name="Kolommen kiezen").press("Enter")
    up = page.get_by_role("button", name="Omhoog: ritme")
    up.focus()
    for place in (3, 2, 1):
        page.keyboard.press("Enter")
        page.get_by_role("button", name=f"Omhoog: ritme, nu nummer {place}").wait_for()
        if place > 1:  # the same button again, without looking for it
            page.wait_for_function("document.activeElement.innerText.includes('Omhoog: ritme')")
    fits(page, f"kolommen-kiezen-{kind}")
    page.get_by_role("link", name="Naar de lijst").press("Enter")
    page.get_by_role("columnheader", name="Ritme").wait_for()
    assert ColumnChoice.objects.get(user=coach).names[0] == "rhythm"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_no_show_is_one_choice_in_the_agenda_and_put_back_by_another(open_as, coach, resident, width, dark):
    page, kind = open_as(coach, width=width, dark=dark), f"{width}{'-dark' if dark else ''}"
    today = f"{timezone.localdate():%d-%m-%Y}"
    page.goto(f"{reverse('kik_desk:agenda')}?day={today}")
    page.get_by_role("button", name=f"Meer voor {resident.full_name}").press("Enter")
    missed = page.get_by_role("button", name="Niet verschenen")
    missed.wait_for()
    fits(page, f"gemist-menu-{kind}")
    missed.press("Enter")
    page.get_by_text("niet verschenen. Opnieuw gepland").wait_for()
    fits(page, f"gemist-gezegd-{kind}")
    page.locator(".messages").get_by_role("link", name="Ongedaan maken").click()
    page.get_by_role("button", name="Ongedaan maken").wait_for()
    fits(page, f"gemist-terug-{kind}")
    page.get_by_role("button", name="Ongedaan maken").dblclick()
    page.get_by_text("staat er weer").first.wait_for()
    with scope.everything("test"):
        assert FollowUp.objects.open().get().appointment_at is not None


def test_who_is_logged_out_keeps_the_plan_that_was_typed_and_saves_it_after_logging_in(
    open_as, coach, resident, client, site
):
    page = open_as(coach)
    page.goto(reverse("kik_desk:development_plan", args=[resident.pk]))
    words = page.get_by_label("Doel, in de woorden van de inwoner").last
    page.get_by_label("Leefgebied").last.select_option(index=1)
    words.fill("Ik wil weer lassen")
    page.context.clear_cookies()
    page.get_by_role("button", name="Bewaren", exact=True).press("Enter")
    page.get_by_role("link", name="Log opnieuw in").wait_for()
    assert words.input_value() == "Ik wil weer lassen"
    assert axe_violations(page) == []
    client.force_login(coach)
    page.context.add_cookies([{"url": site.url, "name": "sessionid", "value": client.cookies["sessionid"].value}])
    page.get_by_role("button", name="Bewaren", exact=True).dblclick()
    page.get_by_text("is bewaard").wait_for()
    with scope.everything("test"):
        assert PlanVersion.objects.get().goals[0]["words"] == "Ik wil weer lassen"
