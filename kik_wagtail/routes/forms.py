"""What a manager fills in about a route."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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
        help_text=_(
            "As day-month-year. Kept for when residents come in by themselves; until then you put them on the route."
        ),
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
