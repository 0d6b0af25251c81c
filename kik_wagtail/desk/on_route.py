"""A resident on a route, in words: where they stand, since when, what comes next, and every step so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.letters.models import Letter
from kik_wagtail.permissions import TEAM_LEAD, roles_of
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import results, words
from kik_wagtail.routes.asked import Asked, asked_of
from kik_wagtail.routes.content import RouteContent, Step, StepKind
from kik_wagtail.routes.models import Enrolment, RouteVersion, StepVisit
from kik_wagtail.workdays.dates import local

from .words import day_words, name_of

ICONS = {
    StepKind.LETTER: "mail",
    StepKind.APPOINTMENT: "calendar-check",
    StepKind.REMINDER_CALL: "kik-phone",
    StepKind.CALL_BACK: "kik-phone",
    StepKind.DECISION: "help",
    StepKind.WAIT: "time",
}


@dataclass(frozen=True, slots=True)
class Visited:
    """One step that the resident was in. `letter` and `follow_up_id` lead to what it made or asked for."""

    title: str
    icon: str
    entered_on: date
    left_on: date | None
    happened: str
    by: str
    ground: str
    letter: Letter | None
    follow_up_id: int | None


@dataclass(frozen=True, slots=True)
class OnRoute:
    enrolment: Enrolment
    title: str
    step: str
    next: str
    asked: Asked | None
    visited: list[Visited]
    newest: RouteVersion | None  # a newer version than theirs

    @property
    def result(self) -> str:
        return results.label(self.enrolment.result)

    @property
    def ended_on(self) -> date | None:
        return local(self.enrolment.ended_at).date() if self.enrolment.ended_at else None


@dataclass(frozen=True, slots=True)
class UnderWay:
    """One open route in a line, for beside a conversation."""

    title: str
    step: str
    since: date | None
    next: str
    asks: str
    url: str


def under_way(enrolment: Enrolment, *, day: date) -> UnderWay:
    route, asked = enrolment.version.route, asked_of(enrolment)
    return UnderWay(
        title=route.title,
        step=route[enrolment.step].title if enrolment.number else "",
        since=enrolment.since,
        next=what_is_next(enrolment, route, day),
        asks=asked.sentence if asked else "",
        url=reverse("kik_desk:on_route", args=[enrolment.pk]),
    )


def routes_of(resident: Resident, *, day: date, user: Any) -> list[OnRoute]:
    """Under way first, then what ended, the latest first; as many queries for one route as for ten."""
    found = Enrolment.objects.filter(resident=resident).select_related("version", "route", "resident")
    return described(found.order_by("ended_at", "-enrolled_at"), day=day, user=user)


def described(enrolments: Iterable[Enrolment], *, day: date, user: Any) -> list[OnRoute]:
    found = list(enrolments)
    visits = _visits_of(found)
    versions = _versions_of(found)
    return [_describe(one, visits[one.pk], versions[one.route_id], day=day, user=user) for one in _open_first(found)]


def _open_first(found: list[Enrolment]) -> list[Enrolment]:
    ended = [one for one in found if one.ended_at]
    return [one for one in found if one.is_open] + sorted(ended, key=lambda one: one.ended_at, reverse=True)  # type: ignore[arg-type,return-value]


def _visits_of(found: list[Enrolment]) -> dict[int, list[StepVisit]]:
    visits: dict[int, list[StepVisit]] = defaultdict(list)
    rows = StepVisit.objects.filter(enrolment__in=found).select_related("letter", "by", "follow_up")
    for visit in rows.order_by("number"):
        visits[visit.enrolment_id].append(visit)
    return visits


def _versions_of(found: list[Enrolment]) -> dict[int, list[RouteVersion]]:
    """The newest first: who was moved has steps behind them that their present version may not know."""
    versions: dict[int, list[RouteVersion]] = defaultdict(list)
    for version in RouteVersion.objects.filter(text__in={one.route_id for one in found}).order_by("-number"):
        versions[version.text_id].append(version)
    return versions


def _describe(
    enrolment: Enrolment, visits: list[StepVisit], versions: list[RouteVersion], *, day: date, user: Any
) -> OnRoute:
    route = enrolment.version.route
    steps = {step.key: step for version in reversed(versions) for step in version.route.steps}
    steps |= {step.key: step for step in route.steps}
    before = [visit for visit in visits if visit.number == enrolment.number - 1]
    after = steps[before[0].step].title if before and before[0].step in steps else ""
    reads_ground = user.pk == enrolment.resident.coach_id or TEAM_LEAD in roles_of(user)
    return OnRoute(
        enrolment=enrolment,
        title=enrolment.version.content["title"],
        step=route[enrolment.step].title if enrolment.is_open and enrolment.number else "",
        next=what_is_next(enrolment, route, day) if enrolment.is_open else "",
        asked=asked_of(enrolment, after=after) if enrolment.is_open else None,
        visited=[_visited(visit, steps.get(visit.step), reads_ground=reads_ground) for visit in visits],
        newest=versions[0] if enrolment.is_open and versions[0].number > enrolment.version.number else None,
    )


def _visited(visit: StepVisit, step: Step | None, *, reads_ground: bool) -> Visited:
    happened = results.label(visit.choice) if visit.choice else words.outcome(visit.why)
    return Visited(
        title=step.title if step else "–",
        icon=ICONS[step.kind] if step else "time",
        entered_on=visit.entered_on,
        left_on=visit.left_on,
        happened=happened,
        by=name_of(visit.by) if visit.by and visit.choice else "",
        ground=visit.ground if reads_ground else "",
        letter=visit.letter,
        follow_up_id=visit.follow_up_id if visit.follow_up and visit.follow_up.is_conversation else None,
    )


def what_is_next(enrolment: Enrolment, route: RouteContent, day: date) -> str:
    """In one line: what the present step waits for, and what comes where nothing happens."""
    if enrolment.state == Enrolment.State.WAITING:
        return _("begins on %(day)s") % {"day": day_words(enrolment.starts_on, day)}
    if not enrolment.resident.is_in_view:
        return _("nothing, while the resident is not in view")
    if enrolment.state == Enrolment.State.PAUSED:
        return _("nothing, until somebody lets it go on")
    step = route[enrolment.step]
    if step.kind == StepKind.DECISION:
        return _("a decision of %(who)s") % {"who": words.WHO[step.who]}
    if step.kind == StepKind.LETTER and enrolment.done_on is None and enrolment.due_on:
        return _("the letter goes on %(day)s") % {"day": day_words(max(enrolment.due_on, day), day)}
    if enrolment.look_on is None:
        return _("what is recorded about this step")
    silent = {"day": day_words(enrolment.look_on, day), "next": _without_reaction(route, step)}
    return _("nothing heard by %(day)s: %(next)s") % silent


def _without_reaction(route: RouteContent, step: Step) -> str:
    """Where silence leads: the title of a step, or the end with its result."""
    branch = step.silence
    if branch is not None and branch.end:
        return _("the end, %(result)s") % {"result": results.label(branch.end)}
    there = route[branch.to] if branch is not None and branch.to else route.after(step.key)
    return there.title if there else _("the end")
