"""A manager changes a route, tries it and has it approved: folded rows, the keyboard, the whole way to running."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up.services.planning import NextContact, plan_conversation
from kik_wagtail.routes.models import Enrolment, Route, RouteSwitch
from tests.browser.looking import axe_violations, shoot
from tests.factories import closed, make_area, make_follow_up, make_resident, make_user
from tests.routes.screens import draft_of
from tests.routes.world import CALENDAR, Clock, put_on


@pytest.fixture
def managers(site):
    return [
        make_user(f"manager{number}", roles=("manager",), first_name=name, last_name="Koers")
        for number, name in ((1, "Mila"), (2, "Max"))
    ]


@pytest.fixture
def route(managers):
    return Route.objects.get(code="in-beeld")


def edit(page, route):
    page.goto(reverse("wagtailsnippets_kik_wagtail_route:edit", args=[route.pk]))
    row(page, 7).wait_for()


def step(page, number):
    """The step that stands at this place."""
    return page.locator("[data-streamfield-child]").filter(
        has=page.locator(f":scope > section > .kik-regel[data-kik-number='{number}']")
    )


def row(page, number):
    return page.locator(f".kik-regel[data-kik-number='{number}']")


def says(page, number, text):
    row(page, number).filter(has_text=text).wait_for()


def toggle(page, number):
    return step(page, number).locator("> section > .w-panel__header [data-panel-toggle]")


def button(page, number, action):
    return step(page, number).locator(f"> section > .w-panel__header [data-streamfield-action='{action}']")


def saved(page):
    """Pressed Save, and the page is there again."""
    page.get_by_role("button", name="Bewaar concept").click()
    page.get_by_text("is bijgewerkt").or_(page.get_by_text("is bewaard")).or_(
        page.locator(".messages .success")
    ).first.wait_for()


def silence_of(page, number):
    """The field with the number of days behind “no reaction”."""
    outcome = (
        step(page, number)
        .locator(".kik-outcome")
        .filter(has=page.locator("select[name$='-on'] option[value='silent']:checked"))
    )
    return outcome.locator("input[name$='-number']")


# folded rows


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_a_route_is_seen_whole_in_rows_that_say_what_they_do(open_as, managers, route, width, dark):
    page = open_as(managers[0], width=width, dark=dark)
    edit(page, route)
    for number in range(1, 8):
        assert toggle(page, number).get_attribute("aria-expanded") == "false"
    says(page, 1, "geen reactie na 14 dagen → stap 4")
    says(page, 3, "kantoor, 45 minuten")
    page.get_by_text("Controle: 0 fouten").wait_for()
    page.get_by_text("hoogstens 0 brieven per week").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, f"route_rows-{width}-{'dark' if dark else 'light'}")
    assert axe_violations(page, within=".kik-werkwijze") == []
    assert axe_violations(page, within="[id^='panel-child-'][id$='-body-section'], .kik-regel") == []


def test_a_row_opens_by_keyboard_and_by_click_and_follows_what_is_typed(open_as, managers, route):
    page = open_as(managers[0])
    edit(page, route)
    toggle(page, 1).press("Enter")
    field = silence_of(page, 1)
    field.wait_for()
    field.fill("10")
    says(page, 1, "geen reactie na 10 dagen → stap 4")
    row(page, 4).click()
    silence_of(page, 4).wait_for()
    assert toggle(page, 4).get_attribute("aria-expanded") == "true"
    shoot(page, "route_row_open")


def test_a_step_with_a_fault_opens_by_itself(open_as, managers, route):
    def without_letter(draft):
        draft.body[3].value["letter"] = None

    draft_of(route, without_letter)
    page = open_as(managers[0])
    edit(page, route)
    page.get_by_role("link", name="Controle: 1 fout").wait_for()
    says(page, 4, "Kies een brieftekst")
    assert toggle(page, 4).get_attribute("aria-expanded") == "true"
    assert toggle(page, 1).get_attribute("aria-expanded") == "false"


def test_a_new_route_begins_with_what_it_is_for(open_as, managers):
    page = open_as(managers[0])
    page.goto(reverse("wagtailsnippets_kik_wagtail_route:add"))
    page.get_by_text("Controle: nog geen stappen").wait_for()
    page.locator("#id_tone").wait_for()
    assert axe_violations(page, within=".kik-werkwijze") == []
    page.locator("#id_title").fill("Nieuwe werkwijze")
    page.locator(".c-sf-add-button:visible").first.click()
    page.get_by_role("option", name="Brief").click()
    says(page, 1, "Kies een brieftekst")
    says(page, 1, "Bij de start")
    shoot(page, "route_new")


# order, copy and insert


def leads(route):
    """Per title of a step the titles that its outcomes lead to, of the newest draft."""
    route.refresh_from_db()
    steps = route.get_latest_revision_as_object().body
    titles = {child.id: child.value["title"] for child in steps}
    return {
        child.value["title"]: [titles.get(one["to"]) for one in child.value.get("outcomes") or () if one["to"]]
        for child in steps
    }


def test_steps_are_put_in_another_order_by_keyboard_and_outcomes_still_lead_where_they_led(open_as, managers, route):
    before = leads(route)
    page = open_as(managers[0])
    edit(page, route)
    button(page, 4, "MOVE_UP").press("Enter")
    says(page, 3, "Tweede uitnodiging, met de plicht")
    says(page, 1, "geen reactie na 14 dagen → stap 3")
    button(page, 3, "MOVE_DOWN").press("Enter")
    button(page, 5, "MOVE_DOWN").press("Enter")
    says(page, 6, "1 werkdag vóór de afspraak")
    saved(page)
    after = leads(route)
    assert after["Uitnodiging kantoor"] == before["Uitnodiging kantoor"] == ["Tweede uitnodiging, met plicht"] * 2
    assert after["Gesprek op kantoor"] == before["Gesprek op kantoor"]


def test_the_copy_of_a_step_is_a_step_of_its_own_and_what_led_to_the_first_still_does(open_as, managers, route):
    page = open_as(managers[0])
    edit(page, route)
    button(page, 4, "DUPLICATE").press("Enter")
    row(page, 8).wait_for()
    says(page, 5, "Tweede uitnodiging, met de plicht")
    says(page, 1, "geen reactie na 14 dagen → stap 4")
    says(page, 5, "geen reactie na 10 dagen → stap 8")
    title = step(page, 5).locator("input[name$='-value-title']")
    assert title.input_value() == "Tweede uitnodiging, met plicht (kopie)"
    saved(page)
    after = leads(route)
    assert after["Tweede uitnodiging, met plicht (kopie)"] == after["Tweede uitnodiging, met plicht"]
    keys = [child.id for child in route.get_latest_revision_as_object().body]
    assert len(set(keys)) == len(keys) == 8


def test_a_step_that_is_put_in_between_moves_the_numbers_and_no_way(open_as, managers, route):
    page = open_as(managers[0])
    edit(page, route)
    page.locator(".c-sf-add-button:visible").nth(1).click()
    page.get_by_role("option", name="Wachten").click()
    row(page, 8).wait_for()
    says(page, 1, "geen reactie na 14 dagen → stap 5")
    step(page, 2).locator("input[name$='-value-title']").fill("Even wachten")
    saved(page)
    assert leads(route)["Uitnodiging kantoor"] == ["Tweede uitnodiging, met plicht"] * 2


# from first click to running


@pytest.fixture
def residents(managers):
    """One on the route already, and one who matches and is put on it later."""
    coach = make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Bakker")
    with scope.everything("test"):
        area = make_area("Oost", coach)
        found = []
        for surname in ("Eerder", "Later"):
            resident = make_resident(area=area, coach=coach, surname=surname, form_of_address="mrs")
            past = timezone.now() - timedelta(days=40)
            make_follow_up(resident, target_on=past.date(), **closed("declined", past, refusal_reason="no_need"))
            plan_conversation(
                resident=resident, agreed=NextContact(months=6), user=None, now=timezone.now(), calendar=CALENDAR
            )
            found.append(resident)
    return found


def test_a_term_goes_from_14_to_10_days_and_only_who_comes_after_it_follows(open_as, managers, route, residents):
    manager, second = managers
    earlier, later = residents
    with scope.everything("test"):
        RouteSwitch.objects.update_or_create(route=route, defaults={"is_on": True, "agreed_by": second})
        put_on(earlier, route.versions.first(), Clock(timezone.now()))

    page = open_as(manager)
    edit(page, route)
    row(page, 1).click()
    silence_of(page, 1).fill("10")
    says(page, 1, "geen reactie na 10 dagen → stap 4")
    saved(page)

    edit(page, route)
    page.get_by_text("concept gewijzigd").wait_for()
    page.get_by_role("link", name="Proef draaien").click()
    page.get_by_role("heading", name="In het kort").wait_for()
    assert page.get_by_text("voldoet vandaag").or_(page.get_by_text("voldoen vandaag")).first.is_visible()
    assert page.get_by_text("Eerder").count() == page.get_by_text("Later").count() == 0
    page.go_back()
    row(page, 7).wait_for()
    page.get_by_role("button", name="Meer acties").last.click()
    page.get_by_role("button", name=re.compile("Vier ogen")).click()
    page.wait_for_load_state()
    route.refresh_from_db()
    assert route.versions.count() == 1  # submitted is not published

    other = open_as(second)
    edit(other, route)
    other.get_by_role("button", name="Meer acties").last.click()
    other.get_by_role("button", name="Goedkeuren en publiceren", exact=True).click()
    other.get_by_role("link", name="Tijdlijn").first.wait_for()
    assert route.versions.count() == 2

    with scope.everything("test"):
        put_on(later, route.versions.first(), Clock(timezone.now()))
        versions = dict(Enrolment.objects.values_list("resident_id", "version__number"))
        assert versions == {earlier.pk: 1, later.pk: 2}
        clock = Clock(timezone.now())
        steps = {}
        for day in range(1, 16):
            clock.days(1)
            for resident in residents:
                one = Enrolment.objects.select_related("version").get(resident=resident)
                if one.version.route[one.step].title.startswith("Tweede"):
                    steps.setdefault(resident.pk, day)
        assert steps == {later.pk: 10, earlier.pk: 14}


# the other screens of a route


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_the_screens_of_a_route_fit_and_read_well(open_as, managers, route, residents, width, dark):
    draft_of(route, lambda draft: draft.body.pop(1))
    page = open_as(managers[0], width=width, dark=dark)
    places = {
        "timeline": reverse("kik_routes:timeline", args=[route.pk]) + "?versie=concept",
        "dry_run": reverse("kik_routes:dry_run", args=[route.pk]) + "?versie=concept",
        "switch": reverse("kik_routes:switch", args=[route.pk]),
        "copy": reverse("kik_routes:copy", args=[route.pk]),
    }
    for name, address in places.items():
        page.goto(address)
        page.locator(".kik-werkwijze h2").wait_for()
        if name == "dry_run":
            for summary in page.locator(".kik-alle-weken summary").all():
                summary.click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        assert axe_violations(page) == [], name
        shoot(page, f"route_{name}-{width}-{'dark' if dark else 'light'}")
        page.set_viewport_size({"width": width, "height": 900})


def test_the_copy_of_a_route_is_made_in_two_presses_from_the_list(open_as, managers, route):
    page = open_as(managers[0])
    page.goto(reverse("wagtailsnippets_kik_wagtail_route:list"))
    page.get_by_role("row").filter(has_text="In Beeld").get_by_role("button", name=re.compile("Meer opties")).click()
    page.get_by_role("link", name="Kopie maken").locator("visible=true").click()
    page.get_by_role("button", name="Kopie maken").click()
    page.wait_for_url("**/edit/**")
    row(page, 7).wait_for()
    assert page.locator("#id_title").input_value() == "In Beeld (kopie)"
    assert page.get_by_text("nog niet gepubliceerd").first.is_visible()
