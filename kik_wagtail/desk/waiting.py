"""What waits for one coach, looked up part by part with as few queries as that takes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.functional import Promise

from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import Commitment, FollowUp
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.workdays.dates import start_of_day, today

from .contact_rows import call_row
from .people_rows import commitment_row, handover_row, proposed_row
from .row import Row
from .rows import CALLS, for_rows, rows_of

SHOWN_PER_KIND = 20
SHOWN_PER_SECTION = 30
CONVERSATIONS = {"overdue", "resident_silent", "due"}
REFUSED_SHOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind, and how many there are in all: as many as stand in the list at `url`."""

    code: str
    label: str | Promise
    rows: list[Row]
    count: int
    url: str

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def list_url(code: str) -> str:
    return reverse("kik_desk:beeps", args=[code])


def proposed_q(user: Any, day: date) -> Q:
    """What still waits for the other one, and for a week what was refused: silence is no answer."""
    refused = Q(state=Handover.State.REFUSED, decided_at__gte=start_of_day(day - REFUSED_SHOWN))
    return Q(from_coach=user) & (Q(state=Handover.State.PROPOSED) | refused)


def proposed_by(user: Any, day: date) -> Any:
    return Handover.objects.filter(proposed_q(user, day))


class Waiting:
    """What there is of `user`, looked up part by part; first how many of everything, in one query."""

    def __init__(self, user: Any, now: datetime, viewer: Any) -> None:
        self.user, self.viewer, self.day = user, viewer, today(now)
        self.whose = f"coach={user.pk}" if viewer != user else ""
        self.beeping = {kind.code: rows for kind, rows in beeper.of_coach(self.day, user)}
        self.others = {
            "promised": Commitment.objects.due_on(self.day).filter(coach_id=user.pk),
            "proposed": proposed_by(user, self.day),
            "caseload": Resident.objects.of_coach(user).in_view(),
        }
        numbers = beeper.numbers_of(self.beeping | self.others)
        self.counts = {code: numbers[code] for code in self.beeping}
        self.numbers = numbers

    def url(self, address: str, *more: str) -> str:
        query = "&".join(filter(None, (self.whose, *more)))
        return f"{address}?{query}" if query else address

    def rows(self, code: str) -> list[Row]:
        found = self.beeping[code]
        return rows_of(code, found, day=self.day, limit=SHOWN_PER_KIND) if self.counts[code] else []

    def part(self, code: str, rows: list[Row]) -> Part:
        return Part(code, beeper.BY_CODE[code].label, rows, self.counts[code], self.url(list_url(code)))

    def other(self, name: str, rows: list[Row] | None = None) -> Part:
        return Part(name, "", rows or [], self.numbers[name], self.url(reverse(f"kik_desk:{name}")))

    def conversations(self) -> dict[str, list[FollowUp]]:
        """By code; what has its hour today under `appointment`."""
        found: dict[str, list[FollowUp]] = defaultdict(list)
        if any(self.counts[code] for code in CONVERSATIONS):
            beeping = FollowUp.objects.filter(coach_id=self.user.pk).beeping_on(self.day, most=SHOWN_PER_KIND)
            for one in beeping.select_related("resident", "place"):
                is_today = one.beep == "due" and one.appointment_at is not None
                found["appointment" if is_today else one.beep].append(one)
        found["appointment"].sort(key=lambda one: (one.appointment_at, one.pk))
        return found

    def beep(self, code: str, rows: list[Row] | None, appointments: int) -> Part:
        """`rows` where they have been looked up together with others."""
        if rows is None:
            rows = [] if code in CONVERSATIONS else self.rows(code)
        part = self.part(code, rows)
        if code != "due":
            return part
        return replace(part, count=part.count - appointments, url=self.url(list_url(code), "hour=none"))

    def calls(self) -> list[Part]:
        """Reminders, then call-backs: one query for both."""
        rows: dict[str, list[Row]] = {kind: [] for kind in CALLS}
        if any(self.counts[kind] for kind in CALLS):
            found = FollowUp.objects.open().filter(kind__in=CALLS, target_on__lte=self.day, coach_id=self.user.pk)
            ordered = for_rows("reminder_call", found).order_by("-kind", "target_on", "pk")
            for call in ordered[:SHOWN_PER_SECTION]:
                rows[call.kind].append(call_row(call, self.day))
        return [self.part(kind, rows[kind]) for kind in reversed(CALLS)]

    def promises(self) -> tuple[list[Row], list[Row]]:
        """What somebody would do by today, and what is too late; the first beeps tomorrow."""
        today_only = self.numbers["promised"]
        if not today_only + self.counts["commitment_overdue"]:
            return [], []
        until_now = Commitment.objects.open().filter(coach_id=self.user.pk, due_on__lte=self.day)
        is_late = Case(When(due_on=self.day, then=Value(0)), default=Value(1))
        ordered = until_now.select_related("resident").order_by(is_late, "due_on", "pk")
        rows = [commitment_row(one, self.day) for one in ordered[: today_only + SHOWN_PER_KIND]]
        return rows[:today_only], rows[today_only:]

    def handovers(self) -> tuple[list[Row], list[Row]]:
        """Who is offered to the user, and whom the user offered."""
        given = min(self.counts["handover_waiting"], SHOWN_PER_SECTION)
        if not given + self.numbers["proposed"]:
            return [], []
        to_user = Q(state=Handover.State.PROPOSED, to_coach=self.user)
        both = Handover.objects.filter(to_user | proposed_q(self.user, self.day))
        turn = Case(When(to_user, then=Value(0)), default=Value(1))
        ordered = both.select_related("resident", "from_coach", "to_coach").order_by(turn, "proposed_at", "pk")
        found = list(ordered[: self.counts["handover_waiting"] + SHOWN_PER_SECTION])
        rest = found[self.counts["handover_waiting"] :]
        return [handover_row(one, self.day) for one in found[:given]], [proposed_row(one, self.day) for one in rest]
