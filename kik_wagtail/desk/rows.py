"""From what beeps to the rows that show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count

from kik_wagtail.follow_up.beeper import BY_CODE
from kik_wagtail.follow_up.models import Commitment, FollowUp, Kind, Referral
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.routes.models import Enrolment

from . import contact_rows, people_rows, route_rows
from .row import Row

CALLS = (Kind.CALL_BACK, Kind.REMINDER_CALL)
NEEDED = {  # what a row of this kind reads beside its own columns
    Resident: (),
    FollowUp: ("resident", "place"),
    Referral: ("resident", "partner"),
    Commitment: ("resident",),
    Handover: ("resident", "from_coach", "to_coach"),
    Enrolment: ("resident", "version"),
}
MAKERS: dict[str, Callable[[Any, date], Row]] = {
    "overdue": contact_rows.overdue_row,
    "nothing_planned": people_rows.nothing_planned_row,
    "resident_silent": contact_rows.silent_row,
    "commitment_overdue": people_rows.commitment_row,
    "referral_silent": people_rows.referral_row,
    "due": contact_rows.due_row,
    "call_back": contact_rows.call_row,
    "reminder_call": contact_rows.call_row,
    "twelve_months": people_rows.twelve_months_row,
    "handover_waiting": people_rows.handover_row,
    "flag": route_rows.flag_row,
}


def rows_of(kind: str, found: Any, *, day: date, limit: int | None = None) -> list[Row]:
    """The rows of a beep's queryset, the longest waiting first; `found` may be sliced by the caller's paginator."""
    rows = for_rows(kind, found)
    return [row_of(kind, item, day=day) for item in (rows[:limit] if limit else rows)]


def for_rows(kind: str, found: Any) -> Any:
    """With what a row reads, in the order of the list."""
    joined = NEEDED.get(found.model, ("resident",))
    if kind in CALLS:
        found = found.annotate(tries=Count("attempts"))
        joined = ("resident", "place", "about", "about__place", "about__resident")
    if found.model is Enrolment:
        found = found.with_step_before()
    return found.select_related(*joined).order_by(BY_CODE[kind].since, "pk")


def row_of(kind: str, item: Any, *, day: date) -> Row:
    """A beep that a host site registered, and for which this room has no words, says its kind and leads to the resident."""
    if kind in MAKERS:
        return MAKERS[kind](item, day)
    return people_rows.resident_row(kind, item if isinstance(item, Resident) else item.resident)
