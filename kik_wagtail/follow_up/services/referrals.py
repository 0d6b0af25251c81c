"""Handing a resident to a partner, and hearing from that partner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.follow_up.models import FollowUp, Referral
from kik_wagtail.workdays.dates import add_months, today

STEPS = ("accepted_on", "started_on", "still_going_on", "ended_on")


def refer(*, follow_up: FollowUp, partner: Any, user: Any, now: datetime) -> Referral:
    """Handed over today. The partner is asked when silent for as many weeks as the partner's own term."""
    day = today(now)
    referral = Referral.objects.create(
        follow_up=follow_up,
        resident_id=follow_up.resident_id,
        area_id=follow_up.area_id,
        coach_id=follow_up.coach_id,
        partner=partner,
        handed_over_on=day,
        ask_on=day + timedelta(weeks=partner.silent_after_weeks),
    )
    log(referral, "kik.referred", user=user)
    return referral


@transaction.atomic
def note_progress(*, referral: Referral, step: str, user: Any, now: datetime) -> Referral:
    """The partner answered: accepted, started, still going (asked again three months later) or ended."""
    if step not in STEPS:
        raise ValueError(f"step is one of {', '.join(STEPS)}")
    day = today(now)
    setattr(referral, step, day)
    if step in {"ended_on", "still_going_on"}:
        referral.ask_on = None
    elif step == "started_on":
        referral.ask_on = add_months(day, 3)
    else:
        referral.ask_on = day + timedelta(weeks=referral.partner.silent_after_weeks)
    referral.save(update_fields=[step, "ask_on"])
    log(referral, "kik.referral_progress", user=user, data={"step": step})
    return referral
