"""What this room knows of a resident, as columns of the list of residents."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, DateTimeField, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kik_wagtail.follow_up.beeper import BY_CODE
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.follow_up.rules import MAX_MONTHS
from kik_wagtail.residents.columns import ListColumn
from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import add_months, time_zone, today

from .words import day_words, how_long, moment_words, rhythm_words, week_of


def resident_columns() -> list[ListColumn]:
    return [
        ListColumn("next", gettext_lazy("next conversation"), next_words, sort_key="next_on", annotate=with_next),
        ListColumn("limit", gettext_lazy("12 months"), limit_words, sort_key="last_conversation_on"),
        ListColumn("rhythm", gettext_lazy("rhythm"), rhythm_words, sort_key="rhythm_months"),
    ]


def with_next(residents: Any) -> Any:
    """`next_at`, the appointment, and `next_on`, the day to sort by, of the one conversation that may be planned."""
    planned = FollowUp.objects.open().conversations().filter(resident_id=OuterRef("pk"))
    day = Coalesce(TruncDate("appointment_at", tzinfo=time_zone()), "target_on", output_field=DateField())
    return residents.annotate(
        next_at=Subquery(planned.values("appointment_at")[:1], output_field=DateTimeField()),
        next_on=Subquery(planned.annotate(next_day=day).values("next_day")[:1], output_field=DateField()),
    )


def next_words(resident: Resident) -> str:
    """`2 December 10:30`, or the week that it should be in."""
    if resident.next_at:  # type: ignore[attr-defined]
        return moment_words(resident.next_at, today(timezone.now()))  # type: ignore[attr-defined]
    if resident.next_on:  # type: ignore[attr-defined]
        return week_of(resident.next_on)  # type: ignore[attr-defined]
    return str(BY_CODE["nothing_planned"].label) if resident.is_in_view else "–"


def limit_words(resident: Resident) -> str:
    """How long until the 12 months are over."""
    if not resident.is_in_view:
        return "–"
    if resident.last_conversation_on is None:
        return _("never spoken")
    day, limit = today(timezone.now()), add_months(resident.last_conversation_on, MAX_MONTHS)
    if limit < day:
        return _("passed on %(day)s") % {"day": day_words(limit, day)}
    return _("in %(time)s") % {"time": how_long(day, limit)}
