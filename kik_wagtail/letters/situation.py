"""Where a resident stands when a letter is made: read once, and asked by everything that fills or checks the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Resident


@dataclass(frozen=True)
class Situation:
    resident: Resident
    follow_up: FollowUp | None  # the contact that the letter is about
    now: datetime

    @cached_property
    def appointment_at(self) -> datetime | None:
        """Of the contact, where that is open and its appointment is still to come."""
        if self.follow_up is None or not self.follow_up.is_open or self.follow_up.appointment_at is None:
            return None
        return self.follow_up.appointment_at if self.follow_up.appointment_at > self.now else None

    @cached_property
    def conversation(self) -> FollowUp | None:
        """The conversation that was held: the contact itself, or else the resident's last one."""
        if self.follow_up is not None and self.follow_up.held_on:
            return self.follow_up
        held = FollowUp.objects.filter(resident=self.resident).held().conversations()
        return held.order_by("-held_on", "-pk").first()

    @cached_property
    def next_contact(self) -> FollowUp | None:
        if self.follow_up is not None and self.follow_up.is_open and self.follow_up.is_conversation:
            return self.follow_up
        return FollowUp.objects.filter(resident=self.resident).open().conversations().first()
