"""One cell of text → one value. No Django models, no clock; raises CellError with a code."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

import phonenumbers

from .errors import CellError

POSTCODE = re.compile(r"^([1-9][0-9]{3})\s?([A-Za-z]{2})$")
CLIENT_NUMBER = re.compile(r"^[0-9A-Za-z-]{1,20}$")
CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f]")
EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
DATE_FORMATS = ("%d-%m-%Y", "%Y-%m-%d")
EARLIEST = date(1900, 1, 1)


def text(cell: str) -> str:
    """Literally as it stands: `=HYPERLINK(1)` and `<script>` are names like any other."""
    if CONTROL_CHARACTER.search(cell):
        raise CellError("not_printable")
    return cell


def client_number(cell: str) -> str:
    if not cell:
        raise CellError("client_number_missing")
    if not CLIENT_NUMBER.match(cell):
        raise CellError("client_number_invalid")
    return cell


def surname(cell: str) -> str:
    if not cell:
        raise CellError("surname_missing")
    return text(cell)


def postcode(cell: str) -> str:
    """`9742 CP`, also for `9742cp`."""
    if not cell:
        return ""
    if not (found := POSTCODE.match(cell)):
        raise CellError("postcode_invalid")
    return f"{found[1]} {found[2].upper()}"


@lru_cache(maxsize=4096)
def phone(cell: str) -> str:
    """E.164, read as a Dutch number where no country is named."""
    if not cell:
        return ""
    try:
        number = phonenumbers.parse(cell, "NL")
    except phonenumbers.NumberParseException as error:
        raise CellError("phone_invalid") from error
    if not phonenumbers.is_valid_number(number):
        raise CellError("phone_invalid")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(cell: str) -> str:
    if cell and not EMAIL.match(cell):
        raise CellError("email_invalid")
    return text(cell)


def day(cell: str) -> date | None:
    if not cell:
        return None
    for pattern in DATE_FORMATS:
        try:
            found = datetime.strptime(cell, pattern).date()  # noqa: DTZ007 -- a date has no time zone
        except ValueError:
            continue
        if found >= EARLIEST:
            return found
    raise CellError("date_invalid")


def past_day(cell: str, *, today: date) -> date | None:
    found = day(cell)
    if found and found > today:
        raise CellError("date_in_future")
    return found


def rhythm(cell: str) -> int:
    """Months; empty is 12, the longest that the method allows."""
    if not cell:
        return 12
    if not (cell.isascii() and cell.isdigit() and 1 <= int(cell[:3]) <= 12):
        raise CellError("rhythm_invalid")
    return int(cell)
