"""What a file would do to the residents as they are now. Reads, writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from kik_wagtail import conf, scope
from kik_wagtail.permissions import COACH, GROUP_NAMES, TEAM_LEAD
from kik_wagtail.residents.models import Area, Resident

from .columns import REPAIR_COLUMNS, Column, columns
from .compare import Change, Lookups, compare, new_resident
from .errors import RowError
from .reader import read_table
from .rows import ParsedRow, parse_rows

CHUNK = 2000


@dataclass
class ImportPlan:
    """`header` and `refused_rows` (line → cells) are kept to hand the wrong rows back for repair."""

    header: list[str]
    unknown_columns: list[str]
    rows: int = 0
    new: list[Resident] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    baselines: list[Change] = field(default_factory=list)
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    refused_rows: dict[int, list[str]] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        return len(self.refused_rows)

    @property
    def good(self) -> int:
        return self.rows - self.refused


def plan_import(content: bytes, *, today: date) -> ImportPlan:
    """Raises FileRefused when the file as a whole cannot be read in."""
    table = read_table(content, max_bytes=conf.import_max_bytes())
    by_name = columns(today)
    known = {"", *by_name, *REPAIR_COLUMNS}
    plan = ImportPlan(table.header, [name for name in table.header if name not in known])
    lookups = find_lookups()
    parsed = parse_rows(table, by_name)
    while chunk := list(islice(parsed, CHUNK)):  # a chunk at a time: a large file must not fill the memory
        residents = find_residents([row.client_number for row in chunk])
        for row in chunk:
            _place(plan, row, residents.get(row.client_number), lookups, by_name, today)
    return plan


def _place(
    plan: ImportPlan,
    row: ParsedRow,
    current: dict[str, Any] | None,
    lookups: Lookups,
    by_name: dict[str, Column],
    today: date,
) -> None:
    plan.rows += 1
    found = (
        compare(current, row, lookups, by_name) if current is not None else new_resident(row, lookups, by_name, today)
    )
    if row.errors:
        plan.errors += row.errors
        plan.refused_rows[row.line] = row.raw
    elif isinstance(found, Resident):
        plan.new.append(found)
    elif isinstance(found, Change) and found.is_visible:
        plan.changes.append(found)
    else:
        plan.unchanged += 1
        if found is not None and current is not None and found.imported_values != current["imported_values"]:
            plan.baselines.append(found)


def find_residents(client_numbers: list[str]) -> dict[str, dict[str, Any]]:
    """Column values by client number, to compare with. Nobody gets to see them, so they leave no access record."""
    names = [f.attname for f in Resident._meta.concrete_fields]
    with scope.everything("import of residents: compare the file with what is known"):
        found = Resident.objects.filter(client_number__in=filter(None, client_numbers)).order_by()
        return {values["client_number"]: values for values in found.values(*names)}


def find_lookups() -> Lookups:
    areas = list(Area.objects.filter(is_archived=False))
    return Lookups({area.name.casefold(): area.pk for area in areas}, [area.name for area in areas], _coaches())


def _coaches() -> dict[str, int]:
    users = get_user_model()
    works_here = Q(kik_area_memberships__isnull=False) | Q(
        groups__name__in=[GROUP_NAMES[COACH], GROUP_NAMES[TEAM_LEAD]]
    )
    found = users._default_manager.filter(works_here, is_active=True).distinct().order_by()
    return dict(found.values_list(users.USERNAME_FIELD, "pk"))
