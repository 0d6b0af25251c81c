"""Handing a resident to a partner, and hearing from that partner."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.follow_up.errors import NotThatDay, ReferralWentOn
from kik_wagtail.follow_up.models import FollowUp, Referral
from kik_wagtail.follow_up.rules import NO_ANSWER, REFERRAL_STEPS, ask_again_on, may_follow
from kik_wagtail.workdays.dates import today


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
def note_progress(*, referral: Referral, step: str, user: Any, now: datetime, on: date | None = None) -> Referral:
    """The partner said how it goes: accepted, started, still going on or ended, `on` a day (default today); or gave
    no answer, and is asked again after its own term.

    A second press changes nothing. Raises ReferralWentOn where the partner has said more meanwhile, NotThatDay for a day
    before the handing over or after today.
    """
    if step not in (*REFERRAL_STEPS, NO_ANSWER):
        raise ValueError(f"step is one of {', '.join(REFERRAL_STEPS)} or {NO_ANSWER}")
    referral = Referral.objects.select_for_update(of=("self",)).select_related("partner").get(pk=referral.pk)
    day = today(now)
    on = on or day
    noted = {name: getattr(referral, name) for name in ("handed_over_on", *REFERRAL_STEPS)}
    if noted.get(step) == on:
        return referral
    if not may_follow(step, noted=noted):
        raise ReferralWentOn
    if not referral.handed_over_on <= on <= day:
        raise NotThatDay(first=f"{referral.handed_over_on:%d-%m-%Y}")
    if step in REFERRAL_STEPS:
        setattr(referral, step, on)
    weeks = referral.partner.silent_after_weeks
    referral.ask_on = ask_again_on(step, on=on, today=day, noted=noted, weeks=weeks)
    referral.save(update_fields=[*REFERRAL_STEPS, "ask_on"])
    log(referral, "kik.referral_progress", user=user, data={"step": step})
    return referral
