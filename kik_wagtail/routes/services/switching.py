"""On and off. Publishing a route starts nobody; this does, and a duty needs two managers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.routes.backlog import remember
from kik_wagtail.routes.content import Tone
from kik_wagtail.routes.errors import AlreadyOn, HasFaults, NeedsSecondManager, NotAsked, NotPublished
from kik_wagtail.routes.models import Route, RouteSwitch, RouteVersion
from kik_wagtail.routes.shelf import faults_of
from kik_wagtail.workdays.dates import today


@transaction.atomic
def ask_on(*, route: Route, effective_from: date, a_week: int, user: Any, now: datetime) -> RouteSwitch:
    """Switches on or, for a route with the duty tone, asks for a second manager.

    Raises NotPublished, HasFaults, AlreadyOn: who would change the terms of a route with a duty past the second manager.
    """
    version = _version_to_run(route, now)
    switch, _created = RouteSwitch.objects.select_for_update().get_or_create(route=route)
    if switch.is_on:
        raise AlreadyOn
    switch.effective_from, switch.a_week = max(effective_from, today(now)), a_week
    switch.asked_by, switch.asked_at, switch.agreed_by, switch.agreed_at = user, now, None, None
    switch.is_on = version.route.tone != Tone.DUTY
    switch.full_clean()
    switch.save()
    if switch.is_on:
        remember(version=version, day=today(now))
    log(route, "kik.route_on" if switch.is_on else "kik.route_on_asked", user=user, data={"version": version.number})
    return switch


@transaction.atomic
def agree(*, route: Route, user: Any, now: datetime) -> RouteSwitch:
    """The second manager. Raises NeedsSecondManager for who asked, a superuser too; NotPublished, HasFaults, NotAsked."""
    version = _version_to_run(route, now)
    switch = RouteSwitch.objects.select_for_update().filter(route=route).first()
    if switch is None or not switch.is_asked:
        raise NotAsked
    if user.pk is None or switch.asked_by_id in {user.pk, None}:
        raise NeedsSecondManager
    switch.is_on, switch.agreed_by, switch.agreed_at = True, user, now
    switch.effective_from = max(switch.effective_from or today(now), today(now))
    switch.save()
    remember(version=version, day=today(now))
    log(route, "kik.route_on", user=user, data={"version": version.number})
    return switch


@transaction.atomic
def switch_off(*, route: Route, user: Any, now: datetime) -> RouteSwitch:
    """No letter goes out, no term ends and nobody comes in until it is on again; what coaches record still counts."""
    switch, _created = RouteSwitch.objects.select_for_update().get_or_create(route=route)
    if not (switch.is_on or switch.is_asked):
        return switch
    if switch.is_on:
        switch.off_since = today(now)
    switch.is_on, switch.asked_by, switch.asked_at, switch.agreed_by, switch.agreed_at = False, None, None, None, None
    switch.save()
    log(route, "kik.route_off", user=user)
    return switch


@transaction.atomic
def follow_publishing(*, route: Route, user: Any, now: datetime) -> None:
    """A new version of a running route: another entry blasts nobody, and a duty that one manager switched on waits."""
    switch = RouteSwitch.objects.select_for_update().filter(route=route, is_on=True).first()
    newest = list(RouteVersion.objects.filter(text=route).order_by("-number")[:2])
    if switch is None or not newest:
        return
    if newest[0].route.tone == Tone.DUTY and switch.agreed_by_id is None:
        switch_off(route=route, user=user, now=now)
    elif len(newest) == 2 and newest[0].content["entry"] != newest[1].content["entry"]:
        remember(version=newest[0], day=today(now))


def _version_to_run(route: Route, now: datetime) -> RouteVersion:
    version = RouteVersion.objects.current().filter(text=route).first()
    if version is None:
        raise NotPublished
    if any(finding.level == "error" for finding in faults_of(version.content, day=today(now))):
        raise HasFaults
    return version
