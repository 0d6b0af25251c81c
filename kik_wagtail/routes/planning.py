"""Who would begin when, of a choice that was kept: numbers until it is confirmed. Leaves no access records."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kik_wagtail import scope
from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import monday_of, today

from . import counting
from .choosing import among, chosen
from .errors import NobodyChosen, TooMany
from .models import Enrolment, EnrolmentBatch
from .portions import portions
from .queries import first_day

MOST = 2000
REASON = "numbers of a plan to put residents on a route; nobody is shown"


@dataclass(frozen=True)
class Plan:
    """Who would begin when, as keys; and per reason who would not."""

    starts: dict[int, date] = field(default_factory=dict)
    coaches: dict[int, int] = field(default_factory=dict)
    areas: dict[int, int] = field(default_factory=dict)
    skipped: dict[str, list[int]] = field(default_factory=dict)

    @property
    def found(self) -> int:
        return len(self.starts) + sum(len(ids) for ids in self.skipped.values())

    @property
    def weeks(self) -> list[tuple[date, int, int]]:
        """(monday, how many begin, how many of them with the busiest coach)."""
        totals: Counter[date] = Counter()
        per_coach: Counter[tuple[date, int]] = Counter()
        for resident, day in self.starts.items():
            totals[monday_of(day)] += 1
            per_coach[monday_of(day), self.coaches[resident]] += 1
        most = {week: max(n for (one, _coach), n in per_coach.items() if one == week) for week in totals}
        return [(week, totals[week], most[week]) for week in sorted(totals)]

    @property
    def by_area(self) -> Counter[int]:
        return Counter(self.areas[resident] for resident in self.starts)

    @property
    def by_area_and_coach(self) -> Counter[tuple[int, int]]:
        return Counter((self.areas[resident], self.coaches[resident]) for resident in self.starts)


def unseen(everybody: bool) -> contextlib.AbstractContextManager[scope.Scope]:
    """The present scope or, for whoever may, the whole municipality; for numbers only."""
    return scope.everything(REASON) if everybody else scope.unnoted(REASON)


def keys_of(criteria: Mapping[str, Any], *, entry: str, day: date, everybody: bool) -> list[int]:
    """Raises NobodyChosen, TooMany."""
    with unseen(everybody):
        found = chosen(criteria, entry=entry, day=day)
        keys = list(found.values_list("pk", flat=True)[: MOST + 1])
        if not keys:
            raise NobodyChosen
        if len(keys) > MOST:
            raise TooMany(number=found.count(), most=MOST)
    return keys


def number_of(criteria: Mapping[str, Any], *, entry: str, day: date, everybody: bool) -> int:
    with unseen(everybody):
        return chosen(criteria, entry=entry, day=day).count()


def areas_seen() -> set[int]:
    """Areas in which the present scope shows residents."""
    with unseen(False):
        return set(Resident.objects.order_by().values_list("area_id", flat=True).distinct())


def areas_and_coaches(
    criteria: Mapping[str, Any], *, entry: str, day: date, everybody: bool
) -> Counter[tuple[int, int | None]]:
    """{(area, coach): residents in view} of a choice that was not kept."""
    with unseen(everybody):
        found = chosen(criteria, entry=entry, day=day).filter(status="in_view")
        return Counter((area, coach) for _pk, area, coach in found.values_list("pk", "area_id", "coach_id")[:MOST])


def plan_of(batch: EnrolmentBatch, *, now: datetime, calendar: Calendar) -> Plan:
    """Of whom `batch` chose, as they are now: nobody is added; who no longer fits is skipped with why."""
    with unseen(batch.is_of_everybody):
        return _plan(batch, today(now), calendar)


def _plan(batch: EnrolmentBatch, day: date, calendar: Calendar) -> Plan:
    content = batch.version.content
    rows = list(
        chosen(batch.criteria, entry=content["entry"], day=day).values_list("pk", "coach_id", "area_id", "status")
    )
    skipped = _who_fell_out(batch, {row[0] for row in rows})
    on_one = Enrolment.objects.open().filter(resident_id__in=[row[0] for row in rows], purpose=content["purpose"])
    walking = set(on_one.values_list("resident_id", flat=True))
    people = []
    for pk, coach, _area, status in rows:
        why = _in_the_way(pk, coach, status, walking)
        if why:
            skipped.setdefault(why, []).append(pk)
        else:
            people.append((pk, coach))
    first = max(batch.starts_from, first_day(batch.version.text_id) or day, day)
    taken = counting.starts_by_coach({coach for _pk, coach in people}, since=monday_of(first))
    spread = portions(people, a_week=batch.a_week, first=first, taken=taken, calendar=calendar)
    late = [pk for pk, begins in spread.items() if begins is None]
    return Plan(
        starts={pk: begins for pk, begins in spread.items() if begins is not None},
        coaches=dict(people),
        areas={pk: area for pk, _coach, area, _status in rows},
        skipped=skipped | ({"no_room": late} if late else {}),
    )


def _who_fell_out(batch: EnrolmentBatch, found: set[int]) -> dict[str, list[int]]:
    """Who was chosen and is not found any more: no longer matches, or is no longer in the scope."""
    missing = [pk for pk in batch.criteria["ids"] if pk not in found]
    if not missing:
        return {}
    known = set(among(missing).values_list("pk", flat=True))
    reasons = {
        "no_longer_matches": [pk for pk in missing if pk in known],
        "out_of_scope": [pk for pk in missing if pk not in known],
    }
    return {why: keys for why, keys in reasons.items() if keys}


def _in_the_way(pk: int, coach: int | None, status: str, walking: set[int]) -> str:
    if status != "in_view":
        return "not_in_view"
    if pk in walking:
        return "on_another_route"
    return "" if coach else "no_coach"
