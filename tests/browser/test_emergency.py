"""Breaking the glass with the keyboard alone, and the team lead who looks at it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.residents.models import AreaMember, TemporaryAccess
from tests.browser.keys import Keys
from tests.browser.looking import fits
from tests.factories import make_area, make_resident, make_user


@pytest.fixture
def coach(site):
    user = make_user("coach01", roles=("coach",), first_name="Mia", last_name="Bos")
    make_area("Oost", user)
    return user


@pytest.fixture
def west(site):
    return make_area("West", make_user("coach12", roles=("coach",)))


@pytest.fixture
def resident(west):
    with scope.everything("test"):
        return make_resident(area=west, coach=west.members.get().user, first_name="Gerda", surname="Haan")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_a_coach_helps_a_resident_of_others_and_the_team_lead_looks_at_it(open_as, coach, west, resident, width, dark):
    mode = f"{width}-{'dark' if dark else 'light'}"
    page = open_as(coach, width=width, dark=dark)
    page.goto(reverse("kik_desk:emergency"))
    keys = Keys(page)
    keys.type_in("#id_client_number", resident.client_number)
    fits(page, f"emergency-1-form-{mode}")
    page.keyboard.press("Enter")
    page.locator("fieldset[aria-invalid]").wait_for()  # without a reason nothing is opened
    with scope.everything("test"):
        assert not TemporaryAccess.objects.exists()
    fits(page, f"emergency-2-mistake-{mode}")
    keys = Keys(page)
    keys.choose("why", "is_here")
    keys.type_in("#id_reason", "staat aan de balie met een brief")
    page.keyboard.press("Enter")
    page.get_by_text("U ziet deze inwoner vanwege een noodgeval").wait_for()
    assert "Gerda Haan" in page.locator(".kik-inwoner__naam").inner_text()
    fits(page, f"emergency-3-resident-{mode}")
    page.goto(reverse("kik_desk:emergency"))
    page.locator("#n-open").wait_for()
    fits(page, f"emergency-4-open-{mode}")

    lead = make_user("teamlead", roles=("team_lead",), first_name="Bea", last_name="Vos")
    AreaMember.objects.create(area=west, user=lead, role="team_lead")
    page = open_as(lead, width=width, dark=dark)
    page.goto(reverse("kik_desk:team", args=[west.pk]))
    page.get_by_text("staat aan de balie met een brief").wait_for()
    fits(page, f"emergency-5-told-{mode}")
    page.get_by_role("button", name="Ik heb dit bekeken").press("Enter")
    page.get_by_text("bekeken door Bea Vos").wait_for()
    fits(page, f"emergency-6-seen-{mode}")
