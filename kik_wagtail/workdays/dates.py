"""Today, and arithmetic on dates. No Django, no clock: `now` is an argument."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kik_wagtail import conf


def time_zone() -> ZoneInfo:
    return ZoneInfo(conf.time_zone())


def local(now: datetime) -> datetime:
    """`now` (aware) on the wall clock of the municipality."""
    if now.tzinfo is None:
        raise ValueError("now must be aware: use django.utils.timezone.now()")
    return now.astimezone(time_zone())


def today(now: datetime) -> date:
    """The date in the municipality. The one answer to "which day is it", also at 00:30 and 23:30."""
    return local(now).date()


def start_of_day(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=time_zone())


def add_months(day: date, months: int) -> date:
    """Same day of a later (or earlier) month; a day that does not exist there becomes the month's last.

    31 January + 1 month = 28 or 29 February; 29 February 2024 + 12 months = 28 February 2025.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
