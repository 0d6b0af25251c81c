"""Carries a plan out: in batches, each with its access records in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth import get_user_model

from kik_wagtail.residents import services, signals
from kik_wagtail.residents.access import recorded
from kik_wagtail.residents.models import Area, Resident
from kik_wagtail.scope import Scope
from kik_wagtail.workdays.dates import today

from .compare import Change
from .plan import ImportPlan

BATCH = 500
REASON = "import of residents"
T = TypeVar("T")


@dataclass(frozen=True)
class ImportSummary:
    rows: int
    created: int
    updated: int
    unchanged: int
    refused: int


def summarise(plan: ImportPlan) -> ImportSummary:
    """What applying the plan does, or would do in a dry run."""
    return ImportSummary(plan.rows, len(plan.new), len(plan.changes), plan.unchanged, plan.refused)


def apply_import(
    plan: ImportPlan, *, user: Any, now: datetime, progress: Callable[[int], None] = lambda done: None
) -> ImportSummary:
    """Writes the plan; `user` may be None for a command. `progress` is told the number of rows done, after each batch.

    Every batch is whole or not at all. Run again after a break, the same file gives a plan of what is left.
    """
    done = plan.unchanged
    for residents in _batches(plan.new):
        with _recorded(user) as opened:
            Resident.objects.bulk_create(residents)
            opened.seen.update(resident.pk for resident in residents)
        done += len(residents)
        progress(done)
    for changes in _batches(plan.changes):
        with _recorded(user) as opened:
            _write_changes(changes, user=user, now=now)
            opened.seen.update(change.resident_id for change in changes)
        done += len(changes)
        progress(done)
    for changes in _batches(plan.baselines):
        with _recorded(user):
            _update(changes, ["imported_values"])
    return summarise(plan)


def _recorded(user: Any) -> AbstractContextManager[Scope]:
    return recorded(user=user, route="residents.import", reason=REASON, origin="import")


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _write_changes(changes: Sequence[Change], *, user: Any, now: datetime) -> None:
    same_fields: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for change in changes:
        same_fields[tuple(sorted(change.fields))].append(change)
    for names, group in same_fields.items():
        _update(group, [*names, "imported_values"])
    for status in {change.fields["status"] for change in changes if "status" in change.fields}:
        moved = [change.resident_id for change in changes if change.fields.get("status") == status]
        signals.status_changed.send(sender=Resident, resident_ids=moved, status=status, user=user, now=now)
    leaving = [Resident(pk=change.resident_id) for change in changes if change.leaves]
    if leaving:
        services.mark_left(residents=leaving, left_on=today(now), is_known=False, user=user, now=now)
    _hand_over([change for change in changes if change.is_handover], user=user, now=now)


def _update(changes: Sequence[Change], names: list[str]) -> None:
    """Only these columns, in one statement for many rows: three times as fast as bulk_update for 11,000 rows."""
    rows = []
    for change in changes:
        values = {**change.current, **change.fields, "imported_values": change.imported_values}
        del values["id"]  # the client number finds the row
        rows.append(Resident(**values))
    Resident.objects.bulk_create(rows, update_conflicts=True, unique_fields=["client_number"], update_fields=names)


def _hand_over(changes: Sequence[Change], *, user: Any, now: datetime) -> None:
    """A changed coach or area is a handover like any other: what was planned moves along."""
    if not changes:
        return
    residents = Resident.objects.in_bulk([change.resident_id for change in changes])
    areas = Area.objects.in_bulk()
    wanted = {change.to_coach[0] for change in changes if change.to_coach}
    coaches = get_user_model()._default_manager.in_bulk([pk for pk in wanted if pk])
    for change in changes:
        resident = residents[change.resident_id]
        coach_id = change.to_coach[0] if change.to_coach else resident.coach_id
        services.hand_over_at_once(
            resident=resident,
            to_coach=coaches.get(coach_id) if change.to_coach else resident.coach,
            to_area=areas[change.to_area or resident.area_id],
            reason=REASON,
            user=user,
            now=now,
        )
