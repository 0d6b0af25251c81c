"""What can be wrong with a file as a whole, and with one cell of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kik_wagtail.errors import DomainError


class FileRefused(DomainError):
    """Nothing of the file was read in."""

    code = "file_refused"


class NotATable(FileRefused):
    code = "not_a_table"
    title = _("This file is not a table.")
    advice = _("Offer the export of the case system as CSV or as an Excel workbook (.xlsx).")


class NoClientNumbers(FileRefused):
    code = "no_client_number_column"
    title = _("This file has no column “klantnummer”.")
    advice = _("Check whether the first row holds the names of the columns.")


class ColumnTwice(FileRefused):
    code = "column_twice"
    title = _("The column “{column}” stands in this file twice.")
    advice = _("Remove one of the two: it is not clear which one counts.")


class EmptyFile(FileRefused):
    code = "empty"
    title = _("This file is empty.")
    advice = _("Make the export again and check that it holds residents.")


class TooLarge(FileRefused):
    code = "too_large"
    title = _("This file is too large.")
    advice = _("Offer at most {megabytes} MB at a time.")


class TooLargeUnpacked(TooLarge):
    """A workbook is packed: two megabytes may hold two gigabytes."""

    advice = _("Unpacked, this workbook is larger than {megabytes} MB. Save the sheet with the residents as CSV.")


@dataclass(frozen=True)
class RowError:
    """One fault in one row; `line` counts the header as 1, `message` says what to do."""

    line: int
    column: str
    value: str
    code: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class CellError(ValueError):
    """Raised by a rule about one cell."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


MESSAGES = {
    "client_number_missing": _("The client number is missing. Fill it in as it stands in the case system."),
    "client_number_invalid": _("A client number has only digits, letters and hyphens, 20 at most."),
    "client_number_twice": _(
        "This client number already stands on line {first}. That line counts; remove one of the two."
    ),
    "too_few_columns": _(
        "This row has {value} columns and the first row has {expected}. Check whether the row broke off."
    ),
    "too_many_columns": _(
        "This row has {value} columns and the first row has {expected}. Check for a separator in a text."
    ),
    "surname_missing": _("The surname is missing. Fill it in."),
    "area_missing": _("The area is missing. Fill in the name of an area."),
    "area_unknown": _("This area is not known here. Use one of: {areas}."),
    "coach_unknown": _(
        "No coach has this username. Use the username of a coach of an area team, or leave the cell empty."
    ),
    "choice_unknown": _("This value is not known here. Use one of: {choices}."),
    "postcode_invalid": _("A postcode has four digits and two letters, such as 9712 AB."),
    "phone_invalid": _("This is not a telephone number. Use a number such as 06-12345678, or leave the cell empty."),
    "email_invalid": _("This is not an e-mail address. Correct it, or leave the cell empty."),
    "date_invalid": _("This date does not exist. Write a date as dd-mm-yyyy."),
    "date_in_future": _("This date lies in the future. Fill in the right date."),
    "rhythm_invalid": _("The rhythm is a whole number of months from 1 to 12."),
    "too_long": _("This text is too long: {limit} characters at most."),
    "not_printable": _("This text holds characters that cannot be printed. Type it again."),
}


def row_error(*, line: int, column: str, value: str, code: str, **values: Any) -> RowError:
    return RowError(line, column, value, code, str(MESSAGES[code]).format(value=value, **values))
