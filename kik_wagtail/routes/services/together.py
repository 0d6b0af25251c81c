"""Many residents on a route at once: choose, check, confirm; and take them off again while nothing went out.

Checking shows numbers only, so it leaves no access records; confirming writes one for every resident.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from kik_wagtail import scope
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.letters.services import withdraw
from kik_wagtail.outbox import services as outbox
from kik_wagtail.residents.access import recorded
from kik_wagtail.routes import counting
from kik_wagtail.routes.choosing import chosen
from kik_wagtail.routes.errors import NewerVersion, NobodyChosen, NotPublished, SwitchedOff, TooMany, UndoneAlready
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, RouteSwitch, RouteVersion, StepVisit
from kik_wagtail.routes.portions import portions
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import monday_of, today

from . import stopping
from .advancing import advance_some

MOST = 2000
BEGIN_TOPIC = "routes.begin"
REASON = "numbers of a plan to put residents on a route; nobody is shown"
UNTOUCHED = ("", "sent", "silent")  # what can happen in a step without anybody doing anything


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


@transaction.atomic
def draft(
    *,
    version: RouteVersion,
    criteria: Mapping[str, Any],
    a_week: int,
    starts_from: date,
    everybody: bool = False,
    user: Any,
    now: datetime,
) -> EnrolmentBatch:
    """What somebody chose, kept to be checked and confirmed; nobody is on the route by it.

    `everybody`: of the whole municipality, for whoever may (see the permission enrol_everybody). Raises SwitchedOff,
    NotPublished, NewerVersion.
    """
    _refuse_unless_running(version)
    batch = EnrolmentBatch(version=version, criteria=dict(criteria), a_week=a_week, is_of_everybody=everybody)
    batch.starts_from, batch.made_at, batch.made_by = max(starts_from, today(now)), now, user
    batch.full_clean()
    batch.save()
    return batch


def plan_of(batch: EnrolmentBatch, *, now: datetime, calendar: Calendar) -> Plan:
    """In the present scope or, for a batch of the whole municipality, of everybody. Raises NobodyChosen, TooMany."""
    with scope.everything(REASON) if batch.is_of_everybody else scope.unnoted(REASON):
        return _plan(batch, today(now), calendar)


def _plan(batch: EnrolmentBatch, day: date, calendar: Calendar) -> Plan:
    content = batch.version.content
    residents = chosen(batch.criteria, entry=content["entry"], day=day)
    rows = list(residents.values_list("pk", "coach_id", "area_id", "status")[: MOST + 1])
    if not rows:
        raise NobodyChosen
    if len(rows) > MOST:
        raise TooMany(number=residents.count(), most=MOST)
    on_one = Enrolment.objects.open().filter(resident_id__in=[row[0] for row in rows], purpose=content["purpose"])
    walking = set(on_one.values_list("resident_id", flat=True))
    skipped: dict[str, list[int]] = {}
    people = []
    for pk, coach, _area, status in rows:
        why = _in_the_way(pk, coach, status, walking)
        if why:
            skipped.setdefault(why, []).append(pk)
        else:
            people.append((pk, coach))
    first = max(batch.starts_from, day)
    taken = counting.starts_by_coach({coach for _pk, coach in people}, since=monday_of(first))
    spread = portions(people, a_week=batch.a_week, first=first, taken=taken, calendar=calendar)
    late = [pk for pk, begins in spread.items() if begins is None]
    return Plan(
        starts={pk: begins for pk, begins in spread.items() if begins is not None},
        coaches=dict(people),
        areas={pk: area for pk, _coach, area, _status in rows},
        skipped=skipped | ({"no_room": late} if late else {}),
    )


def _in_the_way(pk: int, coach: int | None, status: str, walking: set[int]) -> str:
    if status != "in_view":
        return "not_in_view"
    if pk in walking:
        return "on_another_route"
    return "" if coach else "no_coach"


def confirm(*, batch: EnrolmentBatch, user: Any, now: datetime, calendar: Calendar) -> EnrolmentBatch:
    """Puts them on the route, each with a start of their own. Pressed twice, the second press does nothing.

    The plan is made anew: who came in the way since the check is skipped with why. Raises NobodyChosen, TooMany,
    SwitchedOff, NotPublished, NewerVersion.
    """
    if not batch.is_of_everybody:
        return _confirm(batch, user=user, now=now, calendar=calendar)
    with recorded(user=user, route="routes.together", reason="put on a route together", origin="web"):
        return _confirm(batch, user=user, now=now, calendar=calendar)


@transaction.atomic
def _confirm(batch: EnrolmentBatch, *, user: Any, now: datetime, calendar: Calendar) -> EnrolmentBatch:
    if EnrolmentBatch.objects.filter(pk=batch.pk, confirmed_at=None).update(confirmed_at=now) == 1:
        _refuse_unless_running(batch.version)
        plan = plan_of(batch, now=now, calendar=calendar)
        done = _enrol(batch, plan, user=user, now=now)
        scope.current().seen.update(done)
        raced = [pk for pk in plan.starts if pk not in done]
        skipped = {why: list(ids) for why, ids in plan.skipped.items()}
        if raced:
            skipped["on_another_route"] = [*skipped.get("on_another_route", []), *raced]
        EnrolmentBatch.objects.filter(pk=batch.pk).update(enrolled=len(done), skipped=skipped)
        said = {"batch": batch.pk, "enrolled": len(done), "version": batch.version.number}
        log(batch.version.text, "kik.route_enrolled_together", user=user, data=said)
        _begin_later(batch, now=now)
    batch.refresh_from_db()
    return batch


def _enrol(batch: EnrolmentBatch, plan: Plan, *, user: Any, now: datetime) -> set[int]:
    """All wait for their day. Who got on another route in this very moment is left out by the constraint."""
    rows = [
        Enrolment(
            resident_id=pk,
            area_id=plan.areas[pk],
            coach_id=plan.coaches[pk],
            route_id=batch.version.text_id,
            version_id=batch.version_id,
            purpose=batch.version.content["purpose"],
            batch=batch,
            starts_on=begins,
            look_on=begins,
            enrolled_at=now,
            enrolled_by=user,
        )
        for pk, begins in plan.starts.items()
    ]
    Enrolment.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return set(Enrolment.objects.filter(batch=batch).values_list("resident_id", flat=True))


def _begin_later(batch: EnrolmentBatch, *, now: datetime) -> None:
    outbox.enqueue(key=f"route-batch:{batch.pk}", topic=BEGIN_TOPIC, payload={"batch": batch.pk}, now=now)


def begin_batch(payload: dict[str, Any], *, key: str, now: datetime) -> str:
    """The outbox's handler: whose day it is begins; the others do on theirs (see `advancing.advance`)."""
    calendar = municipal_calendar()
    with recorded(user=None, route="routes.begin", reason="first portion of a route", origin="job"):
        due = Enrolment.objects.to_look_at(today(now)).filter(batch_id=payload["batch"], route__switch__is_on=True)
        keys = list(due.values_list("pk", flat=True))
        done = advance_some(keys=keys, now=now, calendar=calendar)
    return f"begun: {done['started']}"


