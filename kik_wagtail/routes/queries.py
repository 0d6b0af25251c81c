"""Reads of residents on routes."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import OuterRef, Subquery

from kik_wagtail.scope.querysets import ScopedQuerySet


class EnrolmentQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.exclude(state="ended")

    def under_way(self) -> Self:
        return self.filter(state="running")

    def to_look_at(self, day: date) -> Self:
        """Who may be moved by time alone, or begins, on `day`. Grows with who moves, not with who is on a route."""
        return self.filter(state__in=("waiting", "running"), look_on__lte=day)

    def asking_on(self, day: date) -> Self:
        """Waits for a person: a decision that is due, or a letter that could not be made."""
        return self.under_way().filter(due_on__lte=day).exclude(asks="")

    def with_step_before(self) -> Self:
        """`step_before`: the key of the step that the resident came from."""
        from .models import StepVisit

        before = StepVisit.objects.filter(enrolment=OuterRef("pk"), number=OuterRef("number") - 1)
        return self.annotate(step_before=Subquery(before.values("step")[:1]))


def went_on(call: Any) -> bool:
    """Did the result of this call bring a resident to the next step of a route?"""
    from .models import StepVisit

    if call.is_open or call.is_conversation:
        return False
    return StepVisit.objects.filter(follow_up=call, left_on__isnull=False).exists()
