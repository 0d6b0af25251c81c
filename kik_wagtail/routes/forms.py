"""What a manager fills in about a route."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .dry_run import Assumptions

DATES = ("%d-%m-%Y", "%d-%m-%y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d")


class SwitchForm(forms.Form):
    """A text field for the date on purpose: the browser's own follows the browser's language."""

    effective_from = forms.DateField(
        label=_("Starting from"),
        input_formats=DATES,
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Fill in a date, for example 23-11-2026."),
            "invalid": _("Write this date as day-month-year, for example 23-11-2026."),
        },
        help_text=_("As day-month-year. From this day who newly matches comes in by themselves."),
    )
    a_week = forms.IntegerField(
        label=_("At most a week"),
        min_value=1,
        max_value=5000,
        help_text=_("How many residents may come in by themselves in a week."),
    )

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def clean_effective_from(self) -> Any:
        chosen = self.cleaned_data["effective_from"]
        if chosen < self.day:
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return chosen


def _share(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100)


class DryRunForm(forms.Form):
    """What the dry run assumes: shares of a hundred, and how many enter."""

    a_week = forms.IntegerField(label=_("At most a week"), min_value=1, max_value=5000)
    newcomers = forms.IntegerField(
        label=_("Newcomers a week that are not known yet"), min_value=0, max_value=500, required=False
    )
    reacts = _share(_("Of 100 letters: makes an appointment"))
    declines = _share(_("Of 100 letters: declines"))
    shows_up = _share(_("Of 100 planned conversations: held"))
    reached = _share(_("Of 100 calls: reached"))
    backlog = forms.BooleanField(label=_("Count who matches today as well (you let them in yourself)"), required=False)

    def __init__(self, data: Any = None, *, begun: dict[str, Any]) -> None:
        usual = Assumptions()
        shares = {name: round(getattr(usual, name) * 100) for name in ("reacts", "declines", "shows_up", "reached")}
        super().__init__(data, initial={"newcomers": 0, "backlog": True, **shares, **begun})

    def clean(self) -> Any:
        given = super().clean()
        if given.get("reacts", 0) + given.get("declines", 0) > 100:
            self.add_error("declines", _("Together with who makes an appointment this is more than 100."))
        return given

    @property
    def given(self) -> dict[str, Any] | None:
        """None where something cannot be."""
        if self.is_bound and not self.is_valid():
            return None
        values = {**self.initial, "backlog": True} if not self.is_bound else {"newcomers": 0, **self.cleaned_data}
        names = ("reacts", "declines", "shows_up", "reached")
        return {
            **{name: values[name] for name in ("a_week", "backlog")},
            "newcomers": values["newcomers"] or 0,
            "assumptions": Assumptions(**{name: values[name] / 100 for name in names}),
        }
