"""What speaks against an appointment, and which hours are free. Warnings, never a refusal. No Django, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import local
from kik_wagtail.workdays.hours import Week

TRAVEL = timedelta(minutes=20)  # between two places in one town
SHORTEST_FREE = timedelta(minutes=30)


class Clash(StrEnum):
    CLOSED_DAY = "closed_day"
    OUTSIDE_HOURS = "outside_hours"
    OVERLAP = "overlap"
    TRAVEL = "travel"
    PLACE_CLOSED = "place_closed"
    PLACE_FULL = "place_full"


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where somebody is busy. `place`: a key, equal for the same place; empty where nobody travels."""

    start: datetime
    end: datetime
    place: str = ""

    def overlaps(self, other: Slot, *, apart: timedelta = timedelta(0)) -> bool:
        return self.start < other.end + apart and other.start < self.end + apart


@dataclass(frozen=True, slots=True)
class PlaceHours:
    """When a place is open (None: always) and how many conversations it holds at a time (None: any number)."""

    week: Week | None = None
    rooms: int | None = None


def clashes_of(
    wanted: Slot, *, calendar: Calendar, working: Week, own: Iterable[Slot], there: Iterable[Slot], place: PlaceHours
) -> list[Clash]:
    """In the order of Clash. `own`: the coach's other appointments; `there`: those of anybody at the same place."""
    return [clash for clash in Clash if clash in set(_found(wanted, calendar, working, list(own), list(there), place))]


def _found(
    wanted: Slot, calendar: Calendar, working: Week, own: list[Slot], there: list[Slot], place: PlaceHours
) -> Iterator[Clash]:
    start, end = local(wanted.start), local(wanted.end)
    if not calendar.is_working_day(start.date()):
        yield Clash.CLOSED_DAY
    elif not working.covers(start, end):
        yield Clash.OUTSIDE_HOURS
    for slot in own:
        if wanted.overlaps(slot):
            yield Clash.OVERLAP
        elif wanted.place and slot.place and wanted.place != slot.place and wanted.overlaps(slot, apart=TRAVEL):
            yield Clash.TRAVEL
    if place.week is not None and not place.week.covers(start, end):
        yield Clash.PLACE_CLOSED
    if place.rooms is not None and sum(wanted.overlaps(slot) for slot in there) >= place.rooms:
        yield Clash.PLACE_FULL


def free_hours(working: Iterable[tuple[datetime, datetime]], busy: Iterable[Slot]) -> list[tuple[datetime, datetime]]:
    """What is left of the working hours of a day, where that is half an hour or more."""
    taken = sorted((slot.start, slot.end) for slot in busy)
    free = []
    for opens, closes in working:
        at = opens
        for start, end in taken:
            if start < closes and end > opens:
                if start - at >= SHORTEST_FREE:
                    free.append((at, start))
                at = max(at, end)
        if closes - at >= SHORTEST_FREE:
            free.append((at, closes))
    return free
