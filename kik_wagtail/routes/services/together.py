"""Many residents on a route at once: choose, check, confirm; and take them off again while nothing went out.

Checking goes by numbers (`routes.planning`); confirming writes an access record for every resident.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from kik_wagtail import scope
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.letters.services import withdraw
from kik_wagtail.outbox import services as outbox
from kik_wagtail.residents.access import recorded
from kik_wagtail.routes.backlog import note_together, take_back
from kik_wagtail.routes.errors import NewerVersion, NotPublished, ReasonMissing, SwitchedOff, UndoneAlready
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, RouteSwitch, RouteVersion, StepVisit
from kik_wagtail.routes.planning import Plan, keys_of, plan_of
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import today

from . import stopping
from .advancing import advance_some

BEGIN_TOPIC = "routes.begin"
KEPT = timedelta(days=2)  # a choice that nobody confirmed
UNTOUCHED = ("", "sent", "silent")  # what can happen in a step without anybody doing anything


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
    """What somebody chose, kept to be checked and confirmed; nobody is on the route by it, nobody is added later.

    `everybody`: of the whole municipality, for whoever may (see the permission enrol_everybody). Raises SwitchedOff,
    NotPublished, NewerVersion, NobodyChosen, TooMany.
    """
    _refuse_unless_running(version)
    EnrolmentBatch.objects.filter(confirmed_at=None, made_at__lt=now - KEPT).delete()
    day = today(now)
    keys = keys_of(criteria, entry=version.content["entry"], day=day, everybody=everybody)
    batch = EnrolmentBatch(version=version, criteria=_kept(criteria, keys), a_week=a_week)
    batch.is_of_everybody = everybody
    batch.starts_from, batch.made_at, batch.made_by = max(starts_from, day), now, user
    batch.full_clean()
    batch.save()
    return batch


def _kept(criteria: Mapping[str, Any], keys: list[int]) -> dict[str, Any]:
    """Without what was searched for, which may be a name."""
    kept = {name: value for name, value in criteria.items() if name != "words" and value}
    return {**kept, "ids": keys, "searched": True} if criteria.get("words") else {**kept, "ids": keys}


def confirm(*, batch: EnrolmentBatch, user: Any, now: datetime, calendar: Calendar) -> EnrolmentBatch:
    """Puts them on the route, each with a start of their own. Pressed twice, the second press does nothing.

    The plan is made anew: who came in the way since the check is skipped with why. Raises SwitchedOff,
    NotPublished, NewerVersion.
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
        note_together(version=batch.version, areas={pk: plan.areas[pk] for pk in done}, day=today(now))
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
            doer_id=plan.coaches[pk],
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


def undo(*, batch: EnrolmentBatch, reason: str, user: Any, now: datetime) -> EnrolmentBatch:
    """Takes off again whom nothing happened to; letters that were not printed are cancelled.

    Raises ReasonMissing, UndoneAlready.
    """
    if not reason.strip():
        raise ReasonMissing
    if not batch.is_of_everybody:
        return _undo(batch, reason=reason, user=user, now=now)
    with recorded(user=user, route="routes.together", reason="taken off a route together", origin="web"):
        return _undo(batch, reason=reason, user=user, now=now)


@transaction.atomic
def _undo(batch: EnrolmentBatch, *, reason: str, user: Any, now: datetime) -> EnrolmentBatch:
    pressed = EnrolmentBatch.objects.filter(pk=batch.pk, undone_at=None, confirmed_at__isnull=False)
    if pressed.update(undone_at=now, undone_by=user, undo_reason=reason.strip()) != 1:
        raise UndoneAlready
    found = Enrolment.objects.open().filter(batch=batch).exclude(pk__in=touched(batch))
    keys = dict(found.values_list("pk", "resident_id"))
    scope.current().seen.update(keys.values())
    made = StepVisit.objects.filter(enrolment__in=keys, letter__isnull=False).values_list("letter_id", "resident_id")
    withdraw(keys=[letter for letter, _resident in made], user=user, now=now)
    take_back(version=batch.version, residents=list(keys.values()))
    off = stopping.end_all(enrolments=Enrolment.objects.filter(pk__in=keys), result="taken_off", user=user, now=now)
    EnrolmentBatch.objects.filter(pk=batch.pk).update(taken_off=off)
    log(batch.version.text, "kik.route_undone_together", user=user, data={"batch": batch.pk, "taken_off": off})
    batch.refresh_from_db()
    return batch


def touched(batch: EnrolmentBatch) -> set[int]:
    """Keys of the enrolments to which something happened: a letter printed, a contact made or agreed, a decision."""
    by_hand = ~Q(why__in=UNTOUCHED) | ~Q(choice="") | Q(letter__state="printed") | Q(letter__print_file__isnull=False)
    contact = Q(follow_up__appointment_at__isnull=False) | Q(follow_up__attempts__isnull=False)
    closed = Q(follow_up__isnull=False) & ~Q(follow_up__outcome__in=("", "cancelled_by_us"))
    visits = StepVisit.objects.filter(by_hand | contact | closed, enrolment__batch=batch)
    return {enrolment for enrolment, _resident in visits.values_list("enrolment_id", "resident_id")}
