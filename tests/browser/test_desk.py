"""Vandaag and Contact in a real browser: keys, drafts, what may not be lost, and how it looks."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up.models import Commitment, ContactAttempt, ConversationReport, FollowUp, Kind
from kik_wagtail.residents.models import AreaMember, Resident
from kik_wagtail.workdays.calendar import DutchCalendar
from kik_wagtail.workdays.dates import time_zone, today
from tests.browser.desk import contact_of, go, make_people
from tests.browser.looking import axe_violations, fits, shoot
from tests.factories import make_user


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",))


@pytest.fixture
def people(coach):
    return make_people(coach)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_the_home_panel_and_a_contact_that_was_refused_have_no_axe_violation(open_as, coach, people, width, dark):
    """The screens themselves: tests/browser/test_every_screen.py."""
    page, mode = open_as(coach, width=width, dark=dark), f"{width}-{'dark' if dark else 'light'}"
    page.goto(reverse("wagtailadmin_home"))
    page.wait_for_selector(".kik-paneel")
    assert [found for found in axe_violations(page) if "kik" in found] == []
    shoot(page, f"desk-home-{mode}")
    page.set_viewport_size({"width": width, "height": 900})
    go(page, "contact", contact_of(people[0]).pk)
    page.locator('[name="outcome"][value="declined"]').check()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_selector(".kik-fouten:not([hidden])")
    fits(page, f"desk-contact-fout-{mode}")


def test_a_coach_who_leaves_is_followed_up_by_colleagues(open_as, coach, people):
    """See who gets how many, hand over, and find them with the other coach."""
    lead, noor = make_user("lead", roles=("team_lead",)), make_user("coach03", roles=("coach",), first_name="Noor")
    with scope.everything("test"):
        area = people[0].area
        AreaMember.objects.create(area=area, user=lead, role="team_lead")
        AreaMember.objects.create(area=area, user=noor)
    page = open_as(lead)
    page.goto(reverse("kik_desk:team", args=[area.pk]))
    page.locator("tr", has_text=coach.username).get_by_role("link", name="gaat weg").click()
    page.get_by_label("Waarom?").fill("andere baan")
    page.get_by_role("button", name="Bekijk wie er hoeveel krijgt").click()
    page.get_by_role("button", name=f"Draag {len(people)} inwoners over").click()
    page.wait_for_selector(".messages .success")
    with scope.everything("test"):
        assert {one.coach_id for one in Resident.objects.filter(area=area)} == {noor.pk}


def test_a_clash_is_asked_once_and_then_made(open_as, coach, people):
    tomorrow = DutchCalendar().add_working_days(today(timezone.now()), 1)
    busy, wanted = contact_of(people[2]), contact_of(people[3])
    with scope.everything("test"):
        at = datetime(tomorrow.year, tomorrow.month, tomorrow.day, 14, 0, tzinfo=time_zone())
        FollowUp.objects.filter(pk=busy.pk).update(appointment_at=at)
    page = open_as(coach)
    go(page, "appointment", wanted.pk)
    page.get_by_label("Dag").fill(f"{tomorrow:%d-%m-%Y}")
    page.get_by_label("Tijd").fill("14:30")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("heeft de coach al een andere afspraak").wait_for()
    page.get_by_role("button", name="Bewaren").click()
    page.wait_for_selector(".messages .success")
    go(page, "agenda")
    page.goto(reverse("kik_desk:agenda") + f"?day={tomorrow:%d-%m-%Y}")
    page.get_by_text("14:30–15:30").wait_for()


def test_a_call_is_answered_and_undone_by_key(open_as, coach, people):
    page = open_as(coach)
    go(page, "today")
    row = page.locator(".kik-rij--bellen").first
    row.locator(".kik-rij__link").focus()
    counter = page.locator("#s-bellen .kik-tel")
    assert counter.inner_text() == "2"
    page.keyboard.press("4")  # three answers of a call-back, then voicemail
    page.wait_for_selector(".kik-rij--klaar")
    assert counter.inner_text() == "1"
    with scope.everything("test"):
        assert ContactAttempt.objects.filter(result="voicemail", follow_up__kind=Kind.CALL_BACK).count() == 1
    page.keyboard.press("Enter")  # the focus stands on the way back
    page.wait_for_selector(".kik-rij--klaar", state="detached")
    assert counter.inner_text() == "2"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kik/contact/**")


def test_the_kinds_of_beep_filter_the_list(open_as, coach, people):
    page = open_as(coach)
    go(page, "today")
    shown = page.locator("[data-kik-filtered] .kik-rij:visible")
    everything = shown.count()
    page.locator('.kik-filter__knop[data-kind="commitment_overdue"]').click()
    assert shown.count() == 1
    page.locator('.kik-filter__knop[data-kind=""]').click()
    assert shown.count() == everything


def test_a_draft_survives_closing_the_browser_and_leaving_unsaved_asks(open_as, coach, people):
    contact = contact_of(people[0])
    page = open_as(coach)
    go(page, "contact", contact.pk)
    field = page.locator("[data-kik-contact-target=report] textarea").first
    name = field.get_attribute("name")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    field.fill("Het gaat goed met de taalles.")
    page.goto(reverse("kik_desk:today"))  # at once: the draft has not been kept yet
    assert asked == ["beforeunload"]
    go(page, "contact", contact.pk)
    page.locator(f'textarea[name="{name}"]').fill("Het gaat goed met de taalles.")
    page.wait_for_selector(".kik-bewaard__aan:visible")
    page.goto(reverse("kik_desk:today"))
    assert asked == ["beforeunload"]
    again = open_as(coach)
    go(again, "contact", contact.pk)
    assert again.locator(f'textarea[name="{name}"]').input_value() == "Het gaat goed met de taalles."


def test_logged_out_while_typing_says_so_and_the_text_stays(open_as, coach, people):
    page = open_as(coach)
    go(page, "contact", contact_of(people[0]).pk)
    page.context.clear_cookies()
    field = page.locator("[data-kik-contact-target=report] textarea").first
    field.fill("Niet kwijtraken")
    page.wait_for_selector("[data-kik-contact-target=trouble]:visible")
    assert field.input_value() == "Niet kwijtraken"


def test_who_logs_in_again_in_another_tab_saves_what_was_typed_meanwhile(open_as, coach, people):
    contact = contact_of(people[0])
    page = open_as(coach)
    go(page, "contact", contact.pk)
    page.locator('input[name="next"][value="agreed"]').check()
    page.wait_for_selector(".kik-bewaard__aan:visible")
    page.context.clear_cookies()
    page.locator("[data-kik-contact-target=report] textarea").first.fill("Getypt na het uitloggen")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_selector("[data-kik-contact-target=login]:visible")
    assert "/contact/" in page.url
    with page.context.expect_page() as opened:
        page.locator("[data-kik-contact-target=login]").click()
    tab = opened.value
    tab.locator("#id_username").fill(coach.username)
    tab.locator("#id_password").fill("password")
    tab.locator("[type=submit]").click()
    tab.wait_for_selector(".kik-paneel")
    tab.close()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_url("**/kik/vandaag/")
    with scope.everything("test"):
        assert "Getypt na het uitloggen" in ConversationReport.objects.get(follow_up=contact).answers.values()


def test_the_term_is_put_in_words_and_too_long_is_refused_at_once(open_as, coach, people):
    page = open_as(coach)
    go(page, "contact", contact_of(people[0]).pk)
    week = page.locator("[data-kik-contact-target=week]")
    page.locator("#id_months").fill("3")
    page.wait_for_function("!document.querySelector('[data-kik-contact-target=monthsError]:not([hidden])')")
    page.wait_for_timeout(600)
    three = week.inner_text()
    page.locator("#id_months").fill("6")
    page.wait_for_timeout(600)
    assert week.inner_text() not in (three, "")
    page.locator("#id_months").fill("13")
    page.wait_for_selector("#id_months_problem:visible")


def test_refused_without_a_next_contact_and_then_saved(open_as, coach, people):
    contact = contact_of(people[0])
    page = open_as(coach)
    go(page, "contact", contact.pk)
    page.locator(".kik-afspraken__rij textarea").first.fill("adressen sturen")
    page.locator(".kik-afspraken__rij input").first.fill("1-1-2030")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_selector(".kik-fouten:not([hidden])")
    assert page.locator(".kik-afspraken__rij textarea").first.input_value() == "adressen sturen"
    page.locator('input[name="next"][value="agreed"]').check()
    page.locator("#id_months").fill("3")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_url("**/kik/vandaag/")
    with scope.everything("test"):
        contact.refresh_from_db()
        assert contact.outcome == "held"
        assert Commitment.objects.get(what__isnull=False, follow_up=contact).by == "coach"
        assert FollowUp.objects.conversations().open().filter(resident=people[0]).count() == 1


def test_without_script_everything_still_works(chromium, site, client, coach, people):
    client.force_login(coach)
    context = chromium.new_context(java_script_enabled=False, base_url=site.url)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}])
    page = context.new_page()
    page.goto(reverse("kik_desk:today"))
    page.locator(".kik-rij--bellen .kik-keuze__knop").first.click()
    page.wait_for_selector(".kik-rij--klaar")
    page.goto(reverse("kik_desk:contact", args=[contact_of(people[0]).pk]))
    page.locator('input[name="next"][value="agreed"]').check()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_url("**/kik/vandaag/")
    context.close()
