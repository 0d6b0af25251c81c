"""Reads of the times that many were put on a route: whose they are, and what became of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from .models import Enrolment, EnrolmentBatch, StepVisit
from .planning import unseen
from .services.together import touched

EVERYBODY = "kik_wagtail.enrol_everybody"


def visible_to(user: Any) -> Any:
    """One's own, those with residents of the open scope, and for whoever sees the numbers of everybody: all of them.

    What was not confirmed is its maker's alone.
    """
    batches = EnrolmentBatch.objects.select_related("version__text", "made_by", "undone_by")
    confirmed = Q(confirmed_at__isnull=False)
    if not user.has_perm(EVERYBODY):
        confirmed &= Q(Exists(Enrolment.objects.filter(batch=OuterRef("pk"))))
    return batches.filter(Q(made_by=user) | confirmed)


def is_told_exactly(batch: EnrolmentBatch, user: Any) -> bool:
    """Small numbers are for whoever chose these residents out of their own."""
    return batch.made_by_id == user.pk and not batch.is_of_everybody


def may_undo(batch: EnrolmentBatch, user: Any) -> bool:
    """Whoever did it; what was done for the whole municipality or by itself: whoever may do that."""
    if batch.confirmed_at is None or batch.undone_at is not None:
        return False
    if batch.is_of_everybody:
        return bool(user.has_perm(EVERYBODY))
    return batch.made_by_id == user.pk


def undo_would(batch: EnrolmentBatch) -> tuple[int, int]:
    """(would be taken off, stay because something happened), of who is on the route still."""
    with unseen(batch.is_of_everybody):
        on = dict(Enrolment.objects.open().filter(batch=batch).values_list("pk", "resident_id"))
        stays = len(touched(batch) & set(on))
    return len(on) - stays, stays


def letters_of(batch: EnrolmentBatch) -> int:
    """Letters that would be cancelled: made, not printed."""
    with unseen(batch.is_of_everybody):
        made = StepVisit.objects.filter(enrolment__batch=batch, letter__state="made", letter__print_file=None)
        return made.values_list("pk", flat=True).count()
