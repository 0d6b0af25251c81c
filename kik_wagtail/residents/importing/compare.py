"""One row of the file against one resident: what is taken, and what stays as coaches made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kik_wagtail.residents.models import Resident

from .columns import AREA, CLIENT_NUMBER, COACH, LAST_CONVERSATION, STATUS, Column
from .rows import ParsedRow

LEFT = Resident.Status.LEFT


@dataclass(frozen=True)
class Lookups:
    """Keys of areas by casefolded name, and of coaches by username."""

    areas: dict[str, int]
    area_names: list[str]
    coaches: dict[str, int]


@dataclass
class Change:
    """What a row changes about one resident, who is now as in `current` (column values).

    Coach and area do not stand in `fields`: they go by a handover.
    """

    current: dict[str, Any]
    imported_values: dict[str, Any]
    fields: dict[str, Any] = field(default_factory=dict)
    to_coach: tuple[int | None] | None = None
    to_area: int | None = None
    leaves: bool = False

    @property
    def resident_id(self) -> int:
        return int(self.current["id"])

    @property
    def is_handover(self) -> bool:
        return self.to_coach is not None or self.to_area is not None

    @property
    def is_visible(self) -> bool:
        return bool(self.fields) or self.is_handover or self.leaves


def new_resident(row: ParsedRow, lookups: Lookups, by_name: dict[str, Column], today: date) -> Resident | None:
    """All columns are taken. None, with the reasons on the row, where something required is missing."""
    if not row.cells:
        return None
    values = dict(row.values)
    for name in ("achternaam", AREA):
        if name not in row.cells:
            row.refuse(name, "surname_missing" if name == "achternaam" else "area_missing")
    area, coach = _area(row, lookups), _coach(row, lookups)
    if row.errors:
        return None
    resident = Resident(area_id=area, coach_id=coach, imported_values=_baseline(row, by_name))
    for name in values.keys() - {AREA, COACH, STATUS}:
        setattr(resident, by_name[name].field, values[name])
    resident.status = values.get(STATUS) or Resident.Status.IN_VIEW
    if resident.status == LEFT:
        resident.left_on, resident.left_on_is_known = today, False
    resident.last_conversation_on = resident.imported_last_conversation_on
    return resident


def compare(current: dict[str, Any], row: ParsedRow, lookups: Lookups, by_name: dict[str, Column]) -> Change:
    last = current["imported_values"] or {}
    change = Change(current, {**last, **_baseline(row, by_name)})
    for name, value in row.values.items():
        column = by_name[name]
        if name == STATUS:
            _compare_status(change, current, value)
        elif column.follows_file and name != CLIENT_NUMBER and _differs(column, current, value):
            change.fields[column.field] = value
        elif not column.follows_file and _is_taken(column, current, last, change.imported_values):
            _take(change, column, current, row, lookups)
    if LAST_CONVERSATION in row.values:
        _move_last_conversation(change, current)
    return change


def _baseline(row: ParsedRow, by_name: dict[str, Column]) -> dict[str, Any]:
    """The values of this file that later files are compared with, as JSON."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.values.items()
        if not by_name[name].follows_file
    }


def _is_taken(column: Column, current: dict[str, Any], last: dict[str, Any], file: dict[str, Any]) -> bool:
    """Where nothing was imported before, the file fills what is still as a new resident has it, and no more."""
    if column.name in last:
        return last[column.name] != file[column.name]
    key = f"{column.field}_id" if column.name in (AREA, COACH) else column.field
    return current[key] == column.default


def _take(change: Change, column: Column, current: dict[str, Any], row: ParsedRow, lookups: Lookups) -> None:
    if column.name == AREA:
        area = _area(row, lookups)
        change.to_area = area if area != current["area_id"] else None
    elif column.name == COACH:
        coach = _coach(row, lookups)
        change.to_coach = (coach,) if coach != current["coach_id"] else None
    elif current[column.field] != row.values[column.name]:
        change.fields[column.field] = row.values[column.name]


def _area(row: ParsedRow, lookups: Lookups) -> int | None:
    if AREA not in row.values:
        return None
    name = row.values[AREA]
    found = lookups.areas.get(name.casefold())
    if found is None:
        row.refuse(AREA, "area_unknown" if name else "area_missing", areas=", ".join(lookups.area_names))
    return found


def _coach(row: ParsedRow, lookups: Lookups) -> int | None:
    username = row.values.get(COACH)
    if not username:
        return None
    if username not in lookups.coaches:
        row.refuse(COACH, "coach_unknown")
    return lookups.coaches.get(username)


def _differs(column: Column, current: dict[str, Any], value: Any) -> bool:
    now = current[column.field]
    if now == value or (not now and not value):
        return False
    field = Resident._meta.get_field(column.field)
    return bool(field.get_prep_value(value) != now)  # a host may store telephone numbers in another format


def _compare_status(change: Change, current: dict[str, Any], value: str) -> None:
    if not value or value == current["status"]:
        return
    if value == LEFT:
        change.leaves = True
        return
    change.fields["status"] = value
    if current["status"] == LEFT:
        change.fields |= {"left_on": None, "left_on_is_known": True}


def _move_last_conversation(change: Change, current: dict[str, Any]) -> None:
    """The 12-month limit follows the later date; a corrected date goes back only where it was the file's own."""
    if "imported_last_conversation_on" not in change.fields:
        return
    imported, last = change.fields["imported_last_conversation_on"], current["last_conversation_on"]
    if last == current["imported_last_conversation_on"] or last is None or (imported and imported > last):
        change.fields["last_conversation_on"] = imported
