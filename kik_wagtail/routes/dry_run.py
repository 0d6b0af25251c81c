"""What a route would ask, week by week: expected numbers, no chance in it, nothing written. Pure.

    walked = walk(route, assumptions)           # of one resident who enters on day 0
    run = simulate(walked, entering)            # of everybody, a portion each week

Weeks count 7 days, months 30, five working days are a week. A step that counts from the last conversation is taken to
be due at once: who comes in then is at that point.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .content import DISTANT, Anchor, Branch, Doer, On, RouteContent, Step, StepKind, Term, Unit
from .rules import finishing

WEEKS = 26
LEAST = 1e-4  # a smaller part of a resident is nobody
DAYS_OF = {Unit.DAYS: 1.0, Unit.WORKING_DAYS: 1.4, Unit.WEEKS: 7.0, Unit.MONTHS: 30.0}
LETTERS, CONVERSATIONS, CALLS, DECISIONS = "letters", "conversations", "calls", "decisions"
OF_KIND = {
    StepKind.LETTER: LETTERS,
    StepKind.APPOINTMENT: CONVERSATIONS,
    StepKind.REMINDER_CALL: CALLS,
    StepKind.CALL_BACK: CALLS,
    StepKind.DECISION: DECISIONS,
}
ANSWERED = (On.REACHED, On.STARTED, On.WANTS_SUPPORT, On.NO_CHANGE)
PREFERRED, BY_PHONE = "preferred", "phone"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Shares from 0 to 1. A manager sees and changes them; what is left of a letter is silence."""

    reacts: float = 0.45  # makes an appointment after a letter
    declines: float = 0.05  # says no after a letter
    shows_up: float = 0.8  # a conversation that was planned is held
    reached: float = 0.6  # a call is answered


class Who(NamedTuple):
    coach: int | None
    place: str  # the kind of place that the resident prefers


class Asked(NamedTuple):
    week: int  # counted from the week of entering
    what: str
    place: str  # of a conversation: a kind of place, PREFERRED or BY_PHONE
    who: str = ""  # code of a role; "" for the resident's coach


@dataclass
class DryRun:
    entering: list[int]
    weeks: list[dict[str, float]]
    # conversations, calls and decisions a week; by key of the coach, or code of a role for all teams together
    coaches: dict[int | str | None, list[float]] = field(default_factory=dict)
    places: dict[str, list[float]] = field(default_factory=dict)  # conversations a week

    def total(self, what: str) -> float:
        return sum(week[what] for week in self.weeks)


def portions(backlog: Sequence[Who], new: Sequence[Sequence[Who]], a_week: int) -> list[list[Who]]:
    """Who enters in which week: who newly matches first, then of the backlog what room is left."""
    waiting: list[Who] = []
    rest, entering = list(backlog), []
    for week in range(WEEKS):
        waiting += new[week] if week < len(new) else ()
        now, waiting = waiting[:a_week], waiting[a_week:]
        room = a_week - len(now)
        now, rest = [*now, *rest[:room]], rest[room:]
        entering.append(now)
    return entering


def simulate(walked: Counter[Asked], entering: Sequence[Sequence[Who]]) -> DryRun:
    run = DryRun([len(week) for week in entering], [dict.fromkeys(OF_KIND.values(), 0.0) for _ in range(WEEKS)])
    for start, residents in enumerate(entering):
        for who, number in Counter(residents).items():
            for asked, share in walked.items():
                week = start + asked.week
                if week >= WEEKS:
                    continue
                expected = share * number
                run.weeks[week][asked.what] += expected
                if asked.what != LETTERS:
                    run.coaches.setdefault(asked.who or who.coach, [0.0] * WEEKS)[week] += expected
                if asked.what == CONVERSATIONS:
                    place = who.place if asked.place == PREFERRED else asked.place
                    run.places.setdefault(place, [0.0] * WEEKS)[week] += expected
    return run


def walk(route: RouteContent, assumptions: Assumptions) -> Counter[Asked]:
    """Of one resident who enters on day 0: how many letters, conversations, calls and decisions in which week."""
    return _Walk(route, assumptions).asked


