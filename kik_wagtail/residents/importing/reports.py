"""What an import says: as one JSON object, as sentences, and as a workbook with the wrong rows to repair."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from .apply import ImportSummary
from .columns import REPAIR_COLUMNS
from .plan import ImportPlan

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_json(plan: ImportPlan, summary: ImportSummary) -> dict[str, Any]:
    return {
        **asdict(summary),
        "unknown_columns": plan.unknown_columns,
        "errors": [error.as_dict() for error in plan.errors],
    }


def as_sentences(plan: ImportPlan, summary: ImportSummary) -> Iterator[str]:
    if plan.unknown_columns:
        yield _("Columns that are not known here and were skipped: %(names)s.") % {
            "names": ", ".join(plan.unknown_columns)
        }
    yield summary_sentence(summary)
    for error in plan.errors:
        yield _("Line %(line)s, column %(column)s, “%(value)s”: %(message)s") % {
            **error.as_dict(),
            "column": error.column or "–",
        }


def summary_sentence(summary: ImportSummary) -> str:
    counts = _("%(created)s new, %(updated)s changed, %(unchanged)s unchanged, %(refused)s refused.") % asdict(summary)
    if summary.created or summary.updated:
        return counts
    return " ".join([_("Nothing changed: the file says what already stands here."), counts])


def repair_workbook(plan: ImportPlan) -> bytes:
    """The wrong rows as they stood in the file, with what to do beside them; can be offered again after repair.

    XLSX with every cell typed as text: no cell is run as a formula and client numbers keep their leading zeros.
    Rows whose client number stood on an earlier line have a sheet of their own, which is not read when the file is
    offered again: there they would be alone, and overwrite the line that counts.
    """
    faults: dict[int, list[str]] = defaultdict(list)
    for error in plan.errors:
        faults[error.line].append(f"{error.column}: {error.message}" if error.column else error.message)
    twice = {error.line for error in plan.errors if error.code == "client_number_twice"}
    book = Workbook(write_only=True)
    _add_sheet(book, _("To repair"), plan, {line: faults[line] for line in faults if line not in twice})
    if twice:
        _add_sheet(book, _("Numbers that stand twice"), plan, {line: faults[line] for line in faults if line in twice})
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _add_sheet(book: Workbook, title: str, plan: ImportPlan, faults: dict[int, list[str]]) -> None:
    sheet = book.create_sheet(title)
    kept = [at for at, name in enumerate(plan.header) if name not in REPAIR_COLUMNS]
    sheet.append(_text_cells(sheet, [*(plan.header[at] for at in kept), *REPAIR_COLUMNS]))
    for line, messages in faults.items():
        cells = [*plan.refused_rows[line], *[""] * len(plan.header)]
        sheet.append(_text_cells(sheet, [*(cells[at] for at in kept), str(line), " ".join(messages)]))


def _text_cells(sheet: Any, values: list[str]) -> Iterator[WriteOnlyCell]:
    for value in values:
        cell = WriteOnlyCell(sheet, CONTROL_CHARACTERS.sub("", value))
        cell.data_type = "s"
        cell.number_format = "@"
        yield cell
