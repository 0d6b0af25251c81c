"""Who is put on a route together: ticked, whoever the route itself lets in, or whoever matches a filter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F

from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import add_months

from . import entries

TICKED, ENTRY, FILTER = "ticked", "entry", "filter"


def chosen(criteria: Mapping[str, Any], *, entry: str, day: date) -> Any:
    """Residents in the open scope, the longest unseen first. `criteria` is what an EnrolmentBatch keeps:

    {"who": "ticked", "ids": [...]} or {"who": "entry" | "filter", "area": id, "coach": id, "language": code,
    "months": not spoken for so long}; what is left out does not limit.
    """
    if criteria["who"] == TICKED:
        found = Resident.objects.filter(pk__in=criteria["ids"])
    else:
        found = entries.find(entry, day) if criteria["who"] == ENTRY else Resident.objects.in_view()
        found = _narrowed(found, criteria, day)
    return found.order_by(F("last_conversation_on").asc(nulls_first=True), "pk")


def _narrowed(found: Any, criteria: Mapping[str, Any], day: date) -> Any:
    for name in ("area", "coach", "language"):
        if value := criteria.get(name):
            found = found.filter(**{name: value})
    if months := criteria.get("months"):
        found = found.not_spoken_since(add_months(day, -int(months)))
    return found
