"""What happened to a resident, told to the routes they are on: called inside the transaction of what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kik_wagtail.follow_up.models import FollowUp, Outcome
from kik_wagtail.routes import rules
from kik_wagtail.routes.content import On
from kik_wagtail.routes.models import Enrolment
from kik_wagtail.workdays.calendar import Calendar

from .moving import Standing, apply, standing_of

OF_CONVERSATION = {
    Outcome.HELD: On.HELD,
    Outcome.NO_SHOW: On.NO_SHOW,
    Outcome.CANCELLED_BY_RESIDENT: On.CANCELLED,
    Outcome.CANCELLED_BY_US: On.CANCELLED,
    Outcome.DECLINED: On.DECLINED,
    Outcome.NOT_REACHED: On.NOT_REACHED,
}
OF_CALL = {Outcome.HELD: On.REACHED, Outcome.NOT_REACHED: On.NOT_REACHED, Outcome.DECLINED: On.DECLINED}


@transaction.atomic
def tell(*, enrolment: Enrolment, event: rules.Event | None, user: Any, now: datetime, calendar: Calendar) -> Enrolment:
    """`event`, and then what time moves; without an event only the dates are looked at again. A pause hears nothing
    but the end of all: who was spoken is spoken."""
    if enrolment.number == 0:
        return enrolment
    standing = standing_of(enrolment, user=user, now=now, calendar=calendar)
    moves = moves_after(standing, event)
    if enrolment.state == Enrolment.State.PAUSED and not (moves and moves[-1].is_end):
        return enrolment
    return apply(standing, moves)


def moves_after(standing: Standing, event: rules.Event | None) -> list[rules.Move]:
    position, moves = standing.enrolment.position, []
    if event is not None:
        moves.append(rules.react(standing.route, position, event, standing.day, standing.calendar))
        if moves[-1].position is None:
            return moves
        position = moves[-1].position
    return moves + rules.settle(standing.route, position, standing.day, standing.calendar)


def event_of(follow_up: FollowUp, enrolment: Enrolment) -> rules.Event | None:
    """What the closing of this contact means for this enrolment, or None: a call counts where the step asked for it."""
    outcome = Outcome(follow_up.outcome)
    if follow_up.is_conversation:
        return rules.Event(OF_CONVERSATION[outcome])
    if follow_up.pk != enrolment.follow_up_id or outcome not in OF_CALL:
        return None
    return rules.Event(On(follow_up.call_answer) if follow_up.call_answer else OF_CALL[outcome])
