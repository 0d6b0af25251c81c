"""The dry run of one version of a route on the residents of today: figures, and loads by coach and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import entries
from .bars import small_bars
from .content import read
from .dry_run import CALLS, CONVERSATIONS, DECISIONS, LETTERS, WEEKS, DryRun, Who, portions, simulate, walk
from .dry_run_reading import Coming, coming

NOBODY = Who(None, "home")


class Figures(NamedTuple):
    run: DryRun
    matching: int  # today
    later: int  # newly, in the weeks after
    by_hand: bool

    @property
    def in_short(self) -> dict[str, int]:
        run = self.run
        return {
            "entered": sum(run.entering),
            "letters": round(run.total(LETTERS)),
            "most_letters": max(round(week[LETTERS]) for week in run.weeks),
            "conversations": round(run.total(CONVERSATIONS)),
            "calls": round(run.total(CALLS)),
            "decisions": round(run.total(DECISIONS)),
        }


class Load(NamedTuple):
    """What a coach or a place is asked, week by week."""

    name: str
    weeks: list[float]
    bars: SafeString
    busiest: date  # its monday

    @property
    def total(self) -> float:
        return sum(self.weeks)

    @property
    def a_week(self) -> float:
        return self.total / WEEKS

    @property
    def most(self) -> float:
        return max(self.weeks)


class Trial:
    """Several versions tried on the same residents, who are read once for each way of coming in."""

    def __init__(self, *, day: date, given: Mapping[str, Any]) -> None:
        self.day, self.given = day, given
        self._coming: dict[tuple[str, str], Coming] = {}

    def figures(self, content: Mapping[str, Any]) -> Figures:
        given, by_hand = self.given, content["entry"] == entries.BY_HAND
        found = self._of(content["entry"], content["purpose"])
        newcomers = [NOBODY] * given["newcomers"]
        later = [[*week, *newcomers] for week in found.later]
        backlog = [NOBODY] * (given["a_week"] * WEEKS) if by_hand else found.today
        entering = portions(backlog if given["backlog"] else [], later, given["a_week"])
        run = simulate(walk(read(content), given["assumptions"]), entering)
        return Figures(run, len(found.today), sum(len(week) for week in found.later), by_hand)

    def _of(self, entry: str, purpose: str) -> Coming:
        if (entry, purpose) not in self._coming:
            self._coming[entry, purpose] = coming(entry=entry, purpose=purpose, day=self.day)
        return self._coming[entry, purpose]


def mondays(day: date) -> list[date]:
    first = day - timedelta(days=day.weekday())
    return [first + timedelta(weeks=week) for week in range(WEEKS)]


def loads(named: Iterable[tuple[str, Sequence[float]]], *, day: date) -> list[Load]:
    """The heaviest first; who is asked nothing is left out."""
    found = [(name, list(weeks)) for name, weeks in named if round(sum(weeks), 1)]
    most = max((max(weeks) for _name, weeks in found), default=0.0)
    rows = [_load(name, weeks, most, mondays(day)) for name, weeks in found]
    return sorted(rows, key=lambda one: (-sum(one.weeks), one.name))


def _load(name: str, weeks: list[float], most: float, days: list[date]) -> Load:
    busiest = days[weeks.index(max(weeks))]
    values = {"name": name, "number": round(max(weeks), 1), "day": date_format(busiest, "j F")}
    label = _("%(name)s: most in the week of %(day)s, %(number)s.") % values
    return Load(name, weeks, small_bars(weeks, most=most, label=label), busiest)
