"""Is a route fit to run? Everything that would leave a resident without a next step, or send what it must not.

Codes are stable (`route.…`). An error keeps a route from being published; a warning asks for a look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kik_wagtail.checks import Finding, Level

from . import results
from .appointed import with_appointment
from .content import BY_HAND, EXPECTED, Anchor, Branch, Doer, On, RouteContent, Step, StepKind, Tone
from .ways import Ways
from .words import WHO, on_label

FASTEST_ROUND_DAYS = 7


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter text as it stands today."""

    title: str
    tone: Tone
    is_live: bool = True
    valid_until: date | None = None
    is_about_appointment: bool = False
    needs_appointment: tuple[str, ...] = ()  # labels of merge fields that stand in it without one, too


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the steps may point to, by key: letter texts, and guides that are published and in use."""

    letters: Mapping[int, LetterFacts]
    guides: frozenset[int] = frozenset()
    teams_without: Mapping[Doer, int] = field(default_factory=dict)  # teams that have nobody in this role


def check(route: RouteContent, *, shelf: Shelf, today: date) -> list[Finding]:
    """Every fault once, in the order of the steps."""
    if not route.steps:
        return [_error("empty", _("This route has no steps."), _("Add the first step."))]
    found = [*_always(route)]
    for number, step in enumerate(route.steps, 1):
        found += _named(number, step, _of_step(route, step, number, shelf, today))
    return [*found, *(finding for _key, finding in _of_ways(route))]


def check_by_step(route: RouteContent, *, shelf: Shelf, today: date) -> dict[str, list[Finding]]:
    """By key of a step what is wrong there, for who shows it beside the step; "" for the route as a whole."""
    found: dict[str, list[Finding]] = {"": [*_always(route)]}
    for number, step in enumerate(route.steps, 1):
        found[step.key] = list(_of_step(route, step, number, shelf, today))
    for key, finding in _of_ways(route):
        found[key].append(finding)
    return found


def check_letter(route: RouteContent, letter: int, *, shelf: Shelf, today: date) -> list[Finding]:
    """The faults of the steps that send this letter text, about the text."""
    return [
        finding
        for number, step in enumerate(route.steps, 1)
        if step.kind == StepKind.LETTER and step.letter == letter
        for finding in _named(number, step, _of_letter(route, step, shelf, today))
    ]


def _named(number: int, step: Step, found: Iterable[Finding]) -> list[Finding]:
    """Each begins with its step."""
    name = _("Step %(number)s, “%(title)s”") % {"number": number, "title": step.title}
    return [replace(one, message=f"{name}: {one.message}") for one in found]


def _of_step(route: RouteContent, step: Step, number: int, shelf: Shelf, today: date) -> Iterator[Finding]:
    if step.kind == StepKind.LETTER:
        yield from _of_letter(route, step, shelf, today)
    if step.kind == StepKind.DECISION:
        yield from _of_decision(step)
    if step.guide is not None and step.guide not in shelf.guides:
        yield _error("guide_gone", _("its guide is not published or is archived."), _("Choose another guide."))
    if step.kind == StepKind.REMINDER_CALL and (step.anchor != Anchor.APPOINTMENT or step.term.offset >= 0):
        yield _error(
            "reminder_not_before",
            _("a reminder call is made before an appointment."),
            _("Count from the appointment, with a negative number: -1 working day."),
        )
    if missing := shelf.teams_without.get(step.who):
        yield _nobody(step, missing)
    if number == 1 and step.anchor in {Anchor.PREVIOUS_DUE, Anchor.PREVIOUS_DONE}:
        yield _error("nothing_before", _("there is no step before it."), _("Count from the start of the route."))
    yield from _of_branches(route, step)
    yield from _of_term(step)


def _nobody(step: Step, missing: int) -> Finding:
    message = ngettext(
        "%(number)s team has nobody in this role: %(who)s. There the coach of the resident does it.",
        "%(number)s teams have nobody in this role: %(who)s. There the coach of the resident does it.",
        missing,
    )
    hint = _("Add somebody to the team, or choose the coach.")
    return Finding("route.nobody_there", "warning", message % {"number": missing, "who": WHO[step.who]}, hint)


def _of_letter(route: RouteContent, step: Step, shelf: Shelf, today: date) -> Iterator[Finding]:
    letter = shelf.letters.get(step.letter) if step.letter else None
    if letter is None:
        yield _error("no_letter", _("it has no letter text."), _("Choose a letter text."))
        return
    values = {"letter": letter.title}
    if not letter.is_live:
        message = _("“%(letter)s” is not published or is archived.") % values
        yield _error("letter_gone", message, _("Publish the text, or choose another one."))
    if letter.valid_until and letter.valid_until < today:
        message = _("“%(letter)s” has expired, so no letter can be made of it.") % values
        yield _error("letter_expired", message, _("Have its owner check the text and set a new date."))
    if not route.tone.may_send(letter.tone):
        message = _("the tone of “%(letter)s” is above the tone of this route.") % values
        yield _error("tone", message, _("Choose a letter with a lighter tone, or change the tone of the route."))
    if letter.tone == Tone.VOLUNTARY and route.tone == Tone.DUTY:
        message = _("“%(letter)s” says that coming is voluntary, and this route is about a duty.") % values
        yield _error("voluntary_in_duty", message, _("Choose a letter that does not speak of voluntariness."))
    if letter.tone == Tone.VOLUNTARY and route.tone == Tone.NEUTRAL:
        message = _("“%(letter)s” says that coming is voluntary, and the tone of this route is neutral.") % values
        hint = _("Choose a neutral letter, or make the route voluntary.")
        yield Finding("route.voluntary_in_neutral", "warning", message, hint)
    if (letter.is_about_appointment or letter.needs_appointment) and step.key not in with_appointment(route):
        yield _without_appointment(letter)


def _without_appointment(letter: LetterFacts) -> Finding:
    before = _("Or let the route make an appointment before this step.")
    if letter.is_about_appointment:
        message = _("“%(letter)s” is about an appointment, and there is none yet at this step.")
        hint = _("Choose another letter, or another purpose for this one.")
        return _error("no_appointment", message % {"letter": letter.title}, f"{hint} {before}")
    message = _("“%(letter)s” names %(fields)s, and there is no appointment yet at this step.")
    hint = _("Put the sentence in a conditional passage: only if there is an appointment.")
    fields = ", ".join(f"“{label}”" for label in letter.needs_appointment)
    return _error("no_appointment", message % {"letter": letter.title, "fields": fields}, f"{hint} {before}")


def _of_decision(step: Step) -> Iterator[Finding]:
    if not any(branch.on == On.DECIDED for branch in step.branches):
        yield _error("no_choices", _("nothing can be chosen."), _("Name at least two outcomes of this decision."))
    if step.silence is not None:
        yield _error("decides_by_itself", _("a decision is made by a person, never by a date."), _("Remove silence."))
    if step.anchor == Anchor.APPOINTMENT:
        yield _error(
            "decision_without_date", _("there may be no appointment to count from."), _("Count from the step before.")
        )


def _of_branches(route: RouteContent, step: Step) -> Iterator[Finding]:
    for branch, count in Counter((one.on, one.choice) for one in step.branches).items():
        if count > 1:
            message = _("“%(outcome)s” leads to two places.") % {"outcome": on_label(*branch)}
            yield _error("outcome_twice", message, _("Keep one of the two."))
    for branch in step.branches:
        yield from _of_branch(route, branch)
        if branch.on not in EXPECTED[step.kind]:
            message = _("“%(outcome)s” cannot happen in a step of this kind.") % {"outcome": on_label(branch.on)}
            yield _error("cannot_happen", message, _("Remove this outcome, or change the kind of step."))


def _always(route: RouteContent) -> Iterator[Finding]:
    for branch in route.always:
        yield from _of_branch(route, branch)


def _of_branch(route: RouteContent, branch: Branch) -> Iterator[Finding]:
    values = {"outcome": on_label(branch.on, branch.choice)}
    if not branch.to and not branch.end:
        message = _("“%(outcome)s” leads nowhere.") % values
        yield _error("goes_nowhere", message, _("Choose the next step, or how the route ends then."))
    if branch.to and branch.to not in route:
        message = _("“%(outcome)s” leads to a step that is not there.") % values
        yield _error("step_gone", message, _("Choose another step."))
    if branch.end and not results.known(branch.end):
        message = _("“%(outcome)s” ends with a result that is not known.") % values
        yield _error("unknown_result", message, _("Choose a result from the list."))
    if branch.on == On.SILENT and (branch.after is None or branch.after.offset < 1):
        yield _error("silence_without_term", _("silence has no term."), _("Fill in after how many days or weeks."))


def _of_term(step: Step) -> Iterator[Finding]:
    """What waits for a person or a reaction needs a day on which the route goes on without."""
    if step.silence is not None or step.kind in {StepKind.DECISION, StepKind.REMINDER_CALL, StepKind.WAIT}:
        return
    if step.kind in BY_HAND or step.waits:
        message = _("it can wait for ever: nothing says what happens when nobody reacts.")
        yield _error("no_term", message, _("Add “no reaction”, with a term and the next step."))


def _of_ways(route: RouteContent) -> Iterator[tuple[str, Finding]]:
    """By key of the step."""
    ways = Ways(route)
    for step in route.steps:
        values = {"title": step.title}
        if step.key not in ways.reached:
            message = _("No outcome leads to “%(title)s”.") % values
            hint = _("Remove the step, or lead an outcome to it.")
            yield step.key, Finding("route.unreachable", "warning", message, hint)
        elif step.key not in ways.with_exit:
            message = _("From “%(title)s” the route never ends: it goes round for ever.") % values
            yield step.key, _error("no_exit", message, _("Let one outcome end the route."))
    for step in ways.rounds_without_pause():
        message = _("“%(title)s” can come back within a week without anybody doing anything.") % {"title": step.title}
        yield step.key, _error("too_fast", message, _("Put a wait or a longer term in between."))


def _error(code: str, message: str, hint: str, level: Level = "error") -> Finding:
    return Finding(f"route.{code}", level, message, hint)
