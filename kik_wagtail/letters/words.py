"""Dates and times as a Dutch letter says them. Pure; a letter is Dutch whatever the language of the admin."""

from __future__ import annotations

from datetime import date, datetime

from kik_wagtail.workdays.dates import local, monday_of

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def day_in_words(day: date) -> str:
    """`8 december 2026`"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_in_words(day: date) -> str:
    """`dinsdag 8 december 2026`"""
    return f"{DAYS[day.weekday()]} {day_in_words(day)}"


def time_in_words(at: datetime) -> str:
    """`10.30 uur`, on the clock of the municipality."""
    here = local(at)
    return f"{here.hour}.{here.minute:02} uur"


def week_in_words(day: date) -> str:
    """`in de week van 22 februari 2027`"""
    return f"in de week van {day_in_words(monday_of(day))}"


def moment_in_words(at: datetime) -> str:
    """`op dinsdag 8 december 2026 om 10.30 uur`"""
    return f"op {weekday_in_words(local(at).date())} om {time_in_words(at)}"


def team_in_words(name: str, *, is_area_team: bool) -> str:
    return f"gebiedsteam {name}" if is_area_team else name


def agreement_in_words(*, who: str, what: str, until: date) -> str:
    """`U: rooster van de taalles meenemen (uiterlijk 22 februari 2027)`"""
    return f"{who}: {what} (uiterlijk {day_in_words(until)})"
