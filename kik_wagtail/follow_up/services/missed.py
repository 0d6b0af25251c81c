"""A conversation that did not take place, in one press: closed, and asked for again within two weeks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from kik_wagtail.follow_up import rules, signals
from kik_wagtail.follow_up.errors import TooLateToReopen
from kik_wagtail.follow_up.models import FollowUp, Outcome
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import today

from .closing import close_follow_up
from .planning import NextContact, replace_reminder

AGAIN_WITHIN = timedelta(days=14)
UNDO_WITHIN = timedelta(minutes=15)
MISSED = (Outcome.NO_SHOW, Outcome.CANCELLED_BY_RESIDENT, Outcome.CANCELLED_BY_US)


@transaction.atomic
def close_missed(*, follow_up: FollowUp, outcome: str, user: Any, now: datetime, calendar: Calendar) -> FollowUp:
    """Closes it, and plans the same conversation anew: in two weeks, within the 12 months. Gives the new one, or the
    closed one where the resident is not in view. Raises what close_follow_up raises.
    """
    resident, day = follow_up.resident, today(now)
    again = None
    if resident.is_in_view:
        latest = rules.latest_allowed(last_held=resident.last_conversation_on, planned_on=day)
        again = NextContact(
            target_on=min(day + AGAIN_WITHIN, latest),
            kind=follow_up.kind,
            channel=follow_up.channel,
            place=follow_up.place,
            place_kind=follow_up.place_kind,
            initiative=follow_up.initiative,
            minutes=follow_up.minutes,
        )
    close_follow_up(follow_up=follow_up, outcome=outcome, next_contact=again, user=user, now=now, calendar=calendar)
    return planned_with(follow_up) or follow_up


def planned_with(follow_up: FollowUp) -> FollowUp | None:
    """The conversation that was agreed when this one was closed: both bear the same moment."""
    planned = FollowUp.objects.conversations().filter(resident_id=follow_up.resident_id, planned_at=follow_up.closed_at)
    return planned.exclude(pk=follow_up.pk).select_related("resident", "place").first()


def may_reopen(follow_up: FollowUp, *, user: Any, now: datetime) -> bool:
    """A slip of the finger: the same person, within 15 minutes, and the new conversation is still as it was made."""
    if follow_up.outcome not in MISSED or follow_up.closed_by_id != user.pk or now - follow_up.closed_at > UNDO_WITHIN:  # type: ignore[operator]
        return False
    planned = planned_with(follow_up)
    return planned is None or (planned.is_open and planned.revision == 1 and planned.appointment_at is None)


@transaction.atomic
def reopen_missed(*, follow_up: FollowUp, user: Any, now: datetime, calendar: Calendar) -> FollowUp:
    """As it was, with its reminder call. Raises TooLateToReopen, and what a listener of `reopening` raises."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).select_related("resident").get(pk=follow_up.pk)
    if not may_reopen(follow_up, user=user, now=now):
        raise TooLateToReopen
    signals.reopening.send(sender=FollowUp, follow_up=follow_up)
    planned = planned_with(follow_up)
    if planned is not None:
        signals.reopening.send(sender=FollowUp, follow_up=planned)
        planned.delete()
    FollowUp.objects.filter(pk=follow_up.pk).update(
        outcome=Outcome.OPEN, closed_at=None, closed_by=None, revision=F("revision") + 1
    )
    follow_up.refresh_from_db()
    if follow_up.appointment_at:
        day = today(follow_up.appointment_at)
        on = rules.reminder_day(appointment_on=day, calendar=calendar)
        replace_reminder(follow_up, on=on, user=user, now=now)
    log(follow_up, "kik.reopened", user=user)
    return follow_up
