"""Who comes onto a route: by themselves once they newly match, and out of the backlog on purpose only."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Sum

from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.residents.access import recorded
from kik_wagtail.routes import entries
from kik_wagtail.routes.backlog import forget_who_matches_no_more
from kik_wagtail.routes.errors import SwitchedOff
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, EntryBacklog, Route, RouteSwitch, RouteVersion
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import start_of_day, today

from .enrolling import enrol

FAILED = "failed"
logger = logging.getLogger("kik_wagtail.routes")


def admit_new(*, now: datetime) -> Counter[str]:
    """Of every route that is on: who newly matches, at most `a_week` in a week. How many were let in, skipped, failed.

    May be run again at any time: who was let in does not newly match, and the week's number counts them.
    """
    done: Counter[str] = Counter()
    on = RouteSwitch.objects.filter(is_on=True, effective_from__lte=today(now))
    for route_id in list(on.order_by("route_id").values_list("route_id", flat=True)):
        version = RouteVersion.objects.current().filter(text_id=route_id).first()
        if version is not None and version.content["entry"] != entries.BY_HAND:
            with recorded(user=None, route="routes.admit", reason="who newly matches a route", origin="job"):
                done += _admit(version, now)
    return done


def let_in(
    *, route: Route, at_most: int, user: Any, now: datetime, residents: Collection[int] | None = None
) -> EnrolmentBatch:
    """A portion of the backlog, the longest unseen first; `residents`: only these keys.

    In the present scope: a request lets in whom its user may see. Raises SwitchedOff.
    """
    version = RouteVersion.objects.current().filter(text=route).first()
    if version is None or not RouteSwitch.objects.filter(route=route, is_on=True).exists():
        raise SwitchedOff
    with transaction.atomic():
        found = _matching(version, today(now)).filter(Exists(_noted(version).filter(let_in_on=None)))
        if residents is not None:
            found = found.filter(pk__in=list(residents))
        return _put_on(version, found[:at_most], user=user, now=now, criteria={"backlog": version.content["entry"]})


def _admit(version: RouteVersion, now: datetime) -> Counter[str]:
    switch = RouteSwitch.objects.select_for_update().get(route_id=version.text_id)  # two workers, one week
    day = today(now)
    forget_who_matches_no_more(version=version, day=day)
    room = switch.a_week - admitted_since(version.text_id, _monday(day)) if switch.is_on else 0
    if room <= 0:
        return Counter()
    new = _matching(version, day).filter(~Exists(_noted(version)))[:room]
    criteria = {"entry": version.content["entry"]}
    batch = _put_on(version, new, user=None, now=now, criteria=criteria)
    failed = len(batch.skipped.get(FAILED, ()))
    return Counter(admitted=batch.enrolled, skipped=batch.skipped_number - failed, failed=failed)


def admitted_since(route_id: int, day: date) -> int:
    """How many came in by themselves from `day` on."""
    own = EnrolmentBatch.objects.filter(version__text_id=route_id, made_by=None, criteria__has_key="entry")
    return own.filter(made_at__gte=start_of_day(day)).aggregate(number=Sum("enrolled"))["number"] or 0


def _matching(version: RouteVersion, day: date) -> Any:
    """Who matches and is on no route for the same purpose, the longest unseen first."""
    busy = Enrolment.objects.open().filter(resident_id=OuterRef("pk"), purpose=version.content["purpose"])
    found = entries.find(version.content["entry"], day).filter(~Exists(busy))
    return found.order_by(F("last_conversation_on").asc(nulls_first=True), "pk")


def _noted(version: RouteVersion) -> Any:
    return EntryBacklog.objects.filter(route_id=version.text_id, resident_id=OuterRef("pk"))


def _put_on(version: RouteVersion, found: Any, *, user: Any, now: datetime, criteria: dict[str, Any]) -> EnrolmentBatch:
    residents, calendar = list(found), municipal_calendar()
    batch = EnrolmentBatch(version=version, starts_from=today(now), made_at=now, made_by=user, criteria=criteria)
    if not residents:
        return batch  # nothing to remember of nobody
    batch.save()
    for resident in residents:
        why = _try(resident, batch, user, now, calendar)
        if why:
            batch.skipped.setdefault(why, []).append(resident.pk)
        else:
            batch.enrolled += 1
    batch.confirmed_at = now
    batch.save()
    return batch


def _try(resident: Any, batch: EnrolmentBatch, user: Any, now: datetime, calendar: Calendar) -> str:
    """The code of what was in the way; "" where nothing was. What is wrong with one resident keeps nobody else."""
    try:
        enrol(resident=resident, version=batch.version, user=user, now=now, calendar=calendar, batch=batch)
    except DomainError as error:
        return error.code
    except Exception as error:  # `enrol` took its writes back
        logger.warning("Routes: resident %s was not put on a route: %s", resident.pk, type(error).__name__)
        return FAILED
    return ""


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
