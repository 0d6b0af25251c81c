"""Reads of residents on routes."""

from __future__ import annotations

from datetime import date
from typing import Self

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
