"""A file → its lines as text. CSV with ; or , in UTF-8 (with or without BOM) or Windows-1252, or an XLSX workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import ColumnTwice, EmptyFile, NoClientNumbers, NotATable, TooLarge
from .workbook import is_workbook, workbook_rows

Row = tuple[int, list[str]]
CLIENT_NUMBER = "klantnummer"
MAX_ROWS = 200_000
MAX_COLUMNS = 500


@dataclass(frozen=True)
class Table:
    """`rows` are (line, cells): the header is line 1, blank lines are left out but counted."""

    header: list[str]
    rows: list[Row]
    pads_rows: bool = False  # a workbook does not store the empty cells at the end of a row


def read_table(content: bytes, *, max_bytes: int) -> Table:
    """Raises FileRefused: one clear sentence, nothing written."""
    if len(content) > max_bytes:
        raise TooLarge(megabytes=max_bytes // (1024 * 1024))
    if not content.strip():
        raise EmptyFile
    is_xlsx = is_workbook(content)
    lines = enumerate(workbook_rows(content) if is_xlsx else _csv_rows(content), start=1)
    filled = [(line, cells) for line, cells in lines if any(cells)]
    if not filled:
        raise EmptyFile
    (_line, first), *rows = filled
    header = _header(first)
    if not rows:
        raise EmptyFile
    return Table(header, rows, pads_rows=is_xlsx)


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if CLIENT_NUMBER not in names:
        raise NotATable if len(names) < 2 else NoClientNumbers
    for name in names:
        if name and names.count(name) > 1:
            raise ColumnTwice(column=name)
    return names


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    decoded = _decode(content)
    first_line = decoded.lstrip("\r\n").split("\n", 1)[0]
    delimiter = ";" if first_line.count(";") >= first_line.count(",") else ","
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter)
    try:
        for count, cells in enumerate(reader):
            if count > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise NotATable
            yield [cell.strip() for cell in cells]
    except csv.Error as error:
        raise NotATable from error


def _decode(content: bytes) -> str:
    if b"\x00" in content:
        raise NotATable
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotATable from error