def _refuse_unless_running(version: RouteVersion) -> None:
    newest = RouteVersion.objects.current().filter(text=version.text_id).first()
    if newest is None:
        raise NotPublished
    if newest.pk != version.pk:
        raise NewerVersion
    if not RouteSwitch.objects.filter(route=version.text_id, is_on=True).exists():
        raise SwitchedOff


def undo(*, batch: EnrolmentBatch, user: Any, now: datetime) -> EnrolmentBatch:
    """Takes off again whom nothing happened to; letters that were not printed are cancelled. Raises UndoneAlready."""
    if not batch.is_of_everybody:
        return _undo(batch, user=user, now=now)
    with recorded(user=user, route="routes.together", reason="taken off a route together", origin="web"):
        return _undo(batch, user=user, now=now)


@transaction.atomic
def _undo(batch: EnrolmentBatch, *, user: Any, now: datetime) -> EnrolmentBatch:
    pressed = EnrolmentBatch.objects.filter(pk=batch.pk, undone_at=None, confirmed_at__isnull=False)
    if pressed.update(undone_at=now) != 1:
        raise UndoneAlready
    found = Enrolment.objects.open().filter(batch=batch).exclude(pk__in=touched(batch))
    keys = dict(found.values_list("pk", "resident_id"))
    scope.current().seen.update(keys.values())
    made = StepVisit.objects.filter(enrolment__in=keys, letter__isnull=False).values_list("letter_id", "resident_id")
    withdraw(keys=[letter for letter, _resident in made], user=user, now=now)
    off = stopping.end_all(enrolments=Enrolment.objects.filter(pk__in=keys), result="taken_off", user=user, now=now)
    EnrolmentBatch.objects.filter(pk=batch.pk).update(taken_off=off)
    log(batch.version.text, "kik.route_undone_together", user=user, data={"batch": batch.pk, "taken_off": off})
    batch.refresh_from_db()
    return batch


def touched(batch: EnrolmentBatch) -> set[int]:
    """Keys of the enrolments to which something happened: a letter printed, a contact made or agreed, a decision."""
    by_hand = ~Q(why__in=UNTOUCHED) | ~Q(choice="") | Q(letter__state="printed")
    contact = Q(follow_up__appointment_at__isnull=False) | Q(follow_up__attempts__isnull=False)
    closed = Q(follow_up__isnull=False) & ~Q(follow_up__outcome__in=("", "cancelled_by_us"))
    visits = StepVisit.objects.filter(by_hand | contact | closed, enrolment__batch=batch)
    return {enrolment for enrolment, _resident in visits.values_list("enrolment_id", "resident_id")}
