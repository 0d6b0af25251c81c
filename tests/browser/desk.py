"""A coach with one resident for each sort of work, for tests in a browser."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import Commitment, ConversationReport, FollowUp, Kind, Referral
from kik_wagtail.residents.models import Handover
from kik_wagtail.snippets.models import Partner
from kik_wagtail.workdays.calendar import DutchCalendar
from kik_wagtail.workdays.dates import time_zone, today
from tests.factories import make_area, make_follow_up, make_resident, make_user

NAMES = [
    ("Fatima", "Benali"), ("Henk", "van der Veen"), ("Sultan", "Yıldız"), ("Marijke", "Oosterhuis"),
    ("Ruud", "Hazenberg"), ("Gerda", "Smit"), ("Omar", "Haddou"), ("Karim", "el Amrani"), ("Lian", "Chen"),
    ("Joost", "Brinkman"), ("Anneke", "Wolthuis-Scheltens"),
]  # fmt: skip


def make_people(coach):
    """One resident for each sort of work, in the order of NAMES."""
    day = today(timezone.now())
    with scope.everything("test"):
        other = make_user("coach12", roles=("coach",))
        area, west = make_area("Oost", coach), make_area("West", other)
        found = [
            make_resident(
                area=area, coach=coach, first_name=first, surname=last, last_conversation_on=day - timedelta(days=180)
            )
            for first, last in NAMES
        ]
        noon = datetime(day.year, day.month, day.day, 23, 30, tzinfo=time_zone())
        make_follow_up(found[0], target_on=day, appointment_at=noon)
        make_follow_up(found[1], target_on=day, appointment_at=noon, kind=Kind.FIRST, place_kind="office")
        for called in (found[2], found[3]):
            make_follow_up(called, target_on=day + timedelta(days=30))
            make_follow_up(called, target_on=day, kind=Kind.CALL_BACK, channel="phone")
        make_follow_up(found[4], target_on=day - timedelta(days=60))
        make_follow_up(found[6], target_on=day, initiative="resident", resident_by=day - timedelta(days=4))
        _past(found[0], coach, day)
        _running(found[7], coach, day)
        Handover.objects.create(
            resident=found[9], area=area, from_coach=other, to_coach=coach, from_area=west, to_area=area,
            reason="verhuisd", note="warm gesprek voorgesteld", proposed_at=timezone.now(),
        )  # fmt: skip
    return found


def _past(resident, coach, day):
    """A conversation half a year ago, with a promise and a missed call since."""
    now = timezone.now()
    held = make_follow_up(
        resident, target_on=day - timedelta(days=180), outcome="held", held_on=day - timedelta(days=180), closed_at=now
    )
    ConversationReport.objects.create(
        follow_up=held, resident=resident, area=resident.area, finished_at=now, wishes=["more_active"], way="alone"
    )
    services.add_commitment(follow_up=held, by="resident", what="inschrijven bij de taalles", due_on=day, now=now)
    services.record_attempt(
        follow_up=FollowUp.objects.get(resident=resident, outcome=""),
        result="voicemail", user=coach, now=now, calendar=DutchCalendar(),
    )  # fmt: skip


def _running(resident, coach, day):
    of_resident = {"resident": resident, "area": resident.area, "coach": coach}
    make_follow_up(resident, target_on=day + timedelta(days=40))
    Commitment.objects.create(
        **of_resident, by="coach", what="uitzoeken van de laptopregeling",
        made_on=day - timedelta(days=20), due_on=day - timedelta(days=2),
    )  # fmt: skip
    Referral.objects.create(
        **of_resident, partner=Partner.objects.first(), handed_over_on=day - timedelta(days=42), ask_on=day
    )


def go(page, name, *args):
    page.goto(reverse(f"kik_desk:{name}", args=args))
    page.wait_for_selector(".kik-scherm")


def contact_of(resident):
    with scope.everything("test"):
        return FollowUp.objects.conversations().open().get(resident=resident)
