"""A coach who is away or leaves: who stands in, and to whom the residents go. Nobody is left without an owner."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kik_wagtail.errors import DomainError
from kik_wagtail.workdays.dates import add_months, today

from .models import Area, AreaMember, Handover, Resident, StandIn
from .services import hand_over_at_once

LONGEST_MONTHS = 6
ONE_DAY = timedelta(days=1)


class StandInNotPossible(DomainError):
    code = "residents.stand_in_not_possible"
    title = _("These days are not possible for standing in.")
    advice = _("Choose a first day from today on and a last day within six months, and another coach of the team.")


class NobodyToSpreadOver(DomainError):
    code = "residents.nobody_to_spread_over"
    title = _("No coach was chosen who works in this team.")
    advice = _("Choose at least one coach, or put the residents in the team's own list.")


def coaches_of(area: Area) -> list[Any]:
    """Active coaches of the team, by name."""
    members = AreaMember.objects.filter(area=area, role=AreaMember.Role.COACH, user__is_active=True)
    ordered = members.select_related("user").order_by("user__last_name", "user__first_name", "user__username")
    return [member.user for member in ordered]


def loads_of(coaches: Iterable[Any]) -> dict[int, int]:
    """{coach: residents of theirs who have not left}, all areas together, as far as in sight."""
    ids = [coach.pk for coach in coaches]
    counted = Resident.objects.exclude(status=Resident.Status.LEFT).filter(coach_id__in=ids).order_by()
    found = {row["coach_id"]: row["number"] for row in counted.values("coach_id").annotate(number=Count("pk"))}
    return {pk: found.get(pk, 0) for pk in ids}


def shares(loads: Mapping[int, int], number: int, room: Mapping[int, float] | None = None) -> list[int]:
    """To whom each of `number` residents goes: always to who would have the fewest for their hours, in the order of `loads`.

    `room`: hours a week of each coach; who works half the hours ends with half the residents. Without: all alike.
    """
    wide = {coach: max((room or {}).get(coach, 1.0), 1.0) for coach in loads}
    heap = [((load + 1) / wide[coach], order, coach, load) for order, (coach, load) in enumerate(loads.items())]
    heapq.heapify(heap)
    given = []
    for _resident in range(number if heap else 0):
        _filled, order, coach, load = heapq.heappop(heap)
        given.append(coach)
        heapq.heappush(heap, ((load + 2) / wide[coach], order, coach, load + 1))
    return given


def residents_of(area: Area, coach: Any | None) -> Any:
    """Who has not left, of this coach in this area; without a coach: who waits for one."""
    return Resident.objects.exclude(status=Resident.Status.LEFT).filter(area=area, coach=coach).order_by("pk")


@transaction.atomic
def spread(
    *,
    area: Area,
    from_coach: Any | None,
    to_coaches: Sequence[Any],
    reason: str,
    user: Any,
    now: datetime,
    room: Mapping[int, float] | None = None,
) -> dict[int, int]:
    """{coach: how many more}. Each gets residents for their hours (see `shares`). Raises NobodyToSpreadOver."""
    known = {coach.pk: coach for coach in coaches_of(area)}
    chosen = [known[coach.pk] for coach in to_coaches if coach.pk in known and coach != from_coach]
    if not chosen:
        raise NobodyToSpreadOver
    residents = list(residents_of(area, from_coach).select_for_update(of=("self",)))
    given = shares(loads_of(chosen), len(residents), room)
    for resident, coach_id in zip(residents, given, strict=True):
        _give(resident, known[coach_id], area, reason=reason, user=user, now=now)
    _answer_for(from_coach, area, now=now)
    return dict(Counter(given))


@transaction.atomic
def to_team(*, area: Area, from_coach: Any, reason: str, user: Any, now: datetime) -> int:
    """The residents wait in the team's own list until somebody takes them; how many."""
    residents = list(residents_of(area, from_coach).select_for_update(of=("self",)))
    for resident in residents:
        _give(resident, None, area, reason=reason, user=user, now=now)
    _answer_for(from_coach, area, now=now)
    return len(residents)


def _answer_for(coach: Any | None, area: Area, *, now: datetime) -> None:
    """What others proposed to whoever leaves would wait for ever: it goes back to who proposed it."""
    if coach is not None:
        waiting = Handover.objects.filter(to_coach=coach, to_area=area, state=Handover.State.PROPOSED)
        waiting.update(state=Handover.State.REFUSED, decided_at=now)


def _give(resident: Resident, coach: Any | None, area: Area, *, reason: str, user: Any, now: datetime) -> None:
    """A proposal that waited is overtaken."""
    waiting = Handover.objects.filter(resident=resident, state=Handover.State.PROPOSED)
    waiting.update(state=Handover.State.REFUSED, decided_at=now)
    person = Handover.Origin.PERSON
    hand_over_at_once(resident=resident, to_coach=coach, to_area=area, reason=reason, user=user, now=now, origin=person)


@transaction.atomic
def arrange_stand_in(
    *, area: Area, coach: Any, stand_in: Any, from_on: date, until_on: date, user: Any, now: datetime
) -> StandIn:
    """Both coaches of the team. Raises StandInNotPossible."""
    team = {one.pk for one in coaches_of(area)}
    first, last = today(now), add_months(today(now), LONGEST_MONTHS)
    if coach.pk == stand_in.pk or not {coach.pk, stand_in.pk} <= team or not first <= from_on <= until_on <= last:
        raise StandInNotPossible
    arranged = StandIn.objects.create(coach=coach, stand_in=stand_in, from_on=from_on, until_on=until_on)
    log(arranged, "kik.stand_in", user=user, data={"until": until_on.isoformat()})
    return arranged


@transaction.atomic
def end_stand_in(*, stand_in: StandIn, user: Any, now: datetime) -> None:
    """From now on; what lies behind us stays known."""
    log(stand_in, "kik.stand_in_ended", user=user)
    yesterday = today(now) - ONE_DAY
    if stand_in.from_on > yesterday:
        stand_in.delete()
    else:
        StandIn.objects.filter(pk=stand_in.pk).update(until_on=yesterday)
