"""Remembers who matched the entry of a route already. Keys and areas only; nobody gets to see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from kik_wagtail import scope

from . import entries
from .models import Enrolment, EntryBacklog, Route, RouteVersion

REASON = "who matched a route already"
AT_A_TIME = 1000


def remember(*, version: RouteVersion, day: date) -> int:
    """Everybody who matches on `day`: a route that is switched on blasts nobody. How many these are."""
    route_id = version.text_id
    with scope.everything(REASON):
        EntryBacklog.objects.filter(route_id=route_id).delete()
        found = list(entries.find(version.content["entry"], day).order_by().values_list("id", "area_id"))
        rows = [EntryBacklog(resident_id=pk, area_id=area_id, route_id=route_id, noted_on=day) for pk, area_id in found]
        EntryBacklog.objects.bulk_create(rows, batch_size=AT_A_TIME)
    return len(rows)


def forget_who_matches_no_more(*, version: RouteVersion, day: date) -> None:
    """So that who matches anew, a year later, comes in anew."""
    with scope.everything(REASON):
        matching = entries.find(version.content["entry"], day).order_by().values("pk")
        EntryBacklog.objects.filter(route_id=version.text_id).exclude(resident_id__in=matching).delete()


def note(enrolment: Enrolment, day: date) -> None:
    """Put on the route, in whatever way: once it has ended they do not come in again by themselves."""
    if enrolment.version.content["entry"] == entries.BY_HAND:
        return
    own = EntryBacklog.objects.filter(route_id=enrolment.route_id, resident_id=enrolment.resident_id)
    if not own.update(let_in_on=day):
        EntryBacklog.objects.create(
            resident_id=enrolment.resident_id,
            area_id=enrolment.area_id,
            route_id=enrolment.route_id,
            noted_on=day,
            let_in_on=day,
        )


def note_together(*, version: RouteVersion, areas: Mapping[int, int], day: date) -> None:
    """The same for many, as {resident: area}."""
    if version.content["entry"] == entries.BY_HAND:
        return
    route_id = version.text_id
    EntryBacklog.objects.filter(route_id=route_id, resident_id__in=list(areas)).update(let_in_on=day)
    rows = [
        EntryBacklog(resident_id=pk, area_id=area_id, route_id=route_id, noted_on=day, let_in_on=day)
        for pk, area_id in areas.items()
    ]
    EntryBacklog.objects.bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)


def take_back(*, version: RouteVersion, residents: Collection[int]) -> None:
    """Taken off again before anything went out: they wait once more to be let in on purpose."""
    EntryBacklog.objects.filter(route_id=version.text_id, resident_id__in=list(residents)).update(let_in_on=None)


def waiting(route: Route) -> int:
    """How many matched already and were not let in yet."""
    with scope.everything(REASON):
        return EntryBacklog.objects.filter(route=route, let_in_on=None).count()
