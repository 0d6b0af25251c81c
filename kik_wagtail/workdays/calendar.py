"""Working days of the municipality: weekdays that are not a Dutch closing day, with the site's own exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def dutch_closing_days(year: int) -> frozenset[date]:
    """Public holidays according to `holidays`, without Good Friday (a town office works then)."""
    found = holidays.country_holidays("NL", years=year, language="nl")
    return frozenset(day for day, name in found.items() if "goede vrijdag" not in name.lower())


class Calendar(Protocol):
    def is_working_day(self, day: date) -> bool: ...

    def working_day_on_or_before(self, day: date) -> date: ...

    def working_day_on_or_after(self, day: date) -> date: ...

    def add_working_days(self, day: date, count: int) -> date: ...


@dataclass(frozen=True, slots=True)
class DutchCalendar:
    """`exceptions` says per date whether the town office is open; it wins over weekday and holiday."""

    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        if day in self.exceptions:
            return self.exceptions[day]
        return day.weekday() < 5 and day not in dutch_closing_days(day.year)

    def working_day_on_or_before(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def working_day_on_or_after(self, day: date) -> date:
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` working days after (negative: before) `day`; 0 gives `day` itself."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day
