"""A coach's whole day with the keyboard alone, and what may not be lost in it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kik_wagtail import scope
from kik_wagtail.follow_up.models import Commitment, ContactAttempt, ConversationReport, FollowUp, Kind, Referral
from kik_wagtail.residents.models import AreaMember, Handover
from kik_wagtail.workdays.dates import time_zone, today
from tests.browser.desk import contact_of, go, make_people
from tests.browser.keys import Keys
from tests.factories import make_follow_up, make_user

TODAY = re.compile(r"/kik/vandaag/$")


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",))


@pytest.fixture
def people(coach):
    return make_people(coach)


def appointment_tomorrow(resident):
    """With its reminder call today, also where that is no working day."""
    day = today(timezone.now())
    tomorrow = day + timedelta(days=1)
    with scope.everything("test"):
        at = datetime(tomorrow.year, tomorrow.month, tomorrow.day, 14, 0, tzinfo=time_zone())
        planned = make_follow_up(resident, target_on=tomorrow, appointment_at=at)
        make_follow_up(resident, target_on=day, kind=Kind.REMINDER_CALL, channel="phone", about=planned)
    return planned


def test_a_whole_day_with_the_keyboard_alone(open_as, coach, people):
    """Prepare, call the day before, hold a conversation with a promise and a referral, no-show, hand over, take over."""
    fatima, henk, sultan, _marijke, ruud, gerda, *_rest, joost, _anneke = people
    held, missed, tomorrow = contact_of(fatima), contact_of(henk), appointment_tomorrow(gerda)
    page = open_as(coach)
    keys = Keys(page)
    go(page, "today")

    keys.row_of("Gerda Smit", kind="reminder_call")  # the reminder call of tomorrow's appointment
    keys.press("1")
    page.locator(".kik-rij--klaar", has_text="Gerda").wait_for()
    keys.row_of("Sultan Yıldız")
    keys.press("1")
    page.locator(".kik-rij--klaar", has_text="Sultan").wait_for()

    keys.row_of("Fatima Benali")
    keys.press("Enter")
    page.wait_for_selector(".kik-contact__form")
    prepare(page, keys)
    keys.choose("outcome", "held")
    keys.type_in("[data-kik-contact-target=report] textarea", "Het gaat goed met de taalles.")
    keys.tab_to('[data-action="kik-rows#add"]')
    keys.press("Enter")
    keys.type_in('textarea[name="c_what"]', "adressen sturen")
    keys.type_in('input[name="c_due"]', "1-12-2030")
    keys.tab_to('select[name="partner"]')
    keys.press("ArrowDown")
    keys.choose("next", "agreed")
    keys.type_in("#id_months", "3")
    keys.press("Control+s")
    expect(page).to_have_url(TODAY)

    keys.row_of("Henk van der Veen")
    keys.press("Enter")
    page.wait_for_selector(".kik-contact__form")
    keys.choose("outcome", "no_show")
    keys.choose("next", "agreed")
    keys.press("Control+s")
    expect(page).to_have_url(TODAY)

    keys.row_of("Joost Brinkman", kind="handover_waiting")  # a colleague proposed to hand over
    keys.tab_to('button[formaction*="/accept/"]')
    keys.press("Enter")
    page.locator(".messages .success", has_text=joost.client_number).wait_for()

    keys.row_of("Ruud Hazenberg")
    keys.tab_to(".kik-rij__menu button")
    keys.press("Enter")
    page.get_by_role("link", name="Overdragen").first.wait_for()
    keys.tab_to('a[href*="/overdragen/"]')
    keys.press("Enter")
    page.wait_for_selector("#id_reason")
    keys.tab_to("#id_to")
    keys.press("ArrowDown")
    keys.type_in("#id_reason", "verhuisd naar West")
    keys.press("Enter")
    page.locator(".messages .success", has_text=ruud.client_number).wait_for()

    with scope.everything("test"):
        for contact in (held, missed):
            contact.refresh_from_db()
        assert (held.outcome, missed.outcome) == ("held", "no_show")
        assert "Het gaat goed met de taalles." in held.report.answers.values()
        assert Commitment.objects.get(follow_up=held).what == "adressen sturen"
        assert Referral.objects.filter(follow_up=held).count() == 1
        called = {one.follow_up.kind: one for one in ContactAttempt.objects.filter(resident__in=(sultan, gerda))}
        assert {kind: one.result for kind, one in called.items()} == {
            Kind.CALL_BACK: "spoken",
            Kind.REMINDER_CALL: "spoken",
        }
        assert called[Kind.REMINDER_CALL].follow_up.about == tomorrow
        assert Handover.objects.get(resident=joost).state == "accepted"
        assert Handover.objects.get(resident=ruud).reason == "verhuisd naar West"
        assert FollowUp.objects.open().conversations().filter(resident__in=(fatima, henk)).count() == 2


def prepare(page, keys):
    """Reads what happened before: the whole timeline opens with a key."""
    expect(page.locator(".kik-contact__voor")).to_contain_text("inschrijven bij de taalles")
    expect(page.locator(".kik-tijdlijn").first).to_contain_text("voicemail")
    keys.tab_to(".kik-contact__hand summary")
    was_open = page.evaluate("document.activeElement.parentElement.open")
    keys.press("Enter")
    page.wait_for_function("(was) => document.activeElement.parentElement.open !== was", arg=was_open)
    page.locator("#id_outcome input").first.focus()


def fill_in(page, words):
    page.locator("[data-kik-contact-target=report] textarea").first.fill(words)
    page.locator('input[name="next"][value="agreed"]').check()


def test_pressed_twice_a_report_is_saved_once(open_as, coach, people):
    contact = contact_of(people[0])
    page = open_as(coach)
    go(page, "contact", contact.pk)
    fill_in(page, "Twee keer gedrukt")
    page.get_by_role("button", name="Bewaren", exact=True).dblclick()
    page.locator(".messages .success", has_text=people[0].client_number).wait_for()
    assert page.locator(".messages li").count() == 1
    with scope.everything("test"):
        assert list(ConversationReport.objects.get(follow_up=contact).answers.values()) == ["Twee keer gedrukt"]
        assert FollowUp.objects.open().conversations().filter(resident=people[0]).count() == 1


def test_who_goes_back_after_saving_reads_the_report_and_saves_nothing_twice(open_as, coach, people):
    contact = contact_of(people[0])
    page = open_as(coach)
    go(page, "today")
    go(page, "contact", contact.pk)
    fill_in(page, "Eén keer bewaard")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.locator(".messages .success", has_text=people[0].client_number).wait_for()
    page.go_back()
    expect(page.locator(".kik-lezen")).to_contain_text("Eén keer bewaard")
    expect(page.locator(".kik-contact__form")).to_have_count(0)
    page.go_forward()
    expect(page).to_have_url(TODAY)
    with scope.everything("test"):
        assert ConversationReport.objects.filter(follow_up=contact).count() == 1
        assert FollowUp.objects.open().conversations().filter(resident=people[0]).count() == 1


def test_a_draft_stands_there_after_the_session_ended_and_logging_in_again(open_as, coach, people):
    contact = contact_of(people[0])
    page = open_as(coach)
    go(page, "contact", contact.pk)
    page.locator("[data-kik-contact-target=report] textarea").first.fill("Voor de pauze getypt")
    page.wait_for_selector(".kik-bewaard__aan:visible")
    page.context.clear_cookies()
    page.goto(reverse("kik_desk:contact", args=[contact.pk]))  # leads by way of the login page
    page.locator("#id_username").fill(coach.username)
    page.locator("#id_password").fill("password")
    page.locator("[type=submit]").click()
    field = page.locator("[data-kik-contact-target=report] textarea").first
    expect(field).to_have_value("Voor de pauze getypt")
    with scope.everything("test"):
        contact.refresh_from_db()
        assert contact.is_open


def test_of_two_coaches_with_one_resident_the_second_keeps_what_was_typed_and_overwrites_nothing(
    open_as, coach, people
):
    contact = contact_of(people[0])
    noor = make_user("noor", roles=("coach",), first_name="Noor", last_name="Smit")
    AreaMember.objects.create(area=people[0].area, user=noor)
    first, second = open_as(coach), open_as(noor)
    for page in (first, second):
        go(page, "contact", contact.pk)
    fill_in(first, "Woorden van de eerste")
    first.wait_for_selector(".kik-bewaard__aan:visible")
    fill_in(second, "Woorden van de tweede")
    expect(second.locator("[data-kik-contact-target=trouble]")).to_be_visible()  # told while typing
    first.get_by_role("button", name="Bewaren", exact=True).click()
    first.locator(".messages .success", has_text=people[0].client_number).wait_for()
    second.get_by_role("button", name="Bewaren", exact=True).click()
    expect(second.locator(".kik-fouten").first).to_contain_text("al afgesloten")
    field = second.locator("[data-kik-contact-target=report] textarea").first
    expect(field).to_have_value("Woorden van de tweede")
    with scope.everything("test"):
        assert list(ConversationReport.objects.get(follow_up=contact).answers.values()) == ["Woorden van de eerste"]
        assert FollowUp.objects.open().conversations().filter(resident=people[0]).count() == 1
