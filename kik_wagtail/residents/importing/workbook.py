"""An XLSX workbook → rows of text. Whatever looks like an attack is refused before it is unpacked."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string
from python_calamine import CalamineWorkbook

from .errors import NotATable, TooLargeUnpacked

MAX_UNPACKED = 150 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_DENSE_CELLS = 3_000_000  # calamine makes room for the whole rectangle, also when it is nearly empty
CELL_AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
FORMULA = re.compile(rb"<f[ >/]")
ZEROS = re.compile(r"^0+$")


def is_workbook(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def workbook_rows(content: bytes) -> Iterator[list[str]]:
    """Rows of the first sheet. Formulas are not computed: their text is taken literally.

    calamine reads 25 times as fast as openpyxl (0.3 s against 8 s for 11,000 rows), but knows no formulas and no
    number formats: where those could matter, openpyxl reads.
    """
    sheets = _worksheets(content)
    try:
        rows = None if any(map(_needs_openpyxl, sheets)) else _read_fast(content)
        for count, cells in enumerate(rows or _read_with_formats(content)):
            if count > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise NotATable
            yield cells
    except NotATable:
        raise
    except Exception as error:  # both libraries raise what they like on a broken workbook
        raise NotATable from error


def _worksheets(content: bytes) -> list[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise TooLargeUnpacked(megabytes=MAX_UNPACKED // (1024 * 1024))
            if parts.testzip():  # also finds parts that are larger than they say
                raise NotATable
            names = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
            return [parts.read(name) for name in names]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise NotATable from error


def _needs_openpyxl(sheet: bytes) -> bool:
    """Formulas, or a cell so far off that the rectangle would not fit in memory."""
    if FORMULA.search(sheet):
        return True
    columns, height = set(), 0
    for match in CELL_AT.finditer(sheet):
        columns.add(match[1])
        height = max(height, int(match[2]))
    width = max((column_index_from_string(column.decode()) for column in columns), default=0)
    return width * height > MAX_DENSE_CELLS


def _read_fast(content: bytes) -> list[list[str]] | None:
    """None where a client number is a number: only its format tells how many leading zeros it has."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    numbers = [i for row in rows[:20] for i, value in enumerate(row) if str(value).strip().casefold() == "klantnummer"]
    if numbers and any(isinstance(row[numbers[0]], int | float) for row in rows):
        return None
    return [[_text(value) for value in row] for row in rows]


def _read_with_formats(content: bytes) -> Iterator[list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns about styles and extensions that do not matter here
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the size that a file claims may be anything
        for cells in sheet.iter_rows():
            yield [_text(cell.value, cell.number_format) for cell in cells]


def _text(value: Any, number_format: str | None = "") -> str:
    """As the sheet shows it: a number formatted 0000000 keeps its leading zeros, a date is dd-mm-yyyy."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value).zfill(len(number_format) if ZEROS.match(number_format or "") else 0)
    return str(value).strip()
