"""How many residents are on a route: figures for whoever may see the route. Reads no resident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.workdays.dates import monday_of

from . import entries
from .models import Enrolment, Route

REASON = "how many residents are on a route"


def under_way(route: Route) -> int:
    """On any version: waiting for their start, running or paused."""
    with scope.everything(REASON):
        return Enrolment.objects.open().filter(route=route).count()


def under_way_by_version(version_ids: Iterable[int]) -> dict[int, int]:
    """Versions without anybody are left out."""
    with scope.everything(REASON):
        found = Enrolment.objects.open().filter(version_id__in=list(version_ids)).order_by().values("version_id")
        return {row["version_id"]: row["number"] for row in found.annotate(number=Count("pk"))}


def matching(code: str, day: date) -> int:
    """Residents in view who match a route's entry on `day`, whether they are on a route or not."""
    with scope.everything(REASON):
        return entries.find(code, day).count()


def starts_by_coach(coaches: Iterable[int], *, since: date) -> dict[tuple[int, date], int]:
    """{(coach, monday): starts} of every route and area: a coach's capacity is one."""
    with scope.everything("how many residents begin with a coach in a week"):
        begun = Enrolment.objects.filter(coach_id__in=list(coaches), starts_on__gte=since).exclude(result="taken_off")
        rows = begun.order_by().values("coach_id", "starts_on").annotate(number=Count("pk"))
        found: Counter[tuple[int, date]] = Counter()
        for row in rows:
            found[row["coach_id"], monday_of(row["starts_on"])] += row["number"]
        return dict(found)


def conversations_by_coach(coaches: Iterable[int], *, since: date, until: date) -> Counter[int]:
    """Conversations that are planned from `since` to `until`, of every area."""
    with scope.everything("how many conversations a coach has planned"):
        planned = FollowUp.objects.open().conversations().filter(coach_id__in=list(coaches))
        rows = planned.filter(target_on__gte=since, target_on__lt=until).order_by().values("coach_id")
        return Counter({row["coach_id"]: row["number"] for row in rows.annotate(number=Count("pk"))})


def standing_of(batch: int) -> list[tuple[str, date, int]]:
    """(state, monday of the start, residents) of everybody who was put on a route together."""
    with scope.everything("how many residents of a batch have begun"):
        rows = Enrolment.objects.filter(batch_id=batch).order_by().values("state", "starts_on")
        found: Counter[tuple[str, date]] = Counter()
        for row in rows.annotate(number=Count("pk")):
            found[row["state"], monday_of(row["starts_on"])] += row["number"]
    return [(state, monday, number) for (state, monday), number in sorted(found.items(), key=lambda one: one[0][1])]


def by_step(route: Route) -> list[tuple[int, str, str, int]]:
    """(area, state, step, residents) of who is under way, on any version."""
    with scope.everything(REASON):
        rows = Enrolment.objects.open().filter(route=route).order_by().values("area_id", "state", "step")
        return [(one["area_id"], one["state"], one["step"], one["number"]) for one in rows.annotate(number=Count("pk"))]
