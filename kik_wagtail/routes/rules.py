"""Published route + where a resident stands + what happened -> what happens next. No Django, no clock.

    move = begin(route, day, calendar)
    move = react(route, position, Event(On.NO_SHOW), day, calendar)
    move = pass_day(route, position, day, calendar)

A move is a new position (the same step, re-planned or done; or the next one) or an end with its result code. The
caller writes it down and carries out what the step asks; this module decides nothing about people: a decision step
moves on a person's choice only, and by no date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import add_months

from .content import Anchor, Branch, On, RouteContent, Step, StepKind, Term, Unit

ONE_DAY = timedelta(days=1)
COMPLETED = "completed"  # the result of who walked past the last step
PATIENCE = timedelta(days=28)  # a step whose date hangs on an appointment that nobody makes is passed after four weeks


@dataclass(frozen=True, slots=True)
class Day:
    """Today, and the dates of the resident that a step can hang on."""

    today: date
    start: date
    appointment: date | None = None  # of the open conversation
    last_conversation: date | None = None

    @property
    def has_appointment(self) -> bool:
        """To come: one that passed, and that nobody closed, is no reaction to a letter of today."""
        return self.appointment is not None and self.appointment >= self.today


@dataclass(frozen=True, slots=True)
class Position:
    """`number` counts the steps that this resident entered: with the enrolment it names one visit to one step.

    `since` is the day the step before it was left, which is what "after the previous step was done" counts from.
    """

    step: str
    number: int
    since: date
    due: date | None  # None while the anchor has no date yet
    latest: date | None
    done: date | None = None  # the letter was sent, the appointment was made
    previous_due: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    on: On
    choice: str = ""  # of DECIDED: the result code that a person chose


@dataclass(frozen=True, slots=True)
class Move:
    position: Position | None  # None: the end
    result: str = ""  # code of the end
    why: On | None = None

    @property
    def is_end(self) -> bool:
        return self.position is None


class NotOffered(ValueError):
    """A decision was taken that this step does not name."""


def begin(route: RouteContent, day: Day, calendar: Calendar) -> Move:
    return Move(_enter(route.steps[0], None, day, calendar))


def react(route: RouteContent, position: Position, event: Event, day: Day, calendar: Calendar) -> Move:
    """What `event` does. An outcome that neither the step nor the route speaks of changes nothing."""
    step = route[position.step]
    if event.on == On.DECIDED and not _decides(step, event.choice):
        raise NotOffered(event.choice)
    branch = _branch(route, step, event)
    if branch is not None:
        return _follow(route, position, branch, day, calendar)
    if event.on == On.SENT and step.kind == StepKind.LETTER:
        done = replace(position, done=day.today)
        if not step.waits:
            return _next(route, done, On.SENT, day, calendar)
        if day.has_appointment:  # the reaction was there before the letter was
            return react(route, done, Event(On.APPOINTED), day, calendar)
        return Move(done, why=On.SENT)
    if event.on == On.APPOINTED:
        return _appointed(route, position, step, day, calendar)
    if event.on in _FINISHES[step.kind]:
        return _next(route, position, event.on, day, calendar)
    return Move(position)


def pass_day(route: RouteContent, position: Position, day: Day, calendar: Calendar) -> Move:
    """Time passes: dates follow their anchor, silence has its term, and nothing waits for ever."""
    step = route[position.step]
    position = _replanned(step, position, day, calendar)
    if _is_silent(step, position, day, calendar):
        branch = step.silence
        if branch is None:
            return _next(route, position, On.SILENT, day, calendar)
        return _follow(route, position, branch, day, calendar)
    return Move(position)


def settle(route: RouteContent, position: Position, day: Day, calendar: Calendar) -> list[Move]:
    """Everything that time alone moves today, in order; [] where nothing moves.

    At most one pass over the route: what would go round faster than a day goes on tomorrow.
    """
    moves: list[Move] = []
    for _ in route.steps:
        move = pass_day(route, position, day, calendar)
        if move.position == position:
            break
        moves.append(move)
        if move.position is None:
            break
        position = move.position
    return moves


def from_today(route: RouteContent, position: Position, day: Day, calendar: Calendar) -> Position:
    """The same step as if it began today, after a pause or in a newer version: nobody is late by it.

    A letter that went stays sent; the term for a reaction to it counts from today.
    """
    begun = replace(position, since=day.today, due=None, latest=None, done=None)
    begun = _replanned(route[position.step], begun, day, calendar)
    return replace(begun, done=day.today) if position.done is not None else begun


def put_off(position: Position, time: timedelta) -> Position:
    """The same step with every date so much later: the clock stood still."""

    def later(day: date | None) -> date | None:
        return day + time if day else None

    return replace(
        position,
        since=position.since + time,
        due=later(position.due),
        latest=later(position.latest),
        done=later(position.done),
        previous_due=later(position.previous_due),
    )


def look_again(route: RouteContent, position: Position, day: Day, calendar: Calendar) -> date | None:
    """The first day after today on which time alone can change something, or a letter is to go; None: never.

    News (an outcome, an appointment made or moved) is told to `react` and `pass_day` when it comes.
    """
    found = _turns_on(route[position.step], position, day, calendar)
    return max(found, day.today + ONE_DAY) if found else None


def is_due(position: Position, today: date) -> bool:
    """The step asks for something now: a letter to send, a call to make, a decision to take."""
    return position.done is None and position.due is not None and position.due <= today


def moment(term: Term, start: date, calendar: Calendar) -> date:
    """`term` after (negative: before) `start`."""
    if term.unit == Unit.WORKING_DAYS:
        return calendar.add_working_days(start, term.offset)
    if term.unit == Unit.MONTHS:
        return add_months(start, term.offset)
    return start + timedelta(days=term.offset * (7 if term.unit == Unit.WEEKS else 1))


# What is finished by which outcome where no branch says otherwise: the step below comes next.
_FINISHES: dict[StepKind, frozenset[On]] = {
    StepKind.LETTER: frozenset(),
    StepKind.APPOINTMENT: frozenset({On.HELD, On.NO_SHOW, On.CANCELLED, On.NOT_REACHED, On.DECLINED}),
    StepKind.REMINDER_CALL: frozenset({On.REACHED, On.NOT_REACHED}),
    StepKind.CALL_BACK: frozenset({On.REACHED, On.STARTED, On.WANTS_SUPPORT, On.NO_CHANGE, On.NOT_REACHED}),
    StepKind.DECISION: frozenset(),
    StepKind.WAIT: frozenset(),
}


def finishing(step: Step) -> frozenset[On]:
    """Outcomes after which the step below comes, where no branch says otherwise."""
    if step.kind == StepKind.LETTER:
        return frozenset({On.APPOINTED}) if step.waits else frozenset({On.SENT})
    by_itself = {StepKind.REMINDER_CALL, StepKind.WAIT}
    return _FINISHES[step.kind] | ({On.SILENT} if step.kind in by_itself else frozenset())


def _decides(step: Step, choice: str) -> bool:
    return any(branch.on == On.DECIDED and branch.choice == choice for branch in step.branches)


def _branch(route: RouteContent, step: Step, event: Event) -> Branch | None:
    for branch in (*step.branches, *route.always):
        if branch.on == event.on and branch.choice == event.choice and event.on != On.SILENT:
            return branch
    return None


def _follow(route: RouteContent, position: Position, branch: Branch, day: Day, calendar: Calendar) -> Move:
    if branch.end:
        return Move(None, branch.end, branch.on)
    if not branch.to:
        return _next(route, position, branch.on, day, calendar)
    return Move(_enter(route[branch.to], position, day, calendar), why=branch.on)


def _next(route: RouteContent, position: Position, why: On, day: Day, calendar: Calendar) -> Move:
    below = route.after(position.step)
    return Move(None, COMPLETED, why) if below is None else Move(_enter(below, position, day, calendar), why=why)


def _enter(step: Step, left: Position | None, day: Day, calendar: Calendar) -> Position:
    position = Position(
        step=step.key,
        number=left.number + 1 if left else 1,
        since=day.today,
        due=None,
        latest=None,
        previous_due=left.due if left else None,
    )
    return _replanned(step, position, day, calendar)


def _replanned(step: Step, position: Position, day: Day, calendar: Calendar) -> Position:
    """Dates from the anchor as it stands today; never before the step began, and fixed once it is done."""
    if position.done is not None:
        return position
    start = _anchor(step, position, day)
    if start is None and step.kind == StepKind.DECISION:
        start = position.since  # a decision is never out of sight
    if start is None:
        return replace(position, due=None, latest=None)
    due = max(moment(step.term, start, calendar), position.since)
    latest = max(moment(step.until, start, calendar), due) if step.until else due
    return replace(position, due=due, latest=latest)


def _anchor(step: Step, position: Position, day: Day) -> date | None:
    return {
        Anchor.START: day.start,
        Anchor.PREVIOUS_DUE: position.previous_due or position.since,
        Anchor.PREVIOUS_DONE: position.since,
        Anchor.APPOINTMENT: day.appointment,
        Anchor.LAST_CONVERSATION: day.last_conversation or day.start,
    }[step.anchor]


def _appointed(route: RouteContent, position: Position, step: Step, day: Day, calendar: Calendar) -> Move:
    if step.kind == StepKind.LETTER and position.done and step.waits:
        return _next(route, position, On.APPOINTED, day, calendar)
    position = _replanned(step, position, day, calendar)
    return Move(replace(position, done=day.today) if step.kind == StepKind.APPOINTMENT else position, why=On.APPOINTED)


def _is_silent(step: Step, position: Position, day: Day, calendar: Calendar) -> bool:
    """A wait is over on its date; a reminder call on the day of the appointment; a decision never by itself."""
    if step.kind == StepKind.LETTER and position.done is None and position.due is not None:
        return False  # nobody can be silent about a letter that was not sent
    turns = _turns_on(step, position, day, calendar)
    return turns is not None and turns <= day.today


def _turns_on(step: Step, position: Position, day: Day, calendar: Calendar) -> date | None:
    """The day on which the step is over without anybody doing anything; of an unsent letter the day it is to go."""
    if step.kind == StepKind.DECISION:
        return None
    if position.due is None or position.latest is None:
        return position.since + PATIENCE
    if step.kind == StepKind.WAIT or (step.kind == StepKind.LETTER and position.done is None):
        return position.due
    if step.kind == StepKind.REMINDER_CALL and step.silence is None:
        return day.appointment or position.latest + ONE_DAY
    if step.silence is None or step.silence.after is None:
        return None
    over = moment(step.silence.after, _silent_since(step, position, day), calendar)
    if day.appointment is not None and day.appointment >= day.today and step.kind != StepKind.REMINDER_CALL:
        return max(over, day.appointment + ONE_DAY)  # who has an appointment to come is not silent
    return over


def _silent_since(step: Step, position: Position, day: Day) -> date:
    if step.kind == StepKind.LETTER and position.done:
        return position.done
    latest = position.latest or position.since
    return max(latest, day.appointment or latest)
