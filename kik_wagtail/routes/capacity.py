"""What coaches can carry: conversations planned in the weeks to come, against what a coach can hold. Figures only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kik_wagtail import conf

from . import counting

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Load:
    """Of one coach in one area: residents chosen, conversations a week that are planned already, room besides."""

    area: int
    coach: int | None
    residents: int
    planned: int
    room: int


def loads(chosen: Mapping[tuple[int, int | None], int], *, day: date) -> list[Load]:
    """`chosen`: {(area, coach): residents}. Who has no coach gets nobody's room."""
    coaches = {coach for _area, coach in chosen if coach}
    planned = counting.conversations_by_coach(coaches, since=day, until=day + timedelta(weeks=WEEKS))
    return [_load(area, coach, number, planned) for (area, coach), number in chosen.items()]


def _load(area: int, coach: int | None, number: int, planned: Counter[int]) -> Load:
    a_week = -(-planned[coach] // WEEKS) if coach else 0
    return Load(area, coach, number, a_week, max(conf.conversations_a_week() - a_week, 0) if coach else 0)


def proposal(found: list[Load]) -> int:
    """New starts a week for each coach: what fits the coach with the least room, and never none."""
    return max(min((load.room for load in found if load.coach), default=1), 1)
