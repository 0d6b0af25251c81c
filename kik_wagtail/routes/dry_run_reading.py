"""Who would come onto a route, of today's residents: coach and kind of place, never who. Writes nothing.

In later weeks as the dates alone will have it: who is not known yet comes in as newcomers, which a manager fills in.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef

from kik_wagtail import scope

from . import entries
from .dry_run import WEEKS, Who
from .models import Enrolment

REASON = "dry run of a route"


class Coming(NamedTuple):
    today: list[Who]  # the longest unseen first
    later: list[list[Who]]  # who newly matches in each week after


def coming(*, entry: str, purpose: str, day: date) -> Coming:
    with scope.everything(REASON):
        known: set[int] = set()
        first = _new(_matching(entry, purpose, day), known)
        later = [_new(_matching(entry, purpose, day + timedelta(weeks=week)), known) for week in range(1, WEEKS)]
    return Coming(first, [[], *later])


def own_coming(*, entry: str, purpose: str, day: date) -> Any:
    """The residents themselves, in the scope of who asks."""
    busy = Enrolment.objects.open().filter(resident_id=OuterRef("pk"), purpose=purpose)
    found = entries.find(entry, day).filter(~Exists(busy))
    return found.order_by(F("last_conversation_on").asc(nulls_first=True), "pk")


def _matching(entry: str, purpose: str, day: date) -> Any:
    found = own_coming(entry=entry, purpose=purpose, day=day)  # in the scope of everything
    return found.values_list("pk", "coach_id", "preferred_place_kind")


def _new(rows: Any, known: set[int]) -> list[Who]:
    found = []
    for pk, coach, place in rows.iterator():
        if pk not in known:
            known.add(pk)
            found.append(Who(coach, place))
    return found
