"""The fork after silence: a person chooses, with a ground; nothing decides by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.routes import results, rules
from kik_wagtail.routes.content import On, StepKind
from kik_wagtail.routes.errors import GroundMissing, MovedMeanwhile, NotADecision
from kik_wagtail.routes.models import Enrolment, StepVisit
from kik_wagtail.workdays.calendar import Calendar

from .moving import apply, standing_of
from .news import moves_after


@transaction.atomic
def decide(
    *, enrolment: Enrolment, number: int, choice: str, ground: str, user: Any, now: datetime, calendar: Calendar
) -> Enrolment:
    """`number` is the visit that the person looked at: what moved on meanwhile is not decided about blindly.

    Raises MovedMeanwhile, NotADecision, GroundMissing. Of a fraud signal only code, date and who are kept.
    """
    if enrolment.number != number or enrolment.state == Enrolment.State.ENDED:
        raise MovedMeanwhile
    standing = standing_of(enrolment, user=user, now=now, calendar=calendar)
    offered = standing.route.choices.get(enrolment.step, ())
    if enrolment.state != Enrolment.State.RUNNING or choice not in offered or not results.known(choice):
        raise NotADecision
    keeps_ground = results.by_code(choice).has_ground
    if keeps_ground and not ground.strip():
        raise GroundMissing
    assert standing.route[enrolment.step].kind == StepKind.DECISION  # noqa: S101 - only a decision offers choices
    moved = apply(standing, moves_after(standing, rules.Event(On.DECIDED, choice)))
    visit = StepVisit.objects.filter(enrolment=enrolment, number=number)
    visit.update(choice=choice, ground=ground.strip() if keeps_ground else "")
    log(enrolment, "kik.route_decided", user=user, data={"choice": choice})
    return moved
