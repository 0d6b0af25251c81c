"""Vandaag: everything that waits for one coach, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise

from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import ContactAttempt, ConversationReport, FollowUp
from kik_wagtail.follow_up.services.attempts import UNDO_WITHIN
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.routes.queries import moved_on
from kik_wagtail.workdays.dates import start_of_day, today

from .contact_rows import appointment_row, call_row, called_row, unfinished_row
from .people_rows import proposed_row, unseen_row
from .row import Row
from .rows import CALLS, for_rows, rows_of

SHOWN_PER_KIND = 20
SHOWN_PER_SECTION = 30
BEEPS = ("overdue", "nothing_planned", "resident_silent", "commitment_overdue", "referral_silent", "flag", "due")
UNSEEN_SHOWN = 3
REFUSED_SHOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind, and how many there are in all."""

    code: str
    label: str | Promise
    rows: list[Row]
    count: int
    url: str

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Worklist:
    day: date
    now: datetime
    counts: Mapping[str, int]
    appointments: list[Row]
    unfinished: list[Row]
    calls: Part
    called: list[Row]
    beeps: list[Part]
    handovers: list[Row]
    proposed: list[Row]
    caseload: int
    unseen: list[Row]

    @property
    def waiting(self) -> int:
        return beeper.waiting(dict(self.counts))

    @property
    def beep_count(self) -> int:
        return sum(part.count for part in self.beeps)

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.called or self.unfinished)


def worklist_of(user: Any, *, now: datetime, viewer: Any = None) -> Worklist:
    """Everything of `user` on the day of `now`, in the open scope. Kinds with nothing in them cost no query.

    `viewer` looks, and calls, in the place of `user`: a stand-in.
    """
    day, whose = today(now), f"?coach={user.pk}" if viewer and viewer != user else ""
    counts = beeper.counts_of(day, user)
    appointments = _appointments(user, day) if counts["due"] else []
    called = _called(viewer or user, now)
    handovers = rows_of("handover_waiting", _found("handover_waiting", day, user), day=day, limit=SHOWN_PER_SECTION)
    worklist = Worklist(
        day=day,
        now=now,
        counts=counts,
        appointments=appointments,
        unfinished=_unfinished(user, day),
        calls=_calls(user, day, counts, whose),
        called=called,
        beeps=[_beeps(code, user, day, counts, len(appointments), whose) for code in BEEPS],
        handovers=handovers,
        proposed=_proposed(user, day),
        caseload=Resident.objects.of_coach(user).in_view().count(),
        unseen=[],
    )
    if worklist.is_empty:
        worklist.unseen.extend(_longest_unseen(user, day))
    return worklist


def list_url(code: str) -> str:
    return reverse("kik_desk:beeps", args=[code])


def _found(code: str, day: date, user: Any) -> Any:
    kind = beeper.BY_CODE[code]
    return kind.find(day).filter(**{kind.coach: user.pk})


def _appointments(user: Any, day: date) -> list[Row]:
    """What has its hour today; the rest of what is due stands among the beeps."""
    found = FollowUp.objects.conversations().with_appointment_on(day).filter(coach_id=user.pk)
    rows = found.select_related("resident", "place").order_by("appointment_at", "pk")
    return [appointment_row(follow_up, day) for follow_up in rows]


def _unfinished(user: Any, day: date) -> list[Row]:
    """Reports that were begun: the contact is still open, the words are kept as a draft."""
    begun = ConversationReport.objects.filter(
        finished_at=None, draft_saved_at__isnull=False, follow_up__outcome="", follow_up__coach_id=user.pk
    )
    rows = begun.select_related("follow_up__resident", "follow_up__place").order_by("draft_saved_at", "pk")
    return [unfinished_row(report, day) for report in rows[:SHOWN_PER_SECTION]]


def _calls(user: Any, day: date, counts: Mapping[str, int], whose: str) -> Part:
    count = sum(counts[kind] for kind in CALLS)
    rows: list[Row] = []
    if count:
        found = FollowUp.objects.open().filter(kind__in=CALLS, target_on__lte=day, coach_id=user.pk)
        ordered = for_rows("reminder_call", found).order_by("-kind", "target_on", "pk")
        rows = [call_row(call, day) for call in ordered[:SHOWN_PER_SECTION]]
    return Part("calls", "", rows, count, list_url("call_back") + whose)


def _called(user: Any, now: datetime) -> list[Row]:
    """Calls made in the last minutes, which may still be taken back: the newest of each."""
    made = ContactAttempt.objects.filter(by=user, at__gt=now - UNDO_WITHIN, follow_up__kind__in=CALLS)
    joined = (
        "resident",
        "follow_up__resident",
        "follow_up__place",
        "follow_up__about__place",
        "follow_up__about__resident",
    )
    newest = {attempt.follow_up_id: attempt for attempt in made.select_related(*joined).order_by("at", "pk")}
    moved = moved_on([attempt.follow_up for attempt in newest.values()])
    return [called_row(attempt, now=now, went_on=pk in moved) for pk, attempt in newest.items()]


def _beeps(code: str, user: Any, day: date, counts: Mapping[str, int], appointments: int, whose: str) -> Part:
    count = counts[code] - (appointments if code == "due" else 0)
    rows: list[Row] = []
    if count:
        found = _found(code, day, user)
        if code == "due":
            found = found.filter(appointment_at=None)
        rows = rows_of(code, found, day=day, limit=SHOWN_PER_KIND)
    return Part(code, beeper.BY_CODE[code].label, rows, count, list_url(code) + whose)


def _proposed(user: Any, day: date) -> list[Row]:
    """What still waits for the other one, and for a week what was refused: silence is no answer."""
    refused = Q(state=Handover.State.REFUSED, decided_at__gte=start_of_day(day - REFUSED_SHOWN))
    proposed = Handover.objects.filter(Q(state=Handover.State.PROPOSED) | refused, from_coach=user)
    rows = proposed.select_related("resident", "to_coach").order_by("proposed_at", "pk")
    return [proposed_row(handover, day) for handover in rows[:SHOWN_PER_SECTION]]


def _longest_unseen(user: Any, day: date) -> list[Row]:
    residents = Resident.objects.of_coach(user).in_view()
    rows = residents.order_by(F("last_conversation_on").asc(nulls_first=True), "pk")
    return [unseen_row(resident, day) for resident in rows[:UNSEEN_SHOWN]]
