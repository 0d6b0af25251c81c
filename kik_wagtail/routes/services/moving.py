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
from kik_wagtail.routes.errors import MovedMeanwhile
from kik_wagtail.routes.models import Enrolment, StepVisit
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import local, today

from .asking import ask, post_letter


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
    for move in moves:
        _leave_and_enter(standing, move)
        if move.position is None:
            return _end(standing, move.result, began_with)
        enrolment.stand_at(move.position)
    if enrolment.number != began_with:
        enrolment.asks, enrolment.follow_up = ask(standing)
    position = enrolment.position
    enrolment.look_on = rules.look_again(standing.route, position, standing.day, standing.calendar)
    _save(enrolment, began_with)
    post_letter(standing)
    return enrolment


def _leave_and_enter(standing: Standing, move: rules.Move) -> None:
    enrolment, position = standing.enrolment, move.position
    if position is not None and position.number == enrolment.number:
        return
    visits = StepVisit.objects.filter(enrolment=enrolment, number=enrolment.number)
    visits.update(left_on=standing.today, why=move.why or "", by=standing.user)
    _drop_call(standing)
    if position is not None:
        StepVisit.objects.create(
            enrolment=enrolment,
            resident_id=enrolment.resident_id,
            area_id=enrolment.area_id,
            number=position.number,
            step=position.step,
            entered_on=standing.today,
        )


def _drop_call(standing: Standing) -> None:
    """A call that the step asked for is not made any more once the step is left. A conversation stays planned."""
    call = standing.enrolment.follow_up
    if call is not None and not call.is_conversation:
        FollowUp.objects.open().filter(pk=call.pk).update(
            outcome="cancelled_by_us", closed_at=standing.now, closed_by=standing.user, revision=F("revision") + 1
        )


def _end(standing: Standing, result: str, began_with: int) -> Enrolment:
    enrolment = standing.enrolment
    enrolment.state, enrolment.result, enrolment.ended_at = Enrolment.State.ENDED, result, standing.now
    enrolment.look_on, enrolment.asks = None, ""
    _save(enrolment, began_with)
    log(enrolment, "kik.route_ended", user=standing.user, data={"result": result})
    return enrolment


SAVED = (
    *("state", "result", "ended_at", "ground", "pause_reason", "step", "number", "since", "due_on", "latest_on"),
    *("done_on", "previous_due_on", "look_on", "follow_up", "asks", "version"),
)


def _save(enrolment: Enrolment, began_with: int) -> None:
    values = {name: getattr(enrolment, name) for name in SAVED}
    same = Enrolment.objects.open().filter(pk=enrolment.pk, number=began_with)
    if same.update(**values) != 1:
        raise MovedMeanwhile
