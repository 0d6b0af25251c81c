"""Time passes for everybody on a route. Reads and writes grow with who moves, not with who is on a route."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.access import recorded
from kik_wagtail.routes import rules
from kik_wagtail.routes.content import RouteContent
from kik_wagtail.routes.errors import MovedMeanwhile
from kik_wagtail.routes.models import Enrolment, RouteVersion
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import today

from .enrolling import start
from .moving import Standing, apply

AT_A_TIME = 200


def advance(*, now: datetime) -> Counter[str]:
    """Everybody whose day it is, on the routes that are switched on; how many moved, stayed, started, were busy.

    May be run again at any time, by any number of workers: who was moved has a later day to look at.
    """
    done: Counter[str] = Counter()
    calendar = municipal_calendar()
    with _recorded():
        due = Enrolment.objects.to_look_at(today(now)).filter(route__switch__is_on=True)
        keys = iter(list(due.order_by("look_on", "pk").values_list("pk", flat=True)))
    while some := list(islice(keys, AT_A_TIME)):
        with _recorded():
            done += advance_some(keys=some, now=now, calendar=calendar)
    return done


def _recorded() -> AbstractContextManager[Any]:
    return recorded(user=None, route="routes.advance", reason="time passes on the routes", origin="job")


def advance_some(*, keys: Iterable[int], now: datetime, calendar: Calendar) -> Counter[str]:
    done: Counter[str] = Counter()
    enrolments = Enrolment.objects.filter(pk__in=list(keys)).select_related("resident", "follow_up")
    found = list(enrolments.to_look_at(today(now)))
    routes = {
        version.pk: version.route for version in RouteVersion.objects.filter(pk__in={one.version_id for one in found})
    }
    planned = FollowUp.objects.open().conversations().filter(resident_id__in=[one.resident_id for one in found])
    conversations = {one.resident_id: one for one in planned}
    for enrolment in found:
        route = routes[enrolment.version_id]
        standing = Standing(
            enrolment, route, enrolment.resident, conversations.get(enrolment.resident_id), None, now, calendar
        )
        try:
            with transaction.atomic():
                done[_look(standing, route)] += 1
        except MovedMeanwhile:
            done["busy"] += 1
    return done


def _look(standing: Standing, route: RouteContent) -> str:
    enrolment = standing.enrolment
    if enrolment.state == Enrolment.State.WAITING:
        start(enrolment, user=None, now=standing.now, calendar=standing.calendar, route=route)
        return "started"
    before: Any = enrolment.number
    apply(standing, rules.settle(route, enrolment.position, standing.day, standing.calendar))
    return "moved" if enrolment.number != before or not enrolment.is_open else "stayed"
