"""A development plan on one screen: goals, each with rows of steps, and room for one more of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kik_wagtail.follow_up.models import Commitment, GoalState, PlanVersion, StepState
from kik_wagtail.snippets.models import LifeDomain

from .commitments import CommitmentForm
from .dates import DutchDateField

MAX_GOALS, MAX_STEPS = 12, 20
COLUMNS = ("key", "by", "what", "due_on")
Raw = Mapping[str, Any]  # a goal or step as the plan holds it, or as it was typed
BOTH = (Commitment.By.COACH.value, Commitment.By.RESIDENT.value)  # who each do something for a goal


class StepForm(forms.Form):
    key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    by = forms.ChoiceField(label=_("Who"), choices=CommitmentForm.base_fields["by"].choices)
    what = forms.CharField(
        label=_("What"),
        max_length=300,
        widget=AdminAutoHeightTextInput(attrs={"rows": 1}),
        error_messages={"required": _("Write what will be done.")},
    )
    due_on = DutchDateField(label=_("By when"), required=False)
    state = forms.ChoiceField(label=_("How it went"), choices=StepState.choices, required=False)

    def __init__(self, raw: Raw, *, goal: int, number: int, bound: bool) -> None:
        self.goal, self.kept = goal, raw["key"]
        auto_id = f"id_g{goal}s{number}_%s"
        if bound:
            super().__init__({self.add_prefix(name): value for name, value in raw.items()}, auto_id=auto_id)
        else:
            due = date.fromisoformat(raw["due_on"]) if raw["due_on"] else None
            super().__init__(initial=dict(raw) | {"due_on": due}, auto_id=auto_id)

    def add_prefix(self, field_name: str) -> str:
        """The rows of a goal share their names; how a step went is told by its key, for it may stand elsewhere."""
        return f"state-{self.kept}" if field_name == "state" else f"g{self.goal}-step-{field_name}"

    def result(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        due = cleaned["due_on"].isoformat() if cleaned["due_on"] else ""
        return cleaned | {"due_on": due, "state": cleaned["state"] or StepState.OPEN.value}


class GoalForm(forms.Form):
    key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    domain = forms.ChoiceField(label=_("Life domain"), error_messages={"required": _("Choose a life domain.")})
    words = forms.CharField(
        label=_("Goal, in the words of the resident"),
        max_length=500,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        error_messages={"required": _("Write the goal in the words of the resident.")},
    )
    state = forms.ChoiceField(label=_("How it stands"), choices=GoalState.choices, required=False)

    def __init__(self, *args: Any, domains: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = [("", _("Choose")), *domains.items()]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class GoalEntry:
    form: GoalForm
    steps: Sequence[StepForm]
    empty: Sequence[StepForm]
    raw: Raw

    @property
    def is_new(self) -> bool:
        return not self.raw["key"]

    @property
    def is_going(self) -> bool:
        return self.raw["state"] == GoalState.GOING

    @property
    def lacks_coach(self) -> bool:
        return self._lacks(Commitment.By.COACH)

    @property
    def lacks_resident(self) -> bool:
        return self._lacks(Commitment.By.RESIDENT)

    def _lacks(self, by: str) -> bool:
        """Who does nothing for this goal yet; a plan is of two people."""
        return self.is_going and not any(step["by"] == by for step in self.raw["steps"])


class PlanEntry:
    """The forms of the screen as one: of what was typed, or else of the plan as it stands (None: none yet)."""

    def __init__(self, *, plan: PlanVersion | None, today: date, data: QueryDict | None = None) -> None:
        self.plan, self.bound = plan, data is not None
        self.before = {goal["key"]: goal for goal in (plan.goals if plan else [])}
        titles = {goal["domain"]: goal["domain_title"] for goal in self.before.values()}
        offered = LifeDomain.objects.filter(live=True, is_archived=False)
        self.domains = titles | {one.code: one.title for one in offered}
        raw = _typed(data) if data is not None else list(self.before.values())
        self.goals = [self._entry(number, goal) for number, goal in enumerate(raw)]
        wanted = len(raw) < MAX_GOALS and not any(entry.is_new for entry in self.goals)
        self.new = self._new(len(raw)) if wanted else None
        due = _due_keys(self.before.values(), today)
        self.to_discuss = [(entry, step) for entry in self.goals for step in entry.steps if step.kept in due]
        self.due = due

    def _entry(self, number: int, raw: Raw) -> GoalEntry:
        prefix = {"prefix": f"g{number}", "domains": self.domains}
        values = {name: raw[name] for name in GoalForm.base_fields}
        if self.bound:
            form = GoalForm({f"g{number}-{name}": value for name, value in values.items()}, **prefix)
        else:
            form = GoalForm(initial=values, **prefix)
        steps = [StepForm(step, goal=number, number=at, bound=self.bound) for at, step in enumerate(raw["steps"])]
        return GoalEntry(form, steps, _empty_rows(number, raw["steps"]), raw)

    def _new(self, number: int) -> GoalEntry:
        raw = {"key": "", "state": GoalState.GOING.value, "steps": []}
        form = GoalForm(prefix=f"g{number}", domains=self.domains, initial={"state": GoalState.GOING})
        return GoalEntry(form, (), _empty_rows(number, ()), raw)

    def _forms(self) -> list[forms.Form]:
        return [form for entry in self.goals for form in (entry.form, *entry.steps)]

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self._forms()]  # every form: all mistakes at once
        return all(checked)

    def mistakes(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what is wrong), in the order of the screen."""
        return [
            (form[name].id_for_label, str(form[name].label), " ".join(form.errors[name]))
            for form in self._forms()
            for name in form.errors
        ]

    def result(self) -> list[dict[str, Any]]:
        """The goals for services.save_plan; ask only when valid."""
        return [self._goal(entry) for entry in self.goals]

    def _goal(self, entry: GoalEntry) -> dict[str, Any]:
        goal = entry.form.cleaned_data
        before = self.before.get(goal["key"])
        same = before is not None and before["domain"] == goal["domain"]  # keeps its title of then
        title = before["domain_title"] if before and same else self.domains[goal["domain"]]
        more = {"domain_title": title, "state": goal["state"] or GoalState.GOING.value}
        return goal | more | {"steps": [step.result() for step in entry.steps]}


