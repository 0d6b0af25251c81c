"""Handed over → accepted → started → still going on after three months; and silence is heard."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kik_wagtail.follow_up import beeper, services
from kik_wagtail.follow_up.models import Referral
from tests.desk.conftest import NOW, TODAY
from tests.factories import make_follow_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(resident, wij):
    wij.silent_after_weeks, wij.phone = 6, "050 367 00 00"
    wij.save()
    contact = make_follow_up(resident, target_on=TODAY)
    return services.refer(follow_up=contact, partner=wij, user=resident.coach, now=NOW)


@pytest.fixture
def url(referral):
    return reverse("kik_desk:referral", args=[referral.pk])


def silent_on(day, coach) -> int:
    return beeper.counts_of(day, coach)["referral_silent"]


def test_the_whole_loop_asks_at_each_turn_and_is_then_quiet(page, clock, url, referral, coach):
    asked_on = [date(2027, 1, 4), date(2027, 2, 15), date(2027, 5, 15)]  # six weeks, six weeks, three months
    for step, day in zip(("accepted_on", "started_on", "still_going_on"), asked_on, strict=True):
        referral.refresh_from_db()
        assert referral.ask_on == day
        assert (silent_on(day - timedelta(days=1), coach), silent_on(day, coach)) == (0, 1)
        clock.move_to(NOW + (day - TODAY))
        page.force_login(coach)  # weeks later the session is over
        assert page.post(url, {"step": step}).status_code == 302
    referral.refresh_from_db()
    assert referral.ask_on is None
    assert silent_on(date(2030, 1, 1), coach) == 0


def test_going_on_before_three_months_are_over_is_asked_then_all_the_same(page, url, referral):
    Referral.objects.update(accepted_on=date(2026, 10, 1), handed_over_on=date(2026, 9, 1))
    page.post(url, {"step": "started_on", "on": "20-10-2026"})
    page.post(url, {"step": "still_going_on"})
    referral.refresh_from_db()
    assert (referral.started_on, referral.still_going_on) == (date(2026, 10, 20), TODAY)
    assert referral.ask_on == date(2027, 1, 20)


def test_who_gets_no_answer_asks_again_after_the_term_of_the_partner(page, url, referral, coach):
    Referral.objects.update(handed_over_on=date(2026, 10, 1), ask_on=TODAY)
    assert page.post(url, {"step": "no_answer"}).status_code == 302
    referral.refresh_from_db()
    assert referral.ask_on == TODAY + timedelta(weeks=6)
    assert silent_on(TODAY, coach) == 0


def test_a_second_press_changes_nothing_and_what_went_on_does_not_go_back(page, url, referral):
    for _press in range(2):
        assert page.post(url, {"step": "started_on"}).status_code == 302
    refused = page.post(url, {"step": "accepted_on"})
    assert refused.status_code == 409
    assert "heeft al meer gezegd" in refused.content.decode()
    page.post(url, {"step": "ended_on"})
    assert page.post(url, {"step": "still_going_on"}).status_code == 409
    referral.refresh_from_db()
    assert (referral.accepted_on, referral.still_going_on, referral.ask_on) == (None, None, None)


@pytest.mark.parametrize("on", ["22-11-2026", "24-11-2026"])
def test_a_day_before_the_handing_over_or_after_today_is_refused(page, url, referral, on):
    assert page.post(url, {"step": "accepted_on", "on": on}).status_code == 409
    referral.refresh_from_db()
    assert referral.accepted_on is None


def test_it_offers_what_may_come_now_with_the_number_of_the_partner(page, url, referral):
    page.post(url, {"step": "started_on"})
    shown = page.get(url).content.decode()
    assert 'value="accepted_on"' not in shown
    assert 'value="still_going_on"' in shown
    assert 'href="tel:0503670000"' in shown
    assert "begonnen op 23 november" in shown


def test_contact_leads_to_the_answer_and_back(page, url, referral, guide):
    contact = reverse("kik_desk:contact", args=[referral.follow_up_id])
    assert f"{url}?next_url={contact}" in page.get(contact).content.decode()
    assert page.post(f"{url}?next_url={contact}", {"step": "accepted_on"}).url == contact
