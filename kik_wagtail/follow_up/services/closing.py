"""Closing a contact with its outcome and, for a conversation, the next one: never one without the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.follow_up import signals
from kik_wagtail.follow_up.errors import AlreadyClosed, HeldInTheFuture, NextContactMissing
from kik_wagtail.follow_up.models import FollowUp, Outcome
from kik_wagtail.residents.services import note_conversation
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import today

from .planning import NextContact, drop_calls_about, plan_conversation, record_no_next_contact


@dataclass(frozen=True, slots=True)
class NoNext:
    """No next conversation, with the reason and until when."""

    reason: str
    until_on: date


@transaction.atomic
def close_follow_up(
    *,
    follow_up: FollowUp,
    outcome: str,
    next_contact: NextContact | NoNext | None,
    user: Any,
    now: datetime,
    calendar: Calendar,
    held_on: date | None = None,
    refusal_reason: str = "",
    call_answer: str = "",
) -> FollowUp:
    """Closes an open contact. `held_on` (default today) is for a contact that was held, `call_answer` for a call-back
    that was reached.

    Raises AlreadyClosed (of two simultaneous closings one wins), NextContactMissing for a conversation with a
    resident in view, HeldInTheFuture.
    """
    resident = follow_up.resident
    if follow_up.is_conversation and resident.is_in_view and next_contact is None:
        raise NextContactMissing
    day = (held_on or today(now)) if outcome == Outcome.HELD else None
    if day and day > today(now):
        raise HeldInTheFuture
    said = {"refusal_reason": refusal_reason, "call_answer": call_answer if day else ""}
    _close_once(follow_up, outcome=outcome, held_on=day, user=user, now=now, **said)
    drop_calls_about(follow_up, user=user, now=now)
    if day and follow_up.is_conversation:
        note_conversation(resident=resident, held_on=day)
    log(follow_up, "kik.closed", user=user, data={"outcome": outcome})
    if next_contact is not None:
        _plan_next(resident, next_contact, user=user, now=now, calendar=calendar)
    signals.closed.send(sender=FollowUp, follow_up=follow_up, user=user, now=now, calendar=calendar)
    return follow_up


def _close_once(
    follow_up: FollowUp, *, outcome: str, held_on: date | None, user: Any, now: datetime, **said: str
) -> None:
    if not outcome:
        raise ValueError("A contact is closed with an outcome.")
    closed = FollowUp.objects.filter(pk=follow_up.pk, outcome=Outcome.OPEN).update(
        outcome=outcome, held_on=held_on, closed_at=now, closed_by=user, **said
    )
    if closed != 1:
        raise AlreadyClosed
    follow_up.refresh_from_db()


def _plan_next(resident: Any, agreed: NextContact | NoNext, *, user: Any, now: datetime, calendar: Calendar) -> None:
    if isinstance(agreed, NoNext):
        record_no_next_contact(resident=resident, reason=agreed.reason, until_on=agreed.until_on, user=user, now=now)
        return
    plan_conversation(
        resident=resident, agreed=agreed, user=user, now=now, calendar=calendar, origin=FollowUp.Origin.AGREED
    )
