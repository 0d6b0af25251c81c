"""The whole history of a resident on one line of time."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.urls import reverse

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import Commitment, FollowUp, NoNextContact, Referral
from kik_wagtail.letters import composing
from kik_wagtail.residents.models import Handover
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.workdays.calendar import DutchCalendar
from tests.desk.conftest import NOW, TODAY
from tests.factories import closed, make_follow_up
from tests.letters.texts import OPENING, SIGNATURE, make, make_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(resident, area, coach, wij):
    """Something of every sort, each on a day of its own."""
    about = {"resident": resident, "area": area}
    held = make_follow_up(resident, target_on=date(2026, 5, 21), **closed("held", NOW - timedelta(days=186)))
    make_follow_up(resident, target_on=date(2026, 6, 1), **closed("no_show", NOW - timedelta(days=175)))
    planned = make_follow_up(resident, target_on=TODAY)
    common = {"user": coach, "now": NOW}
    services.record_attempt(follow_up=planned, result="voicemail", calendar=DutchCalendar(), **common)
    Commitment.objects.create(
        **about, follow_up=held, by="coach", what="laptop", made_on=date(2026, 5, 21), due_on=date(2026, 6, 1), done_at=NOW
    )  # fmt: skip
    Referral.objects.create(
        **about, partner=wij, handed_over_on=date(2026, 7, 1), accepted_on=date(2026, 7, 8), started_on=date(2026, 8, 1),
        still_going_on=date(2026, 11, 1), ended_on=date(2026, 11, 20),
    )  # fmt: skip
    Handover.objects.create(
        **about, to_coach=coach, from_area=area, to_area=area, reason="verhuisd", note="graag thuis", state="accepted",
        proposed_at=NOW, decided_at=NOW,
    )  # fmt: skip
    NoNextContact.objects.create(**about, reason="abroad", from_on=date(2026, 9, 1), until_on=date(2026, 10, 1))
    goal = {"key": "", "domain": "", "domain_title": "", "words": "taal leren", "state": "going", "steps": []}
    services.save_plan(resident=resident, goals=[goal], follow_up=planned, seen=0, **common)
    return planned


def test_every_sort_of_event_stands_on_it(page, lived, guide):
    shown = page.get(reverse("kik_desk:contact", args=[lived.pk])).content.decode()
    for words in (
        "vervolggesprek, thuis", "vervolggesprek: niet verschenen", "vervolggesprek: voicemail",
        "toegezegd voor 1 juni 2026: coach, laptop", "toezegging nagekomen: laptop",
        "doorverwezen naar WIJ", "WIJ: aangenomen", "WIJ: begonnen", "WIJ: loopt nog", "WIJ: afgelopen",
        "verhuisd · graag thuis", "geen volgend contact tot 1 oktober 2026", "ontwikkelplan, versie 1",
    ):  # fmt: skip
        assert words in shown, words


def test_a_letter_opens_the_very_page_that_was_sent(page, lived, coach, guide):
    letter = make(lived, make_text(blocks=(OPENING, SIGNATURE)), user=coach)
    url = reverse("kik_letters:pdf", args=[letter.pk])
    assert url in page.get(reverse("kik_desk:contact", args=[lived.pk])).content.decode()
    assert sha256(page.get(url).content).hexdigest() == letter.sha256


def test_a_letter_shows_its_real_first_page_and_only_where_it_is_opened(page, lived, coach, guide):
    letter = make(lived, make_text(blocks=(OPENING, SIGNATURE)), user=coach)
    url = reverse("kik_letters:first_page", args=[letter.pk])
    shown = page.get(reverse("kik_desk:contact", args=[lived.pk])).content.decode()
    assert f'<img src="{url}" loading="lazy"' in shown
    answer = page.get(url)
    assert answer.content == composing.page_of(letter).svg()[0]
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert AccessRecord.objects.filter(route="kik_letters:first_page").get().resident == lived.resident_id


def test_the_page_of_a_letter_to_somebody_of_others_is_not_found(page, stranger, coach):
    letter = make(make_follow_up(stranger, target_on=TODAY), make_text(blocks=(OPENING, SIGNATURE)), user=coach)
    assert page.get(reverse("kik_letters:first_page", args=[letter.pk])).status_code == 404
    assert not AccessRecord.objects.filter(resident=stranger.pk).exists()


def test_showing_a_contact_sets_no_page(page, lived, coach, guide, monkeypatch):
    make(lived, make_text(blocks=(OPENING, SIGNATURE)), user=coach)
    monkeypatch.setattr(composing, "page_of", lambda letter: pytest.fail("a page was set that nobody opened"))
    assert page.get(reverse("kik_desk:contact", args=[lived.pk])).status_code == 200


def test_nothing_old_falls_off(page, resident, guide):
    planned = make_follow_up(resident, target_on=TODAY)
    for ago in range(1, 91):
        make_follow_up(resident, target_on=TODAY, **closed("held", NOW - timedelta(days=ago)))
    shown = page.get(reverse("kik_desk:contact", args=[planned.pk])).content.decode()
    for one in FollowUp.objects.closed():
        assert reverse("kik_desk:contact", args=[one.pk]) in shown
