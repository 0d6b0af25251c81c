"""What a team lead looks at: how the residents of an area are spread, and whether nobody is forgotten."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.agenda import appointments_between
from kik_wagtail.residents.caseloads import coaches_of
from kik_wagtail.residents.models import Area, AreaMember, Handover, Resident, StandIn, TemporaryAccess
from kik_wagtail.workdays.dates import start_of_day

TOLD_DAYS = 30
COLUMNS = ("caseload", "overdue", "nothing_planned", "week")


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers of one coach in one area; without a coach: who waits for one."""

    coach: Any | None
    caseload: int
    overdue: int
    nothing_planned: int
    week: int
    away: StandIn | None
    has_left: bool = False  # the team, or the municipality: their residents here wait for somebody else


@dataclass(frozen=True, slots=True)
class Team:
    area: Area
    lines: list[Line]
    without: Line
    handovers: int
    opened: list[TemporaryAccess]

    @property
    def nothing_planned(self) -> int:
        return self.without.nothing_planned + sum(line.nothing_planned for line in self.lines)

    @property
    def with_who_left(self) -> int:
        return sum(line.caseload for line in self.lines if line.has_left)

    @property
    def overdue(self) -> int:
        return self.without.overdue + sum(line.overdue for line in self.lines)


def teams_led_by(user: Any) -> list[Area]:
    led = Area.objects.filter(members__user_id=user.pk, members__role=AreaMember.Role.TEAM_LEAD)
    return list(led.order_by("sort_order", "name"))


def team_of(area: Area, *, today: date) -> Team:
    """The same few queries for any number of coaches and residents."""
    numbers = {code: _by_coach(rows) for code, rows in rows_by_column(area, today).items()}
    coaches = coaches_of(area)
    away = {one.coach_id: one for one in StandIn.objects.valid_on(today).select_related("stand_in")}
    strays = {pk for found in numbers.values() for pk in found} - {coach.pk for coach in coaches} - {None}
    left = list(_people(strays))  # their residents stayed in this area

    def line(coach: Any | None) -> Line:
        pk = coach.pk if coach else None
        here = [numbers[code][pk] for code in COLUMNS]
        return Line(coach, *here, away=away.get(pk) if pk else None, has_left=coach in left)

    return Team(
        area=area,
        lines=[line(coach) for coach in (*coaches, *left)],
        without=line(None),
        handovers=waiting_handovers(area).count(),
        opened=list(TemporaryAccess.objects.to_tell(area, since=start_of_day(today - timedelta(days=TOLD_DAYS)))),
    )


def rows_by_column(area: Area, today: date) -> dict[str, Any]:
    """The rows behind each number: the lists show the same ones."""
    found = {
        "caseload": Resident.objects.in_view(),
        "overdue": beeper.BY_CODE["overdue"].find(today),
        "nothing_planned": beeper.BY_CODE["nothing_planned"].find(today),
        "week": appointments_between(today, today + timedelta(days=6)).open(),
    }
    return {code: rows.filter(area=area) for code, rows in found.items()}


def waiting_handovers(area: Area) -> Any:
    return Handover.objects.filter(area=area, state=Handover.State.PROPOSED)


def _by_coach(rows: Any) -> dict[int | None, int]:
    found: dict[int | None, int] = defaultdict(int)
    for row in rows.order_by().values("coach_id").annotate(number=Count("pk")):
        found[row["coach_id"]] = row["number"]
    return found


def _people(keys: set[int]) -> Any:
    user_model = AreaMember._meta.get_field("user").related_model
    return user_model._default_manager.filter(pk__in=keys).order_by("last_name", "username") if keys else ()
