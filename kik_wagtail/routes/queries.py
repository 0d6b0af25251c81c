"""Reads of residents on routes."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, Subquery

from kik_wagtail.scope.querysets import ScopedQuerySet


class EnrolmentQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.exclude(state="ended")

    def under_way(self) -> Self:
        return self.filter(state="running")

    def in_view(self) -> Self:
        """While a resident is in active support elsewhere, their route stands still."""
        return self.filter(resident__status="in_view")

    def to_look_at(self, day: date) -> Self:
        """Who may be moved by time alone, or begins, on `day`. Grows with who moves, not with who is on a route."""
        return self.in_view().filter(state__in=("waiting", "running"), look_on__lte=day)

    def on_running_route(self, day: date) -> Self:
        """The route is switched on, and its day has come."""
        begun = Q(route__switch__effective_from=None) | Q(route__switch__effective_from__lte=day)
        return self.filter(begun, route__switch__is_on=True)

    def asking_on(self, day: date) -> Self:
        """Waits for a person: a decision that is due, or a letter that could not be made."""
        return self.under_way().in_view().filter(due_on__lte=day).exclude(asks="")

    def with_step_before(self) -> Self:
        """`step_before`: the key of the step that the resident came from."""
        from .models import StepVisit

        before = StepVisit.objects.filter(enrolment=OuterRef("pk"), number=OuterRef("number") - 1)
        return self.annotate(step_before=Subquery(before.values("step")[:1]))


def step_left_by(column: str) -> Exists:
    """Whether the result of this call (`column` holds its key) brought a resident to the next step of a route."""
    from .models import StepVisit

    return Exists(StepVisit.objects.filter(follow_up_id=OuterRef(column), left_on__isnull=False))


def went_on(call: Any) -> bool:
    from .models import StepVisit

    if call.is_open or call.is_conversation:
        return False
    return StepVisit.objects.filter(follow_up=call.pk, left_on__isnull=False).exists()


def first_day(route_id: int) -> date | None:
    """The day before which nobody begins on this route."""
    from .models import RouteSwitch

    return RouteSwitch.objects.filter(route=route_id).values_list("effective_from", flat=True).first()
