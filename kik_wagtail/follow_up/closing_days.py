"""The calendar of this municipality: Dutch closing days with the site's own exceptions."""

from __future__ import annotations

from kik_wagtail.snippets.models import ClosingDay
from kik_wagtail.workdays.calendar import DutchCalendar


def municipal_calendar() -> DutchCalendar:
    """One small query. Not kept: an editor's new closing day counts from the next call."""
    return DutchCalendar(ClosingDay.objects.as_exceptions())
