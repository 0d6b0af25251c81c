"""The plan screen in a real browser: written by keyboard, on a phone and in the dark."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import PlanVersion
from kik_wagtail.workdays.dates import today
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_area, make_follow_up, make_resident, make_user


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",), first_name="Nienke", last_name="Postma")


def step(what, by, due_on="", state="open"):
    return {"key": "", "by": by, "what": what, "due_on": due_on, "state": state}


@pytest.fixture
def resident(coach):
    now = timezone.now()
    day = today(now)
    with scope.everything("test"):
        area = make_area("Oost", coach)
        resident = make_resident(area=area, coach=coach, first_name="Fatima", surname="Benali")
        contact = make_follow_up(resident, target_on=day)
        goals = [
            {
                "key": "", "domain": "leren", "domain_title": "Taal en leren", "state": "going",
                "words": "Ik wil zelf met de juf van mijn zoon kunnen praten.",
                "steps": [
                    step("het taalhuis bellen voor een plek in de ochtend", "coach", (day - timedelta(days=3)).isoformat()),
                    step("elke dag een bladzijde hardop lezen", "resident", (day + timedelta(days=40)).isoformat()),
                ],
            },
            {"key": "", "domain": "geld", "domain_title": "Geld", "state": "going", "words": "Ik wil rustig slapen zonder post te vrezen.",
             "steps": [step("alle post in één doos doen", "resident", "", "done")]},
            {"key": "", "domain": "geld", "domain_title": "Geld", "state": "reached", "words": "Ik wil mijn eigen rekening.", "steps": []},
        ]  # fmt: skip
        shared = {"resident": resident, "user": coach, "now": now, "follow_up": contact}
        services.save_plan(goals=goals[:1], seen=0, **shared | {"follow_up": None, "now": now - timedelta(days=90)})
        services.save_plan(goals=goals, seen=1, **shared)
    return resident


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_the_plan_has_no_axe_violation_and_no_sideways_scroll(open_as, coach, resident, width, dark):
    page = open_as(coach, width=width, dark=dark)
    mode = f"{width}-{'dark' if dark else 'light'}"
    for name, args in (("development_plan", [resident.pk]), ("plan_version", [resident.pk, 2])):
        page.goto(reverse(f"kik_desk:{name}", args=args))
        page.wait_for_selector(".kik-plan")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        shoot(page, f"plan-{name}-{mode}")
        assert axe_violations(page) == [], name
        page.set_viewport_size({"width": width, "height": 900})


def test_a_goal_is_written_and_a_step_ticked_off(open_as, coach, resident):
    page = open_as(coach, width=390)
    page.goto(reverse("kik_desk:development_plan", args=[resident.pk]))
    page.locator(".kik-plan__stap").first.get_by_label("gedaan").check()
    new = page.locator("#nieuw-doel")
    new.get_by_label("Doel, in de woorden van de inwoner").fill("Ik wil weer fietsen.")
    new.get_by_label("Leefgebied").select_option(index=1)
    new.get_by_label("Wat", exact=True).nth(1).fill("een fiets lenen bij de buurman")
    page.get_by_role("button", name="Bewaren en nog een doel").click()
    page.wait_for_url("**#nieuw-doel")
    with scope.everything("test"):
        goals = PlanVersion.objects.newest_of(resident.pk).goals
    assert goals[0]["steps"][0]["state"] == "done"
    assert (goals[3]["words"], goals[3]["steps"][0]["by"]) == ("Ik wil weer fietsen.", "resident")
    assert page.locator("#nieuw-doel").get_by_label("Doel, in de woorden van de inwoner").input_value() == ""


def test_what_was_wrong_is_seen_without_axe_violations(open_as, coach, resident):
    page = open_as(coach, width=390)
    page.goto(reverse("kik_desk:development_plan", args=[resident.pk]))
    page.locator("#nieuw-doel").get_by_label("Wat", exact=True).first.fill("een fiets zoeken")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_selector(".kik-fouten:not([hidden])")
    assert page.locator("#nieuw-doel").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    rows = page.locator(".kik-plan form :is(input, select, textarea)").evaluate_all(
        "rows => rows.map((row) => row.getBoundingClientRect().right)"
    )
    assert max(rows) <= 390
    shoot(page, "plan-mistakes-390")
    assert axe_violations(page) == []
