"""How the stored names of a route read: kinds, anchors, units, outcomes, terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kik_wagtail.residents.models import Channel

from . import results
from .content import AT_A_DISTANCE, Anchor, Branch, Doer, On, Step, StepKind, Term, Unit

KINDS = {
    StepKind.LETTER: gettext_lazy("letter"),
    StepKind.APPOINTMENT: gettext_lazy("appointment"),
    StepKind.REMINDER_CALL: gettext_lazy("reminder call"),
    StepKind.CALL_BACK: gettext_lazy("call-back"),
    StepKind.DECISION: gettext_lazy("decision"),
    StepKind.WAIT: gettext_lazy("wait"),
}
SHORT_KINDS = {StepKind.REMINDER_CALL: gettext_lazy("call"), StepKind.CALL_BACK: gettext_lazy("call")}
ICONS = {
    StepKind.LETTER: "mail",
    StepKind.APPOINTMENT: "calendar",
    StepKind.REMINDER_CALL: "kik-phone",
    StepKind.CALL_BACK: "kik-phone",
    StepKind.DECISION: "help",
    StepKind.WAIT: "history",
}
OUTCOMES = {
    On.SENT: gettext_lazy("sent"),
    On.APPOINTED: gettext_lazy("appointment made"),
    On.HELD: gettext_lazy("spoken"),
    On.NO_SHOW: gettext_lazy("did not show up"),
    On.CANCELLED: gettext_lazy("cancelled"),
    On.DECLINED: gettext_lazy("declined"),
    On.REACHED: gettext_lazy("reached"),
    On.NOT_REACHED: gettext_lazy("not reached"),
    On.STARTED: gettext_lazy("has started"),
    On.WANTS_SUPPORT: gettext_lazy("wants support after all"),
    On.NO_CHANGE: gettext_lazy("no change"),
    On.SILENT: gettext_lazy("no reaction"),
    On.DECIDED: gettext_lazy("decided"),
}
ANCHORS = {
    Anchor.START: gettext_lazy("the start"),
    Anchor.PREVIOUS_DUE: gettext_lazy("the day the step before was due"),
    Anchor.PREVIOUS_DONE: gettext_lazy("the step before"),
    Anchor.APPOINTMENT: gettext_lazy("the appointment"),
    Anchor.LAST_CONVERSATION: gettext_lazy("the last conversation"),
}


WHO = {
    Doer.COACH: gettext_lazy("the coach of the resident"),
    Doer.AREA_TEAM: gettext_lazy("the area team"),
    Doer.TEAM_LEAD: gettext_lazy("the team lead"),
    Doer.ADVISER: gettext_lazy("the adviser at the gate"),
}


def channels() -> list[tuple[str, Any]]:
    return [*Channel.choices, (AT_A_DISTANCE, gettext_lazy("by telephone or video call, as the resident prefers"))]


def who(step: Step) -> str:
    """ "" for the coach of the resident, who does everything that is not given to somebody else."""
    return "" if step.who == Doer.COACH else str(WHO[step.who])


def on_label(on: On, choice: str = "") -> str:
    """An outcome; of a decision what was chosen."""
    return results.label(choice) if choice else str(OUTCOMES[on])


def way_on(branch: Branch) -> str:
    """An outcome with its term, where it has one."""
    if branch.on == On.SILENT and branch.after:
        return silence(branch.after)
    return on_label(branch.on, branch.choice)


def length(term: Term) -> str:
    """`14 days`, without its sign."""
    number = abs(term.offset)
    words = {
        Unit.DAYS: ngettext("%(number)s day", "%(number)s days", number),
        Unit.WORKING_DAYS: ngettext("%(number)s working day", "%(number)s working days", number),
        Unit.WEEKS: ngettext("%(number)s week", "%(number)s weeks", number),
        Unit.MONTHS: ngettext("%(number)s month", "%(number)s months", number),
    }
    return words[term.unit] % {"number": number}


def when(step: Step) -> str:
    """`14 days to 28 days after the start` · `1 working day before the appointment` · `at the start`."""
    values = {"anchor": ANCHORS[step.anchor], "length": length(step.term)}
    if step.until is not None:
        return _window(step, step.until, values)
    if step.term.offset == 0:
        return _("at the start") if step.anchor == Anchor.START else _("directly after %(anchor)s") % values
    if step.term.offset < 0:
        return _("%(length)s before %(anchor)s") % values
    return _("%(length)s after %(anchor)s") % values


def _window(step: Step, until: Term, values: dict[str, Any]) -> str:
    values = {**values, "number": step.term.offset, "until": length(until)}
    if step.term.offset == 0:
        return _("within %(until)s after %(anchor)s") % values
    if step.term.unit == until.unit and step.term.offset > 0:
        return _("%(number)s to %(until)s after %(anchor)s") % values
    return _("%(length)s to %(until)s after %(anchor)s") % values


def either(found: Sequence[str]) -> str:
    """`one`, `one or two`, `one, two or three`"""
    if len(found) < 2:
        return "".join(found)
    return _("%(some)s or %(last)s") % {"some": ", ".join(found[:-1]), "last": found[-1]}


def silence(term: Term) -> str:
    return _("no reaction after %(length)s") % {"length": length(term)}


def outcome(stored: str) -> str:
    """What happened in a step, as it is stored; "" where nothing did yet."""
    return str(OUTCOMES[On(stored)]) if stored else ""
