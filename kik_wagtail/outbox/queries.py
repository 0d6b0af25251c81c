"""Reads of the outbox."""

from __future__ import annotations

from datetime import datetime

from django.db import models

WAITING, WORKING = "waiting", "working"
FOR_A_PERSON = ("failed", "uncertain")


class OutboxQuerySet(models.QuerySet):
    def due(self, now: datetime) -> OutboxQuerySet:
        """Waiting and due, oldest first."""
        return self.filter(state=WAITING, due_at__lte=now).order_by("due_at", "pk")

    def lease_ran_out(self, now: datetime) -> OutboxQuerySet:
        """Claimed by a worker that never came back."""
        return self.filter(state=WORKING, lease_until__lte=now)

    def for_a_person(self) -> OutboxQuerySet:
        """The work list: set aside after three attempts, or possibly sent and possibly not."""
        return self.filter(state__in=FOR_A_PERSON)

    def oldest_due_at(self, now: datetime) -> datetime | None:
        """When the row that waits longest became due; None where nothing is due."""
        return self.due(now).values_list("due_at", flat=True).first()
