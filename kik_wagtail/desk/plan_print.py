"""A development plan for the resident: one A4 in plain Dutch, with what each of the two does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kik_wagtail.follow_up.errors import PlanCannotBePrinted
from kik_wagtail.follow_up.models import Commitment, GoalState, PlanVersion, StepState
from kik_wagtail.snippets import characters, messages, typeset
from kik_wagtail.snippets.guide_print import texts_in
from kik_wagtail.snippets.models import LetterLayout
from kik_wagtail.snippets.tree import clean_text
from kik_wagtail.workdays.dates import local

from .plan_history import by_when
from .words import name_of


def plan_pdf(version: PlanVersion) -> bytes:
    """A tagged PDF of this version: the same version gives the same bytes. Raises PlanCannotBePrinted."""
    with translation.override("nl"):
        data = _cleaned(_data(version))
    problems = characters.check({"subject": [], "body": [], "signature": None}, {"body": " ".join(texts_in(data))})
    if problems:
        raise PlanCannotBePrinted(reason=messages.sentence(problems[0]))
    try:
        return typeset.pdf(data, created=version.made_at, source=typeset.PLAN)
    except typeset.TypesettingFailed as failure:
        raise PlanCannotBePrinted(reason=messages.sentence(failure.problem)) from failure


def _data(version: PlanVersion) -> dict[str, Any]:
    layout = LetterLayout.of_default_site()
    day = date_format(local(version.made_at).date(), "j F Y")
    said = {"name": version.resident.full_name, "day": day}
    foot = {"organisation": layout.organisation, "number": version.number}
    reached = [goal["words"] for goal in version.goals if goal["state"] == GoalState.REACHED]
    return {
        "title": _("My plan"),
        "organisation": layout.organisation,
        "accent": layout.accent,
        "foot": _("%(organisation)s · version %(number)s") % foot,
        "about": _("Plan of %(name)s. We talked about it on %(day)s.") % said,
        "intro": _("This is what you want, and what you and your coach do for it. You may change it at any time."),
        "goals": [_goal(goal) for goal in version.going],
        "reached": {"title": _("You have reached this"), "lines": reached},
        "questions": {"title": _("Questions?"), "line": _questions(version)},
        "page": _("Side"),
    }


def _goal(goal: Mapping[str, Any]) -> dict[str, Any]:
    who = (
        (Commitment.By.RESIDENT, _("What you do")),
        (Commitment.By.COACH, _("What your coach does")),
        (Commitment.By.PARTNER, _("What somebody else does")),
    )
    parts = [{"title": title, "steps": _steps(goal, by)} for by, title in who]
    return {"domain": goal["domain_title"], "words": goal["words"], "parts": [one for one in parts if one["steps"]]}


def _steps(goal: Mapping[str, Any], by: str) -> list[dict[str, str]]:
    """What did not happen is nothing to do any more, so it is left out."""
    shown = [step for step in goal["steps"] if step["by"] == by and step["state"] != StepState.NOT_DONE]
    return [
        {"what": step["what"], "when": _("done") if step["state"] == StepState.DONE else by_when(step)}
        for step in shown
    ]


def _questions(version: PlanVersion) -> str:
    resident = version.resident
    coach = name_of(resident.coach) if resident.coach else resident.area.name
    if not resident.area.phone:
        return _("Ask %(coach)s.") % {"coach": coach}
    return _("Call %(coach)s: %(phone)s.") % {"coach": coach, "phone": resident.area.phone}


def _cleaned(data: Any) -> Any:
    """Every text as the typesetter takes it."""
    if isinstance(data, str):
        return clean_text(data)
    if isinstance(data, dict):
        return {name: _cleaned(value) for name, value in data.items()}
    return [_cleaned(one) for one in data] if isinstance(data, list) else data
