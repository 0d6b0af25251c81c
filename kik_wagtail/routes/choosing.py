"""Who is put on a route together: ticked, a list with its filters, or whoever the route itself lets in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F

from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import add_months

from . import entries

TICKED, LISTED, ENTRY, FILTER = "ticked", "listed", "entry", "filter"


def chosen(criteria: Mapping[str, Any], *, entry: str, day: date) -> Any:
    """Residents in the open scope, the longest unseen first. `criteria` is what an EnrolmentBatch keeps:

    {"who": "ticked" | "listed" | "entry" | "filter", "ids": [...], "areas": [ids], "area": id, "coach": id or "null",
    "language": code, "status": code, "months": not spoken for so long, "words": searched}; what is left out does not limit. Of "entry"
    and "filter" those in view; of the others everybody, so that who is skipped is said. A kept choice has its ids,
    and nobody else is ever found by it.
    """
    if criteria["who"] == ENTRY:
        found = entries.find(entry, day)
    else:
        found = Resident.objects.in_view() if criteria["who"] == FILTER else Resident.objects.all()
    found = _narrowed(found, criteria, day)
    if words := criteria.get("words"):
        found = found.with_words(words)
    if (keys := criteria.get("ids")) is not None:
        found = found.filter(pk__in=keys)
    return found.order_by(F("last_conversation_on").asc(nulls_first=True), "pk")


def among(keys: Iterable[int]) -> Any:
    """Whoever of these stands in the open scope."""
    return Resident.objects.filter(pk__in=list(keys))


def _narrowed(found: Any, criteria: Mapping[str, Any], day: date) -> Any:
    for name in ("area", "language", "status"):
        if value := criteria.get(name):
            found = found.filter(**{name: value})
    if coach := criteria.get("coach"):
        found = found.filter(coach=None if coach == "null" else coach)
    if areas := criteria.get("areas"):
        found = found.filter(area__in=areas)
    if months := criteria.get("months"):
        found = found.not_spoken_since(add_months(day, -int(months)))
    return found