def _typed(data: QueryDict) -> list[Raw]:
    """The goals as they were typed; one in which nothing was written is none."""
    found = []
    for number in range(MAX_GOALS):
        goal = {name: data.get(f"g{number}-{name}", "") for name in GoalForm.base_fields}
        columns = [data.getlist(f"g{number}-step-{name}")[:MAX_STEPS] for name in COLUMNS]
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip_longest(*columns, fillvalue="")]
        steps = [row | {"state": _went(data, row)} for row in rows if (row["what"] + row["due_on"]).strip()]
        if goal["words"].strip() or steps:
            found.append(goal | {"state": goal["state"] or GoalState.GOING.value, "steps": steps})
    return found


def _went(data: QueryDict, row: Raw) -> str:
    return (row["key"] and data.get(f"state-{row['key']}")) or StepState.OPEN.value


def _empty_rows(goal: int, steps: Sequence[Raw]) -> list[StepForm]:
    """One for each of the two who does nothing yet, and else one: nothing has to be pressed to write a step."""
    missing = [by for by in BOTH if not any(step["by"] == by for step in steps)] or [BOTH[0]]
    room = missing[: MAX_STEPS - len(steps)]
    raw = {"key": "", "what": "", "due_on": "", "state": StepState.OPEN.value}
    return [StepForm(raw | {"by": by}, goal=goal, number=len(steps) + at, bound=False) for at, by in enumerate(room)]


def _due_keys(goals: Any, today: date) -> set[str]:
    """Steps of going goals that are open and whose day has come, or that have no day: these are talked about first."""
    return {
        step["key"]
        for goal in goals
        for step in goal["steps"]
        if goal["state"] == GoalState.GOING
        and step["state"] == StepState.OPEN
        and (not step["due_on"] or step["due_on"] <= today.isoformat())
    }
