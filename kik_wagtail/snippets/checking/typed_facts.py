"""Dates and telephone numbers that somebody typed in a wording, where a merge field would stay right.

Only a date with a year can be past, so “vóór 3 december” is let through.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

from kik_wagtail.snippets import rich_text, wording

from . import reading_aid

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
_IN_DIGITS = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_IN_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:e|de|ste)?\s+({'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)}|mrt)\.?\s+(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_SERVICE_NUMBER = re.compile(r"(?<![\d+-])14[\s\u00a0]?0\d{2,3}(?!\d)")  # 14 050: no number of the international plan


def dates_in(text: str) -> Iterator[tuple[str, date]]:
    """(as typed, date) of each date that exists in the calendar, day first."""
    for found in _IN_DIGITS.finditer(text):
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        yield from _dated(found[0], year, int(found[3]), int(found[1]))
    for found in _IN_WORDS.finditer(text):
        yield from _dated(found[0], int(found[3]), _month(found[2].lower()), int(found[1]))


def past_dates(content: Mapping[str, Any], *, today: date) -> list[str]:
    """As typed, each once."""
    found = [typed for line in _lines(content) for typed, day in dates_in(line) if day < today]
    return list(dict.fromkeys(found))


def numbers_in(text: str) -> Iterator[tuple[str, str]]:
    """(as typed, one spelling) of each telephone number that can exist, read as a Dutch one."""
    for match in PhoneNumberMatcher(text, "NL"):
        yield match.raw_string, format_number(match.number, PhoneNumberFormat.E164)
    for found in _SERVICE_NUMBER.finditer(text):
        yield found[0], re.sub(r"\D", "", found[0])


def strange_numbers(content: Mapping[str, Any], *, own: Collection[str]) -> list[str]:
    """Typed numbers that are not in `own` (spelled as by `numbers_in`), as typed, each once."""
    found = [typed for line in _lines(content) for typed, number in numbers_in(line) if number not in own]
    return list(dict.fromkeys(found))


def has_numbers(content: Mapping[str, Any]) -> bool:
    return any(True for line in _lines(content) for _number in numbers_in(line))


def _lines(content: Mapping[str, Any]) -> Iterator[str]:
    yield rich_text.plain(content["subject"])
    yield from reading_aid.lines_of(wording.nodes_in(content["blocks"]))


def _dated(typed: str, year: int, month: int, day: int) -> Iterator[tuple[str, date]]:
    try:
        yield typed, date(year, month, day)
    except ValueError:  # no such day: not a date
        return


def _month(name: str) -> int:
    return 3 if name == "mrt" else next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(name))
