"""Saving a development plan: each time as a whole, as its next version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.follow_up.errors import PlanChangedMeanwhile
from kik_wagtail.follow_up.models import FollowUp, PlanVersion
from kik_wagtail.residents.models import Resident

Goals = Sequence[Mapping[str, Any]]


@transaction.atomic
def save_plan(
    *, resident: Resident, goals: Goals, follow_up: FollowUp | None, seen: int, user: Any, now: datetime
) -> PlanVersion | None:
    """The next version of the plan; None where nothing differs from the last one (a second press, for one).

    `seen` is the number of the version that was on the screen, 0 for none; raises PlanChangedMeanwhile where there is
    a later one. A goal or step with a key that the last version does not know gets a new key.
    """
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    last = PlanVersion.objects.newest_of(resident.pk)
    if _without_keys(goals) == _without_keys(last.goals if last else ()):
        return None
    number = last.number if last else 0
    if number != seen:
        raise PlanChangedMeanwhile
    version = PlanVersion(
        resident=resident,
        area_id=resident.area_id,
        number=number + 1,
        follow_up=follow_up,
        content={"goals": _with_keys(goals, number=number + 1, known=_keys_of(last))},
        made_at=now,
        made_by=user,
    )
    version.save()
    log(version, "kik.plan", user=user)
    return version


def _keys_of(version: PlanVersion | None) -> set[str]:
    goals = version.goals if version else []
    return {one["key"] for goal in goals for one in (goal, *goal["steps"])}


def _with_keys(goals: Goals, *, number: int, known: set[str]) -> list[dict[str, Any]]:
    """New keys are `VERSION.COUNT`, so none comes back for something else."""
    new = (f"{number}.{count}" for count in range(1, 10_000))
    return [
        _keyed(goal, known, new) | {"steps": [_keyed(step, known, new) for step in goal["steps"]]} for goal in goals
    ]


def _keyed(one: Mapping[str, Any], known: set[str], new: Iterator[str]) -> dict[str, Any]:
    key = one.get("key", "")
    if key in known:
        known.discard(key)  # a key that is sent twice is the first one's
        return dict(one)
    return dict(one) | {"key": next(new)}


def _without_keys(goals: Goals) -> list[dict[str, Any]]:
    return [_unkeyed(goal) | {"steps": [_unkeyed(step) for step in goal["steps"]]} for goal in goals]


def _unkeyed(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "key"}
