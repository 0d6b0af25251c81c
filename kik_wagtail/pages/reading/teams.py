"""Who read a page, per team. It is about staff: a team lead sees the names of the own teams, a manager sees numbers,
and of a small team no more than whether everybody did."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from kik_wagtail.residents.models import Area, AreaMember

from .models import PageReading
from .queries import pages_asking

FEW = 5


@dataclass(frozen=True, slots=True)
class TeamReading:
    area: Area
    size: int
    read: int
    waiting: tuple[Any, ...]  # who did not yet; () where only numbers are shown

    @property
    def is_complete(self) -> bool:
        return self.read == self.size

    @property
    def shows_number(self) -> bool:
        return self.size >= FEW or self.is_complete or bool(self.waiting)


@dataclass(frozen=True, slots=True)
class PageRead:
    page: Any
    teams: list[TeamReading]


def read_by_teams(*, lead: Any = None) -> list[PageRead]:
    """Of every page that asks it: the teams that `lead` leads, with names; of all teams only numbers where it is None."""
    pages = list(pages_asking())
    members = _members(lead)
    said = _said(pages)
    return [PageRead(page, _teams(members, said[page.pk], with_names=lead is not None)) for page in pages]


def _members(lead: Any) -> dict[Area, list[Any]]:
    rows = AreaMember.objects.filter(user__is_active=True, area__is_archived=False).select_related("area", "user")
    if lead is not None:
        rows = rows.filter(area__members__user=lead, area__members__role=AreaMember.Role.TEAM_LEAD).distinct()
    teams: dict[Area, list[Any]] = defaultdict(list)
    for row in rows.order_by("area__sort_order", "area__name", "user__last_name", "user__username"):
        teams[row.area].append(row.user)
    return teams


def _said(pages: list[Any]) -> dict[int, set[int]]:
    asked = {page.pk: page.read_again_on for page in pages}
    said: dict[int, set[int]] = defaultdict(set)
    rows = PageReading.objects.filter(page__in=asked).values_list("page_id", "user_id", "asked_on")
    for page, user, asked_on in rows:
        if asked_on == asked[page]:
            said[page].add(user)
    return said


def _teams(members: dict[Area, list[Any]], said: set[int], *, with_names: bool) -> list[TeamReading]:
    found = []
    for area, users in members.items():
        waiting = tuple(user for user in users if user.pk not in said)
        found.append(TeamReading(area, len(users), len(users) - len(waiting), waiting if with_names else ()))
    return found
