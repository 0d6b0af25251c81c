"""Writes down where a resident stands, and asks for what the new step needs. The one place that moves anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import rules
from kik_wagtail.routes.content import RouteContent
from kik_wagtail.routes.doing import doer_of
from kik_wagtail.routes.errors import MovedMeanwhile
from kik_wagtail.routes.models import Enrolment, StepVisit
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import local, today

from .asking import STEP, ask, post_letter


@dataclass(frozen=True)
class Standing:
    """An enrolment with what its rules need: read once, for one resident or for many at a time."""

    enrolment: Enrolment
    route: RouteContent
    resident: Resident
    conversation: FollowUp | None  # the open one
    user: Any
    now: datetime
    calendar: Calendar

    @cached_property
    def today(self) -> date:
        return today(self.now)

    @property
    def day(self) -> rules.Day:
        at = self.conversation.appointment_at if self.conversation else None
        return rules.Day(
            today=self.today,
            start=self.enrolment.starts_on,
            appointment=local(at).date() if at else None,
            last_conversation=self.resident.last_conversation_on,
        )


def standing_of(
    enrolment: Enrolment, *, user: Any, now: datetime, calendar: Calendar, route: RouteContent | None = None
) -> Standing:
    open_one = FollowUp.objects.open().conversations().filter(resident_id=enrolment.resident_id).first()
    route = route or enrolment.version.route
    return Standing(enrolment, route, enrolment.resident, open_one, user, now, calendar)


@transaction.atomic
def apply(standing: Standing, moves: Sequence[rules.Move]) -> Enrolment:
    """All moves of one moment, in order. Raises MovedMeanwhile: of two who move somebody, one wins."""
    enrolment = standing.enrolment
    began_with = enrolment.number
    left: list[rules.Move] = []
    entered: list[StepVisit] = []
    for move in moves:
        if move.position is None or move.position.number != enrolment.number:
            left.append(move)
        if move.position is None:
            _end(standing, move.result)
            break
        if move.position.number != enrolment.number:
            entered.append(_visit(standing, move.position))
        enrolment.stand_at(move.position)
    if left and began_with:
        _drop_call(standing)
    if enrolment.is_open:
        _settle_down(standing, is_new=bool(entered))
    save(enrolment)
    _write_visits(standing, began_with, left, entered)
    if enrolment.is_open:
        post_letter(standing)
    return enrolment


def _settle_down(standing: Standing, *, is_new: bool) -> None:
    """What the step asks for when somebody comes to it; asked again while something was in the way."""
    enrolment = standing.enrolment
    if is_new or enrolment.asks.startswith(STEP):
        enrolment.doer_id = doer_of(enrolment, standing.route[enrolment.step], coach=standing.resident.coach_id)
        enrolment.asks, enrolment.follow_up = ask(standing)
    enrolment.look_on = rules.look_again(standing.route, enrolment.position, standing.day, standing.calendar)


def _visit(standing: Standing, position: rules.Position) -> StepVisit:
    return StepVisit(
        enrolment=standing.enrolment,
        resident_id=standing.enrolment.resident_id,
        area_id=standing.enrolment.area_id,
        number=position.number,
        step=position.step,
        entered_on=standing.today,
    )


def _write_visits(standing: Standing, began_with: int, left: list[rules.Move], entered: list[StepVisit]) -> None:
    """Who was in a step leaves it by the first move, and each step that was only passed through by the next."""
    if left and began_with:
        there = StepVisit.objects.filter(enrolment=standing.enrolment, number=began_with)
        there.update(left_on=standing.today, why=left[0].why or "", by=standing.user)
    for visit, move in zip(entered, left[1:], strict=False):
        visit.left_on, visit.why, visit.by = standing.today, move.why or "", standing.user
    if entered and standing.enrolment.is_open:
        entered[-1].follow_up = standing.enrolment.follow_up
    StepVisit.objects.bulk_create(entered)


def _drop_call(standing: Standing) -> None:
    """A call that the step asked for is not made any more once the step is left. A conversation stays planned."""
    call = standing.enrolment.follow_up
    if call is not None and not call.is_conversation:
        FollowUp.objects.open().filter(pk=call.pk).update(
            outcome="cancelled_by_us", closed_at=standing.now, closed_by=standing.user, revision=F("revision") + 1
        )


def _end(standing: Standing, result: str) -> None:
    enrolment = standing.enrolment
    enrolment.state, enrolment.result, enrolment.ended_at = Enrolment.State.ENDED, result, standing.now
    enrolment.look_on, enrolment.asks = None, ""
    log(enrolment, "kik.route_ended", user=standing.user, data={"result": result})


SAVED = (
    *("state", "result", "ended_at", "stop_reason", "pause_reason", "step", "number", "since", "due_on", "latest_on"),
    *("done_on", "previous_due_on", "look_on", "follow_up", "doer", "asks", "version", "purpose", "starts_on"),
)


def save(enrolment: Enrolment) -> None:
    """Raises MovedMeanwhile where anything about it changed since it was read: a pause is not undone by the night."""
    values = {name: getattr(enrolment, name) for name in SAVED}
    same = Enrolment.objects.open().filter(pk=enrolment.pk, revision=enrolment.revision)
    if same.update(revision=F("revision") + 1, **values) != 1:
        raise MovedMeanwhile
    enrolment.revision += 1
