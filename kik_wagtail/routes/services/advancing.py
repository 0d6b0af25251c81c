"""Time passes for everybody on a route. Reads and writes grow with who moves, not with who is on a route."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any

from django.db import transaction

from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.access import recorded
from kik_wagtail.routes import rules
from kik_wagtail.routes.doing import give_back
from kik_wagtail.routes.errors import MovedMeanwhile
from kik_wagtail.routes.models import Enrolment, RouteSwitch, RouteVersion
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import today

from .enrolling import start
from .moving import Standing, apply, save

AT_A_TIME = 200
logger = logging.getLogger("kik_wagtail.routes")


def advance(*, now: datetime) -> Counter[str]:
    """Everybody whose day it is, on the routes that are switched on; how many moved, stayed, started, were busy, failed.

    May be run again at any time, by any number of workers: who was moved has a later day to look at. Who failed is
    looked at again the next time.
    """
    done: Counter[str] = Counter()
    calendar = municipal_calendar()
    with _recorded():
        give_back()
        due = Enrolment.objects.to_look_at(today(now)).on_running_route(today(now))
        keys = iter(list(due.order_by("look_on", "pk").values_list("pk", flat=True)))
    while some := list(islice(keys, AT_A_TIME)):
        with _recorded():
            done += advance_some(keys=some, now=now, calendar=calendar)
    return done


def _recorded() -> AbstractContextManager[Any]:
    return recorded(user=None, route="routes.advance", reason="time passes on the routes", origin="job")


def advance_some(*, keys: Iterable[int], now: datetime, calendar: Calendar) -> Counter[str]:
    done: Counter[str] = Counter()
    day = today(now)
    enrolments = Enrolment.objects.filter(pk__in=list(keys)).select_related("resident", "follow_up")
    found = list(
        enrolments.to_look_at(day).on_running_route(day)
    )  # asked again: it can be off since the keys were read
    versions = RouteVersion.objects.in_bulk({one.version_id for one in found})
    read_version = cache(lambda version_id: versions[version_id].route)
    switches = {one.route_id: one for one in RouteSwitch.objects.filter(route_id__in={one.route_id for one in found})}
    planned = FollowUp.objects.open().conversations().filter(resident_id__in=[one.resident_id for one in found])
    conversations = {one.resident_id: one for one in planned}
    for enrolment in found:
        try:
            with transaction.atomic():
                if _stood_still(enrolment, switches[enrolment.route_id], day):
                    done["stayed"] += 1
                    continue
                route, meeting = read_version(enrolment.version_id), conversations.get(enrolment.resident_id)
                standing = Standing(enrolment, route, enrolment.resident, meeting, None, now, calendar)
                done[_look(standing)] += 1
        except MovedMeanwhile:
            done["busy"] += 1
        except (
            Exception
        ) as error:  # what is wrong with one resident's route keeps nobody else; an error's text may name
            logger.warning("Routes: enrolment %s stopped on %s", enrolment.pk, type(error).__name__)
            done["failed"] += 1
    return done


def _stood_still(enrolment: Enrolment, switch: RouteSwitch, day: date) -> bool:
    """What would have happened while the route was off comes as much later as that lasted: not all on one day."""
    assert enrolment.look_on is not None  # noqa: S101 - that is why it was found
    time = switch.stood_still(enrolment.look_on)
    if not time:
        return False
    enrolment.starts_on += time
    enrolment.look_on += time
    if enrolment.number:
        enrolment.stand_at(rules.put_off(enrolment.position, time))
    save(enrolment)
    return enrolment.look_on > day


def _look(standing: Standing) -> str:
    enrolment, route = standing.enrolment, standing.route
    if enrolment.state == Enrolment.State.WAITING:
        start(standing)
        return "started"
    before: Any = enrolment.number
    apply(standing, rules.settle(route, enrolment.position, standing.day, standing.calendar))
    return "moved" if enrolment.number != before or not enrolment.is_open else "stayed"
