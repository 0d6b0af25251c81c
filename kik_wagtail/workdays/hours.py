"""Hours of a week as people write them, one line for days with the same hours: `ma-vr 9:00-17:00`, `di do 13:00-16:30`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
LINE = re.compile(r"^(?P<days>[a-z ,\-]+?)\s+(?P<hours>\d.*)$")
SPAN = re.compile(r"^(\d{1,2})[:.](\d{2})\s*-\s*(\d{1,2})[:.](\d{2})$")
Span = tuple[time, time]


class NotHours(ValueError):
    """A line that cannot be read; `line` is that line."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Week:
    """Per day of the week (Monday is 0) the spans that are open, in order."""

    spans: tuple[tuple[Span, ...], ...]

    def on(self, day: date) -> tuple[Span, ...]:
        return self.spans[day.weekday()]

    @property
    def total(self) -> float:
        """Hours a week."""
        minutes = [
            (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
            for day in self.spans
            for opens, closes in day
        ]
        return sum(minutes) / 60

    def covers(self, start: datetime, end: datetime) -> bool:
        """Both on the municipality's clock."""
        same_day = start.date() == end.date()
        return same_day and any(opens <= start.time() and end.time() <= closes for opens, closes in self.on(start))


def read_week(text: str) -> Week:
    """Raises NotHours, with the line that is wrong. Lines for the same day add up."""
    found: list[list[Span]] = [[] for _ in DAYS]
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = LINE.match(line.lower())
        days = list(_days(parts["days"])) if parts else []
        span = _span(parts["hours"]) if parts else None
        if not days or span is None:
            raise NotHours(line)
        for day in days:
            found[day].append(span)
    return Week(tuple(tuple(sorted(spans)) for spans in found))


def _days(text: str) -> Iterator[int]:
    """`ma-wo, vr` → 0, 1, 2, 4; nothing where a word is no day."""
    found: list[int] = []
    for part in text.replace(",", " ").replace(" - ", "-").split():
        ends = part.split("-")
        if len(ends) > 2 or not all(end in DAYS for end in ends):
            return
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        if last < first:
            return
        found.extend(range(first, last + 1))
    yield from found


def _span(text: str) -> Span | None:
    found = SPAN.match(text.strip())
    if found is None:
        return None
    hours = [int(number) for number in found.groups()]
    try:
        opens, closes = time(hours[0], hours[1]), time(hours[2], hours[3])
    except ValueError:
        return None
    return (opens, closes) if opens < closes else None
