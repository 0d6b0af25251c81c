"""A route as it reads: one description, of which the list and the picture are two views. Pure but for the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import results, words
from .content import Anchor, Branch, On, RouteContent, Step, StepKind, Term, Tone
from .ways import DAYS_OF

NOT_HELD = {On.NO_SHOW, On.CANCELLED, On.DECLINED, On.NOT_REACHED}
Days = tuple[int, int]  # first and last day, counted from the start


@dataclass(frozen=True, slots=True)
class Line:
    """Outcomes of a step that lead to the same. `to`: number of that step; else `end`, the result in words."""

    on: str
    short: str  # for the picture
    to: int | None
    end: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    key: str
    kind: StepKind
    kind_label: str
    short_kind: str  # for the picture
    icon: str
    title: str
    when: str
    days: str  # "day 14-28", or "" where that cannot be said
    is_duty: bool
    who: str  # "" for the coach of the resident
    lines: tuple[Line, ...]
    below: int | None  # the step that comes next where no line says otherwise

    @property
    def is_choice(self) -> bool:
        """A decision of which every outcome ends the route: those ends say it all."""
        return self.kind == StepKind.DECISION and bool(self.lines) and all(line.end == line.on for line in self.lines)


@dataclass(frozen=True, slots=True)
class Timeline:
    title: str
    entries: tuple[Entry, ...]
    always: tuple[Line, ...]


def timeline(route: RouteContent) -> Timeline:
    numbers = {step.key: number for number, step in enumerate(route.steps, 1)}
    days = days_of(route)
    return Timeline(
        route.title,
        tuple(_entry(route, step, numbers, days.get(step.key)) for step in route.steps),
        _lines(route.always, numbers),
    )


def _entry(route: RouteContent, step: Step, numbers: dict[str, int], days: Days | None) -> Entry:
    below = route.after(step.key)
    return Entry(
        number=numbers[step.key],
        key=step.key,
        kind=step.kind,
        kind_label=str(words.KINDS[step.kind]),
        short_kind=str(words.SHORT_KINDS.get(step.kind, words.KINDS[step.kind])),
        icon=words.ICONS[step.kind],
        title=step.title,
        when=words.when(step),
        days=_in_words(days),
        is_duty=step.letter_tone == Tone.DUTY,
        who=words.who(step),
        lines=_lines([*step.branches, *_of_conversation(route, step)], numbers),
        below=numbers[below.key] if below and step.kind != StepKind.DECISION else None,
    )


def _of_conversation(route: RouteContent, step: Step) -> list[Branch]:
    """What holds in every step is said of a conversation itself as well: there it is what one waits for."""
    if step.kind != StepKind.APPOINTMENT or any(branch.on == On.HELD for branch in step.branches):
        return []
    return [branch for branch in route.always if branch.on == On.HELD]


def _lines(branches: Iterable[Branch], numbers: dict[str, int]) -> tuple[Line, ...]:
    return tuple(
        Line(
            words.either([words.way_on(one) for one in some]),
            _short(some),
            numbers.get(to),
            results.label(end) if end else "",
        )
        for (to, end), some in together(branches).items()
    )


def together(branches: Iterable[Branch]) -> dict[tuple[str, str], list[Branch]]:
    """Branches by (step they lead to, result they end with)."""
    grouped: dict[tuple[str, str], list[Branch]] = {}
    for branch in branches:
        grouped.setdefault((branch.to, branch.end), []).append(branch)
    return grouped


def _short(branches: list[Branch]) -> str:
    if {branch.on for branch in branches} >= NOT_HELD:
        branches = [branch for branch in branches if branch.on not in NOT_HELD]
        return " / ".join([_("not spoken"), *(_on_short(one) for one in branches)])
    return " / ".join(_on_short(one) for one in branches)


def _on_short(branch: Branch) -> str:
    if branch.on == On.SILENT and branch.after:
        return _("silent %(length)s") % {"length": words.length(branch.after)}
    return words.on_label(branch.on, branch.choice)


def _in_words(days: Days | None) -> str:
    if days is None:
        return ""
    first, last = days
    if first == last:
        return _("day %(day)s") % {"day": first}
    return _("day %(first)s–%(last)s") % {"first": first, "last": last}


def days_of(route: RouteContent) -> dict[str, Days]:
    """Per step the first and last day on which it is due, going down the list without turning back.

    Weeks count 7 days and months 30; a step that hangs on an appointment is counted from the appointment below it.
    """
    entered: dict[str, Days] = {step.key: (0, 0) for step in route.steps[:1]}
    found: dict[str, Days] = {}
    order = [step.key for step in route.steps]
    for step in route.steps:
        if step.key not in entered:
            continue
        due = _due(route, step, entered[step.key])
        if due is None:
            continue
        found[step.key] = due
        for to, (first, last) in _left(route, step, due):
            if to in order and order.index(to) > order.index(step.key):
                low, high = entered.get(to, (first, last))
                entered[to] = (min(low, first), max(high, last))
    return found


def _due(route: RouteContent, step: Step, entered: Days) -> Days | None:
    first, last = entered
    low, high = _length(step.term), _length(step.until or step.term)
    if step.anchor == Anchor.START:
        return max(first, low), max(last, high)
    if step.anchor == Anchor.LAST_CONVERSATION:
        return None
    if step.anchor == Anchor.APPOINTMENT:
        meeting = next((one for one in _below(route, step) if one.kind == StepKind.APPOINTMENT), None)
        if meeting is None or (there := _due(route, meeting, entered)) is None:
            return None
        first, last = there
    return max(first + low, 0), max(last + high, 0)


def _below(route: RouteContent, step: Step) -> list[Step]:
    at = [one.key for one in route.steps].index(step.key)
    return list(route.steps[at + 1 :])


def _left(route: RouteContent, step: Step, due: Days) -> list[tuple[str, Days]]:
    first, last = due
    silence = step.silence
    waiting = _length(silence.after) if silence and silence.after and step.kind == StepKind.LETTER else 0
    left = []
    for branch in step.branches:
        if branch.on == On.SILENT and branch.after:
            left.append((branch.to, (first + _length(branch.after), last + _length(branch.after))))
        else:
            left.append((branch.to, (first, last + waiting)))
    below = route.after(step.key)
    return [*left, (below.key, (first, last + waiting))] if below else left


def _length(term: Term) -> int:
    return term.offset * (30 if term.unit == "months" else DAYS_OF[term.unit])
