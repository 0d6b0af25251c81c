"""Vandaag: everything that waits for one coach, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import ContactAttempt, ConversationReport
from kik_wagtail.follow_up.services.attempts import UNDO_WITHIN
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes.queries import step_left_by

from .contact_rows import appointment_row, called_row, unfinished_row
from .people_rows import unseen_row
from .row import Row
from .rows import CALLS, row_of
from .waiting import Part, Waiting

ELSEWHERE = {*CALLS, "handover_waiting", "twelve_months"}  # codes that stand in another part of the screen
FIRST = ("overdue", "nothing_planned", "resident_silent", "commitment_overdue", "referral_silent", "flag", "due")
UNSEEN_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Worklist:
    day: date
    now: datetime
    counts: Mapping[str, int]
    appointments: list[Row]
    unfinished: list[Row]
    promised: list[Row]
    calls: list[Part]
    called: list[Row]
    beeps: list[Part]
    handovers: Part
    proposed: Part
    forgotten: list[Part]
    caseload: Part
    unseen: list[Row]

    @property
    def waiting(self) -> int:
        return beeper.waiting(self.counts)

    @property
    def beep_count(self) -> int:
        return sum(part.count for part in self.beeps)

    @property
    def call_count(self) -> int:
        return sum(part.count for part in self.calls)

    @property
    def parts(self) -> list[Part]:
        """Every number on the screen that has a list of its own."""
        return [*self.calls, *self.beeps, self.handovers, self.proposed, *self.forgotten, self.caseload]

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.called or self.unfinished or self.promised)


def worklist_of(user: Any, *, now: datetime, viewer: Any = None) -> Worklist:
    """Everything of `user` on the day of `now`, in the open scope. Kinds with nothing in them cost no query.

    `viewer` looks, and calls, in the place of `user`: a stand-in.
    """
    found = Waiting(user, now, viewer or user)
    conversations = found.conversations()
    appointments = [appointment_row(one, found.day) for one in conversations.pop("appointment", [])]
    promised, late = found.promises()
    given, proposed = found.handovers()
    rows = {code: [row_of(code, one, day=found.day) for one in some] for code, some in conversations.items()}
    rows["commitment_overdue"] = late
    worklist = Worklist(
        day=found.day,
        now=now,
        counts=found.counts,
        appointments=appointments,
        unfinished=_unfinished(user, found.day),
        promised=promised,
        calls=found.calls(),
        called=_called(found.viewer, now),
        beeps=[found.beep(code, rows.get(code), len(appointments)) for code in beeps_shown()],
        handovers=found.part("handover_waiting", given),
        proposed=found.other("proposed", proposed),
        forgotten=[found.part(code, []) for code in ("nothing_planned", "twelve_months")],
        caseload=found.other("caseload"),
        unseen=[],
    )
    if worklist.is_empty:
        worklist.unseen.extend(_longest_unseen(user, found.day))
    return worklist


def beeps_shown() -> list[str]:
    """The codes that stand under "Beeps": those of this package first, then what a host site registered."""
    return [*FIRST, *(code for code in beeper.BY_CODE if code not in FIRST and code not in ELSEWHERE)]


def _unfinished(user: Any, day: date) -> list[Row]:
    """Reports that were begun: the contact is still open, the words are kept as a draft."""
    begun = ConversationReport.objects.filter(
        finished_at=None, draft_saved_at__isnull=False, follow_up__outcome="", follow_up__coach_id=user.pk
    )
    rows = begun.select_related("follow_up__resident", "follow_up__place").order_by("draft_saved_at", "pk")
    return [unfinished_row(report, day) for report in rows]


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
    made = made.select_related(*joined).annotate(went_on=step_left_by("follow_up_id")).order_by("at", "pk")
    newest = {attempt.follow_up_id: attempt for attempt in made}
    return [called_row(one, now=now, went_on=one.went_on and not one.follow_up.is_open) for one in newest.values()]


def _longest_unseen(user: Any, day: date) -> list[Row]:
    residents = Resident.objects.of_coach(user).in_view()
    rows = residents.order_by(F("last_conversation_on").asc(nulls_first=True), "pk")
    return [unseen_row(resident, day) for resident in rows[:UNSEEN_SHOWN]]
