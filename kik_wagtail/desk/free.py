"""The free hours of coaches: to choose from when an appointment is made, and side by side for a team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from kik_wagtail.follow_up.agenda import appointments_between, slot_of, weeks_of
from kik_wagtail.follow_up.clashes import Slot, free_hours
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import local, time_zone
from kik_wagtail.workdays.hours import Week

from .words import clock_words

OFFERED_DAYS = 5
LOOKED_AT_DAYS = 21
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class FreeSpan:
    words: str
    query: str  # fills in day and hour where it is added to the address of a form


@dataclass(frozen=True, slots=True)
class FreeDay:
    date: date
    spans: list[FreeSpan]


def spans_of(day: date, week: Week, busy: Iterable[Slot]) -> list[Span]:
    zone = time_zone()
    working = [(datetime.combine(day, one, zone), datetime.combine(day, two, zone)) for one, two in week.on(day)]
    return free_hours(working, busy)


def span_words(span: Span) -> str:
    return f"{clock_words(span[0])}–{clock_words(span[1])}"


def offered_days(coach: Any, *, first: date, now: datetime, calendar: Calendar) -> list[FreeDay]:
    """The first days from `first` on with room for a conversation. Two queries."""
    last = first + timedelta(days=LOOKED_AT_DAYS)
    busy = _busy(appointments_between(first, last).filter(coach=coach))
    week = weeks_of([coach])[coach.pk]
    found: list[FreeDay] = []
    for number in range(LOOKED_AT_DAYS):
        day = first + timedelta(days=number)
        spans = [span for span in spans_of(day, week, busy[day, coach.pk]) if span[0] > now]
        if spans and calendar.is_working_day(day):
            found.append(FreeDay(day, [_offered(span) for span in spans]))
        if len(found) == OFFERED_DAYS:
            break
    return found


def _offered(span: Span) -> FreeSpan:
    at = local(span[0])
    return FreeSpan(span_words(span), urlencode({"on": f"{at:%d-%m-%Y}", "at": f"{at:%H:%M}"}))


def free_by_coach(
    coaches: Sequence[Any], days: Sequence[date], found: Mapping[date, Sequence[Any]], *, calendar: Calendar
) -> dict[date, list[tuple[Any, list[str]]]]:
    """{day: [(coach, spans in words)]} of who has room that day. `found`: the appointments of those days."""
    weeks = weeks_of(coaches)
    busy = _busy(follow_up for day in found.values() for follow_up in day)
    free: dict[date, list[tuple[Any, list[str]]]] = {day: [] for day in days}
    for day in filter(calendar.is_working_day, days):
        for coach in coaches:
            spans = spans_of(day, weeks[coach.pk], busy[day, coach.pk])
            free[day] += [(coach, [span_words(span) for span in spans])] if spans else []
    return free


def _busy(follow_ups: Iterable[Any]) -> dict[tuple[date, int | None], list[Slot]]:
    busy: dict[tuple[date, int | None], list[Slot]] = defaultdict(list)
    for follow_up in follow_ups:
        busy[local(follow_up.appointment_at).date(), follow_up.coach_id].append(slot_of(follow_up))
    return busy
