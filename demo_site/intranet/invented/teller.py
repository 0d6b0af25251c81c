"""What every teller of an invented resident's story has at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from kik_wagtail.follow_up import rules
from kik_wagtail.follow_up.models import (
    Commitment,
    ContactAttempt,
    ConversationReport,
    FollowUp,
    NoNextContact,
    Referral,
)
from kik_wagtail.residents.models import Handover
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import time_zone

from .residents import Invented

HOURS = (time(9), time(9, 45), time(10, 30), time(11, 15), time(13, 30), time(14, 15), time(15), time(16))


@dataclass(frozen=True)
class World:
    """The same for all residents. `guides` holds the guide version per kind of contact."""

    today: date
    calendar: Calendar
    areas: dict[str, Any]
    coaches: dict[str, Any]
    guides: dict[str, Any]
    partners: list[Any]


@dataclass
class Rows:
    """Unsaved rows, in the order in which they can be saved."""

    follow_ups: list[FollowUp] = field(default_factory=list)
    calls: list[FollowUp] = field(default_factory=list)
    attempts: list[ContactAttempt] = field(default_factory=list)
    reports: list[ConversationReport] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    no_next: list[NoNextContact] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)


def at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=time_zone())


class Teller:
    def __init__(self, invented: Invented, *, world: World, rows: Rows) -> None:
        self.resident, self.standing, self.random = invented.resident, invented.standing, invented.random
        self.world, self.rows = world, rows
        self.today, self.calendar = world.today, world.calendar

    def about(self, **values: Any) -> dict[str, Any]:
        return {"resident": self.resident, "area": self.resident.area, **values}

    def follow_up(self, *, planned_on: date, target: date, latest: date, **values: Any) -> FollowUp:
        planned_on = min(planned_on, target)
        values = {
            "kind": "follow_up",
            "channel": self.resident.preferred_channel,
            "place_kind": self.resident.preferred_place_kind,
            "initiative": "coach",
            "origin": FollowUp.Origin.AGREED,
        } | values
        return FollowUp(
            **self.about(coach=self.resident.coach),
            earliest_on=max(planned_on, target - timedelta(days=rules.DAYS_AROUND_TARGET)),
            target_on=target,
            latest_on=max(target, latest),
            planned_at=at(planned_on, self.random.choice(HOURS)),
            **values,
        )

    def attempt(self, follow_up: FollowUp, day: date) -> None:
        values = {
            "follow_up": follow_up,
            "at": at(self.calendar.working_day_on_or_before(day), self.random.choice(HOURS)),
            "result": self.random.choice(("spoken", "voicemail", "no_answer")),
            "by": self.resident.coach,
        }
        self.rows.attempts.append(ContactAttempt(**self.about(**values)))