class _Walk:
    def __init__(self, route: RouteContent, assumptions: Assumptions) -> None:
        self.route, self.assumptions = route, assumptions
        self.asked: Counter[Asked] = Counter()
        self.order = {step.key: number for number, step in enumerate(route.steps)}
        self.here: dict[tuple[float, int], float] = defaultdict(
            float
        )  # (day, number of the step) -> part of a resident
        self.queue: list[tuple[float, int]] = []
        if route.steps:
            self._enter(route.steps[0].key, 0.0, 1.0)
        turns = 200 * max(len(route.steps), 1)
        while self.queue and turns:
            turns -= 1
            at = heapq.heappop(self.queue)
            self._step(route.steps[at[1]], at[0], self.here.pop(at))

    def _enter(self, key: str, day: float, part: float) -> None:
        if part < LEAST or day >= WEEKS * 7 or key not in self.order:
            return
        at = (round(day, 1), self.order[key])
        if at not in self.here:
            heapq.heappush(self.queue, at)
        self.here[at] += part

    def _step(self, step: Step, entered: float, part: float) -> None:
        due = self._due(step, entered)
        week = int(due // 7)
        if step.kind in OF_KIND and week < WEEKS:
            self.asked[Asked(week, OF_KIND[step.kind], _place(step), _role(step))] += part
        left = entered if step.kind == StepKind.REMINDER_CALL else due  # a reminder comes before what follows it
        for on, choice, share, later in self._outcomes(step):
            to = self._to(step, on, choice)
            if to:
                self._enter(to, left + later, part * share)

    def _due(self, step: Step, entered: float) -> float:
        low = _length(step.term)
        middle = (low + _length(step.until)) / 2 if step.until else low
        if step.anchor == Anchor.START:
            return max(entered, middle)
        if step.anchor == Anchor.LAST_CONVERSATION:
            return entered
        return max(entered, entered + middle)

    def _outcomes(self, step: Step) -> Iterator[tuple[On, str, float, float]]:
        """(outcome, choice, share, days after the step was due); the shares make 1."""
        given = self.assumptions
        if step.kind == StepKind.LETTER:
            yield from self._of_letter(step)
        elif step.kind == StepKind.APPOINTMENT:
            yield On.HELD, "", given.shows_up, 0.0
            yield On.NO_SHOW, "", 1 - given.shows_up, 0.0
        elif step.kind == StepKind.CALL_BACK:
            named = [branch.on for branch in step.branches if branch.on in ANSWERED] or [On.REACHED]
            for on in named:
                yield on, "", given.reached / len(named), 0.0
            yield On.NOT_REACHED, "", 1 - given.reached, 0.0
        elif step.kind == StepKind.DECISION:
            choices = [branch.choice for branch in step.branches if branch.on == On.DECIDED]
            for choice in choices:
                yield On.DECIDED, choice, 1 / len(choices), 0.0
        else:
            yield On.SILENT, "", 1.0, 0.0

    def _of_letter(self, step: Step) -> Iterator[tuple[On, str, float, float]]:
        if not step.waits:
            yield On.SENT, "", 1.0, 0.0
            return
        silence = step.silence
        term = _length(silence.after) if silence and silence.after else 0.0
        declines = self.assumptions.declines if self._branch(step, On.DECLINED, "") else 0.0
        reacts = min(self.assumptions.reacts, 1 - declines)
        yield On.APPOINTED, "", reacts, term / 2
        yield On.DECLINED, "", declines, term / 2
        yield On.SILENT, "", 1 - reacts - declines, term

    def _branch(self, step: Step, on: On, choice: str) -> Branch | None:
        every = (*step.branches, *self.route.always)
        return next((one for one in every if one.on == on and one.choice == choice), None)

    def _to(self, step: Step, on: On, choice: str) -> str:
        """Key of the next step; "" for the end."""
        branch = self._branch(step, on, choice)
        below = self.route.after(step.key)
        if branch is not None:
            return "" if branch.end else branch.to or (below.key if below else "")
        if on in finishing(step) or on == On.SILENT:
            return below.key if below else ""
        return ""


def _place(step: Step) -> str:
    if step.kind != StepKind.APPOINTMENT:
        return ""
    return BY_PHONE if step.channel in DISTANT else step.place_kind or PREFERRED


def _role(step: Step) -> str:
    return "" if step.who == Doer.COACH else step.who.value


def _length(term: Term) -> float:
    return term.offset * DAYS_OF[term.unit]
