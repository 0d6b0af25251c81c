"""Putting a resident on a route."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from kik_wagtail.follow_up.errors import NotInView
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import rules
from kik_wagtail.routes.backlog import note
from kik_wagtail.routes.errors import NotPublished, OnAnotherRoute, SwitchedOff
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, Route, RouteSwitch, RouteVersion
from kik_wagtail.routes.queries import first_day
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import today

from .moving import Standing, apply, standing_of


def put_on(
    *,
    resident: Resident,
    route: Route,
    user: Any,
    now: datetime,
    calendar: Calendar,
    starts_on: date | None = None,
) -> Enrolment:
    """By a person's choice: on the newest version of a route that is switched on.

    Raises what `enrol` raises, and SwitchedOff.
    """
    version = RouteVersion.objects.current().filter(text=route).select_related("text").first()
    if version is None:
        raise NotPublished
    if not RouteSwitch.objects.filter(route=route, is_on=True).exists():
        raise SwitchedOff
    return enrol(resident=resident, version=version, user=user, now=now, calendar=calendar, starts_on=starts_on)


@transaction.atomic
def enrol(
    *,
    resident: Resident,
    version: RouteVersion,
    user: Any,
    now: datetime,
    calendar: Calendar,
    starts_on: date | None = None,
    batch: EnrolmentBatch | None = None,
) -> Enrolment:
    """`resident` on `version` from `starts_on` (default: today), never before the route's own day.

    Raises NotInView, OnAnotherRoute, NotPublished.
    """
    if not resident.is_in_view:
        raise NotInView
    if version.text.is_archived:
        raise NotPublished
    day = today(now)
    enrolment = Enrolment(
        resident=resident,
        area_id=resident.area_id,
        coach_id=resident.coach_id,
        doer_id=resident.coach_id,
        route_id=version.text_id,
        version=version,
        purpose=version.content["purpose"],
        batch=batch,
        starts_on=max(starts_on or day, first_day(version.text_id) or day, day),
        enrolled_at=now,
        enrolled_by=user,
    )
    enrolment.look_on = enrolment.starts_on
    try:
        with transaction.atomic():
            enrolment.save()
    except IntegrityError as error:
        raise OnAnotherRoute from error
    note(enrolment, day)
    log(enrolment, "kik.route_enrolled", user=user, data={"route": version.text.code, "version": version.number})
    if enrolment.starts_on <= day:
        start(standing_of(enrolment, user=user, now=now, calendar=calendar))
    return enrolment


def start(standing: Standing) -> Enrolment:
    """Into the first step. Its date is never in the past, however long the start had to wait."""
    enrolment = standing.enrolment
    enrolment.state = Enrolment.State.RUNNING
    enrolment.starts_on = max(enrolment.starts_on, standing.today)
    first = rules.begin(standing.route, standing.day, standing.calendar)
    assert first.position is not None  # noqa: S101 - a route has a first step
    return apply(standing, [first, *rules.settle(standing.route, first.position, standing.day, standing.calendar)])
