"""Ending routes of many residents at once, without walking them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.routes.models import Enrolment, StepVisit
from kik_wagtail.workdays.dates import today


def end_all(*, enrolments: Any, result: str, user: Any, now: datetime) -> int:
    """How many ended. Calls that their steps asked for are dropped; conversations stay as they are."""
    found = enrolments.open()
    asked = found.filter(follow_up__isnull=False).values("follow_up_id")
    calls = FollowUp.objects.open().filter(pk__in=asked, kind__in=("call_back", "reminder_call"))
    calls.update(outcome="cancelled_by_us", closed_at=now, closed_by=user)
    visits = StepVisit.objects.filter(enrolment__in=found.values("pk"), left_on=None)
    visits.update(left_on=today(now), by=user)
    ended = {"revision": F("revision") + 1, "look_on": None, "asks": ""}
    return found.update(state=Enrolment.State.ENDED, result=result, ended_at=now, **ended)
