"""Promises: who does what, by when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.follow_up.models import Commitment, FollowUp
from kik_wagtail.workdays.dates import today

from .attempts import UNDO_WITHIN, TooLateToUndo


def add_commitment(*, follow_up: FollowUp, by: str, what: str, due_on: date, now: datetime) -> Commitment:
    commitment = Commitment(
        follow_up=follow_up,
        resident_id=follow_up.resident_id,
        area_id=follow_up.area_id,
        coach_id=follow_up.coach_id,
        by=by,
        what=what,
        due_on=due_on,
        made_on=today(now),
    )
    commitment.save()
    return commitment


@transaction.atomic
def finish_commitment(*, commitment: Commitment, user: Any, now: datetime) -> bool:
    """Marks a promise as kept; False where it already was (a second press changes nothing)."""
    done = Commitment.objects.filter(pk=commitment.pk, done_at=None).update(done_at=now, done_by=user) == 1
    if done:
        log(commitment, "kik.commitment_done", user=user)
    return done


@transaction.atomic
def undo_commitment_done(*, commitment: Commitment, user: Any, now: datetime) -> Commitment:
    """Takes a slip of the finger back: the same person, within 15 minutes. Raises TooLateToUndo."""
    just_done = Commitment.objects.filter(pk=commitment.pk, done_by=user, done_at__gte=now - UNDO_WITHIN)
    if just_done.update(done_at=None, done_by=None) != 1:
        raise TooLateToUndo
    log(commitment, "kik.commitment_undone", user=user)
    commitment.refresh_from_db()
    return commitment
