"""What a person does with a resident's route: pause, go on, stop, move to a newer version. Each with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from wagtail.log_actions import log

from kik_wagtail.routes import rules
from kik_wagtail.routes.content import On
from kik_wagtail.routes.errors import MovedMeanwhile, NotThisRoute, OnAnotherRoute, ReasonMissing
from kik_wagtail.routes.models import Enrolment, RouteVersion
from kik_wagtail.workdays.calendar import Calendar

from .moving import apply, save, standing_of


@transaction.atomic
def pause(*, enrolment: Enrolment, reason: str, user: Any, now: datetime) -> Enrolment:
    """Nothing goes out and no term ends until it goes on. Raises ReasonMissing, MovedMeanwhile."""
    _move(enrolment, Enrolment.State.RUNNING, Enrolment.State.PAUSED, pause_reason=_reason(reason))
    log(enrolment, "kik.route_paused", user=user)
    return enrolment


@transaction.atomic
def resume(*, enrolment: Enrolment, user: Any, now: datetime, calendar: Calendar) -> Enrolment:
    """On from the same step, with dates that lie today or later: a pause makes nobody late."""
    _move(enrolment, Enrolment.State.PAUSED, Enrolment.State.RUNNING, pause_reason="")
    log(enrolment, "kik.route_resumed", user=user)
    return _from_today(enrolment, user=user, now=now, calendar=calendar)


@transaction.atomic
def go_on(*, resident_ids: list[int], user: Any, now: datetime, calendar: Calendar) -> None:
    """Of residents who are in view again: the step they stood in, with dates from today."""
    found = Enrolment.objects.under_way().filter(resident_id__in=resident_ids)
    for enrolment in found.select_related("version", "resident", "follow_up"):
        _from_today(enrolment, user=user, now=now, calendar=calendar)


def _from_today(enrolment: Enrolment, *, user: Any, now: datetime, calendar: Calendar) -> Enrolment:
    standing = standing_of(enrolment, user=user, now=now, calendar=calendar)
    begun = rules.from_today(standing.route, enrolment.position, standing.day, calendar)
    moves = [rules.Move(begun)]
    if standing.day.has_appointment:  # made while it stood still
        moves.append(rules.react(standing.route, begun, rules.Event(On.APPOINTED), standing.day, calendar))
    return apply(standing, moves)


@transaction.atomic
def stop(*, enrolment: Enrolment, reason: str, user: Any, now: datetime, calendar: Calendar) -> Enrolment:
    """Raises ReasonMissing, MovedMeanwhile."""
    enrolment.stop_reason = _reason(reason)
    standing = standing_of(enrolment, user=user, now=now, calendar=calendar)
    return apply(standing, [rules.Move(None, "stopped")])


@transaction.atomic
def move_to_version(
    *, enrolment: Enrolment, version: RouteVersion, reason: str, user: Any, now: datetime, calendar: Calendar
) -> Enrolment:
    """On purpose only: into the same step of a newer version or, where that has it no more, its first step.

    Who waits for their start begins in the newer version. Raises ReasonMissing, MovedMeanwhile, NotThisRoute, and
    OnAnotherRoute where the newer version has another purpose, for which the resident is on a route already.
    """
    reason = _reason(reason)
    if version.text_id != enrolment.route_id:
        raise NotThisRoute
    old = enrolment.version.number
    enrolment.version, enrolment.purpose = version, version.content["purpose"]
    try:
        with transaction.atomic():
            moved = _into(enrolment, version, user=user, now=now, calendar=calendar)
    except IntegrityError as error:
        raise OnAnotherRoute from error
    log(enrolment, "kik.route_moved", user=user, data={"from": old, "to": version.number, "reason": reason[:200]})
    return moved


def _into(enrolment: Enrolment, version: RouteVersion, *, user: Any, now: datetime, calendar: Calendar) -> Enrolment:
    if enrolment.state == Enrolment.State.WAITING:
        save(enrolment)
        return enrolment
    standing = standing_of(enrolment, user=user, now=now, calendar=calendar, route=version.route)
    if enrolment.step in standing.route:
        move = rules.Move(rules.from_today(standing.route, enrolment.position, standing.day, calendar))
    else:
        begun = rules.begin(standing.route, standing.day, calendar).position
        assert begun is not None  # noqa: S101 - a route has a first step
        move = rules.Move(replace(begun, number=enrolment.number + 1))
    return apply(standing, [move])


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def _move(enrolment: Enrolment, old: str, new: str, **values: Any) -> None:
    if (
        Enrolment.objects.filter(pk=enrolment.pk, state=old).update(state=new, revision=F("revision") + 1, **values)
        != 1
    ):
        raise MovedMeanwhile
    enrolment.refresh_from_db()
