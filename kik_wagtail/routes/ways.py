"""Where the outcomes of a route lead: which steps are reached, from which an end is, and what goes round too fast. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from .content import BY_HAND, On, RouteContent, Step, StepKind, Term, Unit
from .rules import finishing

DAYS_OF = {Unit.DAYS: 1, Unit.WORKING_DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 28}
PAUSE_DAYS = 7
END = ""


class Way(NamedTuple):
    """From one step to another (END: out of the route). `days`: how long it takes at least when nobody does anything."""

    start: str
    to: str
    on: On | None
    days: int | None  # None: only by what a person does


class Ways:
    def __init__(self, route: RouteContent) -> None:
        self.route = route

    @cached_property
    def all(self) -> list[Way]:
        return [way for step in self.route.steps for way in self._from(step)]

    def _from(self, step: Step) -> Iterator[Way]:
        below = self.route.after(step.key)
        following = below.key if below else END
        for branch in (*step.branches, *self.route.always):
            to = END if branch.end else branch.to or following
            yield Way(step.key, to, branch.on, _days(branch.after) if branch.on == On.SILENT else None)
        named = {branch.on for branch in step.branches}
        for on in finishing(step) - named:
            yield Way(step.key, following, on, _days_by_itself(step, on))

    @cached_property
    def reached(self) -> frozenset[str]:
        found: set[str] = set()
        todo = [step.key for step in self.route.steps[:1]]
        while todo:
            key = todo.pop()
            if key in found or key == END:
                continue
            found.add(key)
            todo += [way.to for way in self.all if way.start == key]
        return frozenset(found)

    @cached_property
    def with_exit(self) -> frozenset[str]:
        """Steps from which some outcome leads, in the end, to an end."""
        found = {END}
        while more := {way.start for way in self.all if way.to in found} - found:
            found |= more
        return frozenset(found)

    def rounds_without_pause(self) -> list[Step]:
        """Steps that time alone brings back within a week."""
        quick = {step.key: self._quickest_round(step.key) for step in self.route.steps}
        return [step for step in self.route.steps if (quick[step.key] or PAUSE_DAYS) < PAUSE_DAYS]

    def _quickest_round(self, key: str) -> int | None:
        """Days, at least 1 where it takes none; None where there is no round without a person."""
        best: dict[str, int] = {}
        todo = [(way.days, way.to) for way in self.all if way.start == key and way.days is not None]
        while todo:
            days, at = min(todo)
            todo.remove((days, at))
            if at == key:
                return max(days, 1)
            if at == END or best.get(at, days + 1) <= days:
                continue
            best[at] = days
            todo += [(days + way.days, way.to) for way in self.all if way.start == at and way.days is not None]
        return None


def _days(term: Term | None) -> int:
    return max(term.offset, 0) * DAYS_OF[term.unit] if term else 0


def _days_by_itself(step: Step, on: On) -> int | None:
    if step.kind in {StepKind.WAIT, StepKind.LETTER} and on in {On.SILENT, On.SENT}:
        return _days(step.term)
    return 0 if step.kind in BY_HAND and on == On.SILENT else None
