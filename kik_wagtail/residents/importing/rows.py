"""Lines of text → values by column, with every fault of the line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .columns import CLIENT_NUMBER, Column
from .errors import CellError, RowError, row_error
from .reader import Table


@dataclass
class ParsedRow:
    """`raw` and `cells` as they stand in the file, `values` as read; a column that the file lacks is in neither."""

    line: int
    raw: list[str]
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    @property
    def client_number(self) -> str:
        return self.cells.get(CLIENT_NUMBER, "")

    def refuse(self, column: str, code: str, **values: Any) -> None:
        self.errors.append(
            row_error(line=self.line, column=column, value=self.cells.get(column, ""), code=code, **values)
        )


def parse_rows(table: Table, columns: Mapping[str, Column]) -> Iterator[ParsedRow]:
    """Of a client number that stands twice the first line counts and the later is refused."""
    first_lines: dict[str, int] = {}
    for line, cells in table.rows:
        row = _parse(table, line, cells, columns)
        number = row.client_number
        if number:
            first = first_lines.setdefault(number, line)
            if first != line:
                row.refuse(CLIENT_NUMBER, "client_number_twice", first=first)
        yield row


def _parse(table: Table, line: int, cells: list[str], columns: Mapping[str, Column]) -> ParsedRow:
    expected = len(table.header)
    if len(cells) < expected and table.pads_rows:
        cells = [*cells, *[""] * (expected - len(cells))]
    if len(cells) < expected or any(cells[expected:]):
        code = "too_few_columns" if len(cells) < expected else "too_many_columns"
        broken = row_error(line=line, column="", value=str(len(cells)), code=code, expected=expected)
        return ParsedRow(line, cells, {}, errors=[broken])
    row = ParsedRow(
        line, cells, {name: cell for name, cell in zip(table.header, cells, strict=False) if name in columns}
    )
    for name, cell in row.cells.items():
        _read(row, columns[name], cell)
    return row


def _read(row: ParsedRow, column: Column, cell: str) -> None:
    try:
        value = row.values[column.name] = column.read(cell)
    except CellError as error:
        row.refuse(column.name, error.code, choices=column.choices)
        return
    if column.limit and isinstance(value, str) and len(value) > column.limit:
        row.refuse(column.name, "too_long", limit=column.limit)
