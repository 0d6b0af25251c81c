"""Spreads residents over weeks, so that no coach gets more new starts a week than they can carry. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import monday_of

WEEKS = 52
ONE_WEEK = timedelta(days=7)
Taken = Mapping[tuple[int, date], int]  # {(coach, monday): starts that week already}


def portions(
    people: Iterable[tuple[int, int]], *, a_week: int, first: date, taken: Taken, calendar: Calendar
) -> dict[int, date | None]:
    """{resident: day of their start, or None where a year has no room} for (resident, coach), in the order given.

    The first week begins on `first`, the others on their first working day. A coach's starts of that week, of any
    route, count along.
    """
    used: Counter[tuple[int, date]] = Counter(taken)
    mondays = [monday_of(first) + ONE_WEEK * number for number in range(WEEKS)]
    days = {monday: calendar.working_day_on_or_after(max(monday, first)) for monday in mondays}
    earliest: dict[int, int] = {}  # per coach the first week that may have room
    found: dict[int, date | None] = {}
    for resident, coach in people:
        number = earliest.get(coach, 0)
        while number < WEEKS and used[coach, mondays[number]] >= a_week:
            number += 1
        earliest[coach] = number
        if number == WEEKS:
            found[resident] = None
            continue
        used[coach, mondays[number]] += 1
        found[resident] = days[mondays[number]]
    return found
