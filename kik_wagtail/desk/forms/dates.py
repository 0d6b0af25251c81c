"""Dates and times as Dutch people type them: 23-11-2026, 3-1-27, 9:30. Text fields on purpose: the browser's own
date field follows the browser's language, and core's date widget carries an inline script.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kik_wagtail.workdays.dates import time_zone

DATES = ("%d-%m-%Y", "%d-%m-%y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d.%m.%y", "%d %m %Y", "%Y-%m-%d")
WELL_WRITTEN = re.compile(r"\d{1,2}([-/. ])\d{1,2}\1(\d{2}|\d{4})")
TIMES = ("%H:%M", "%H.%M", "%H %M")


class DutchDateField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        typed = {
            "placeholder": _("dd-mm-yyyy"),
            "inputmode": "numeric",
            "autocomplete": "off",
            "class": "kik-veld__datum",
        }
        kwargs.setdefault("input_formats", DATES)
        kwargs.setdefault("widget", forms.DateInput(format="%d-%m-%Y", attrs=typed))
        wrong = {
            "required": _("Fill in a date, for example 23-11-2026."),
            "invalid": _("Write this date as day-month-year, for example 23-11-2026."),
            "no_such_day": _("This day is not on the calendar. Choose one that is."),
        }
        kwargs["error_messages"] = wrong | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """31-02-2027 is well written and still no day: that asks for another sentence."""
        try:
            return super().to_python(value)
        except ValidationError:
            if WELL_WRITTEN.fullmatch(str(value).strip()):
                raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None
            raise


class DutchTimeField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        typed = {"placeholder": _("hh:mm"), "autocomplete": "off", "class": "kik-veld__tijd"}
        kwargs.setdefault("input_formats", TIMES)
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs=typed))
        wrong = {
            "required": _("Fill in a time, for example 9:30."),
            "invalid": _("Write this time as hours and minutes, for example 9:30."),
        }
        kwargs["error_messages"] = wrong | kwargs.get("error_messages", {})
        super().__init__(**kwargs)


def at_the_municipality(day: date, hour: time) -> datetime:
    """The moment when the clock of the municipality says so."""
    return datetime.combine(day, hour, tzinfo=time_zone())
