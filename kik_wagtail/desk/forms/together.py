"""Whom to put on which route, from when, and how many a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kik_wagtail.desk.together import Choice
from kik_wagtail.routes.models import RouteVersion
from kik_wagtail.workdays.dates import add_months

from .dates import DutchDateField

MOST_MONTHS_AHEAD = 12


class TogetherForm(forms.Form):
    who = forms.ChoiceField(
        label=_("Who?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who."),
            "invalid_choice": _("This choice is not there any more. Choose again."),
        },
    )
    areas = forms.MultipleChoiceField(
        label=_("In which areas?"),
        help_text=_("Tick none for all of them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    months = forms.IntegerField(
        label=_("Not spoken for how many months?"),
        help_text=_("Leave it empty if that does not matter."),
        min_value=1,
        max_value=120,
        required=False,
    )
    route = forms.ChoiceField(
        label=_("Which route?"),
        help_text=_("Only routes that are published and switched on."),
        error_messages={
            "required": _("Choose a route."),
            "invalid_choice": _("This route is not offered any more. Choose again."),
        },
    )
    starts_from = DutchDateField(label=_("From which day?"), help_text=_("Today, or a day in the next 12 months."))
    a_week = forms.IntegerField(
        label=_("New residents a week for each coach"),
        min_value=1,
        max_value=100,
    )

    def __init__(
        self,
        *args: Any,
        choices: Sequence[Choice],
        versions: Sequence[RouteVersion],
        areas: Mapping[int, str],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.choices = {one.key: one for one in choices}
        self.versions = {str(one.text_id): one for one in versions}
        self._offer("who", [(one.key, one.words) for one in choices])
        routes = [(key, one.content["title"]) for key, one in self.versions.items()]
        self._offer("route", [("", "–"), *routes] if len(routes) > 1 else routes)
        self._offer("areas", [(str(pk), name) for pk, name in areas.items()])
        if len(areas) < 2:
            del self.fields["areas"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_starts_from(self) -> date:
        day: date = self.cleaned_data["starts_from"]
        if not self.today <= day <= add_months(self.today, MOST_MONTHS_AHEAD):
            raise forms.ValidationError(_("Choose today, or a day in the next 12 months."))
        return day

    @property
    def arguments(self) -> dict[str, Any]:
        """For `together.draft`."""
        given = self.cleaned_data
        choice = self.choices[given["who"]]
        criteria = dict(choice.criteria)
        if areas := given.get("areas"):
            criteria["areas"] = [int(pk) for pk in areas]
        if given["months"]:
            criteria["months"] = given["months"]
        return {
            "version": self.versions[given["route"]],
            "criteria": criteria,
            "everybody": choice.everybody,
            "a_week": given["a_week"],
            "starts_from": given["starts_from"],
        }


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Is kept with this list. Name no residents here."),
        max_length=300,
        error_messages={"required": _("Write in one sentence why.")},
    )
