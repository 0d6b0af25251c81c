"""The versions of a plan by conversation, and what changed from one to the next, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kik_wagtail.follow_up.models import Commitment, GoalState, PlanVersion, StepState

Goals = Sequence[Mapping[str, Any]]


def by_conversation(versions: Iterable[PlanVersion]) -> list[PlanVersion]:
    """Of each conversation the last version that its coach saved; `versions` are newest first."""
    return [next(group) for _key, group in groupby(versions, key=_occasion)]


def _occasion(version: PlanVersion) -> tuple[Any, ...]:
    return (version.follow_up_id, version.made_by_id) if version.follow_up_id else (None, version.number)


def before(version: PlanVersion) -> PlanVersion | None:
    """How the plan stood before the conversation in which this version was made."""
    earlier = PlanVersion.objects.filter(resident_id=version.resident_id, number__lt=version.number).newest_first()
    return next((one for one in earlier if _occasion(one) != _occasion(version)), None)


def changes(old: Goals, new: Goals) -> list[str]:
    """A sentence for everything that differs, in the order of the new plan; what is gone comes last."""
    known = {goal["key"]: goal for goal in old}
    said = [line for goal in new for line in _of_goal(known.get(goal["key"]), goal)]
    left = {goal["key"] for goal in new}
    return said + [_("Goal taken out: “%(words)s”") % goal for goal in old if goal["key"] not in left]


def _of_goal(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Iterator[str]:
    if old is None:
        yield _("New goal: “%(words)s”") % new
    else:
        if old["words"] != new["words"]:
            yield _("Goal “%(old)s” now reads “%(new)s”") % {"old": old["words"], "new": new["words"]}
        if old["domain"] != new["domain"]:
            yield _("Goal “%(words)s” now belongs to %(domain_title)s") % new
        if old["state"] != new["state"]:
            yield _("Goal “%(words)s”: %(state)s") % {"words": new["words"], "state": GoalState(new["state"]).label}
    known = {step["key"]: step for step in (old["steps"] if old else ())}
    for step in new["steps"]:
        yield from _of_step(known.pop(step["key"], None), step)
    for gone in known.values():
        yield _("Step taken out: “%(what)s”") % gone


def _of_step(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Iterator[str]:
    if old is None:
        yield _("New step of the %(by)s: “%(what)s”") % {"by": Commitment.By(new["by"]).label, "what": new["what"]}
        old = dict(new) | {"state": StepState.OPEN.value}
    if old["what"] != new["what"]:
        yield _("Step “%(old)s” now reads “%(new)s”") % {"old": old["what"], "new": new["what"]}
    if old["by"] != new["by"]:
        yield _("Step “%(what)s” is now of the %(by)s") % {"what": new["what"], "by": Commitment.By(new["by"]).label}
    if old["due_on"] != new["due_on"]:
        yield _("Step “%(what)s”: %(when)s") % {"what": new["what"], "when": by_when(new) or _("no date any more")}
    if old["state"] != new["state"]:
        yield _("Step “%(what)s”: %(state)s") % {"what": new["what"], "state": StepState(new["state"]).label}


def by_when(step: Mapping[str, Any]) -> str:
    if not step["due_on"]:
        return ""
    return _("by %(day)s at the latest") % {"day": date_format(date.fromisoformat(step["due_on"]), "j F Y")}


def readable(goals: Goals) -> list[dict[str, Any]]:
    """Goals with their codes in words, for reading on a screen."""
    return [
        dict(goal)
        | {
            "state_words": GoalState(goal["state"]).label,
            "steps": [
                dict(step)
                | {
                    "by_words": Commitment.By(step["by"]).label,
                    "state_words": StepState(step["state"]).label,
                    "when": by_when(step),
                }
                for step in goal["steps"]
            ],
        }
        for goal in goals
    ]
