"""What the rooms below tell: a contact was closed, an appointment made or moved, a resident handed over or left."""

from __future__ import annotations

from typing import Any

from kik_wagtail.follow_up import signals
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents import signals as resident_signals
from kik_wagtail.residents.models import Resident

from . import rules
from .content import On
from .errors import RouteWentOn
from .models import Enrolment
from .queries import went_on
from .services import steering, stopping
from .services.news import event_of, tell


def contact_closed(*, follow_up: FollowUp, user: Any, now: Any, calendar: Any, **kwargs: Any) -> None:
    for enrolment in _open_of(follow_up):
        event = event_of(follow_up, enrolment)
        if event is not None:
            tell(enrolment=enrolment, event=event, user=user, now=now, calendar=calendar)


def appointment_changed(*, follow_up: FollowUp, user: Any, now: Any, calendar: Any, **kwargs: Any) -> None:
    event = rules.Event(On.APPOINTED) if follow_up.is_conversation and follow_up.appointment_at else None
    for enrolment in _open_of(follow_up):
        tell(enrolment=enrolment, event=event, user=user, now=now, calendar=calendar)


def refuse_where_it_moved_on(*, follow_up: FollowUp, **kwargs: Any) -> None:
    """The result of a call that brought the next step cannot be taken back: that step has begun."""
    if went_on(follow_up):
        raise RouteWentOn


def _open_of(follow_up: FollowUp) -> list[Enrolment]:
    found = Enrolment.objects.open().filter(resident_id=follow_up.resident_id, number__gte=1)
    # locked: who waits here for the night's work reads where that has brought the resident
    return list(found.select_related("version", "resident", "follow_up").select_for_update(of=("self",)))


def move_to_coach(*, resident: Any, to_coach_id: int | None, **kwargs: Any) -> None:
    Enrolment.objects.open().filter(resident=resident).update(coach_id=to_coach_id, doer_id=to_coach_id)


def end_of_who_left(*, resident_ids: list[int], user: Any, now: Any, **kwargs: Any) -> None:
    enrolments = Enrolment.objects.filter(resident_id__in=resident_ids)
    stopping.end_all(enrolments=enrolments, result="left", user=user, now=now)


def go_on_from_today(*, resident_ids: list[int], status: str, user: Any, now: Any, **kwargs: Any) -> None:
    """Back in view after active support elsewhere: the route goes on, and nobody is late by it."""
    if status == Resident.Status.IN_VIEW:
        steering.go_on(resident_ids=resident_ids, user=user, now=now, calendar=municipal_calendar())


def connect() -> None:
    signals.closed.connect(contact_closed, dispatch_uid="kik_routes_closed")
    signals.appointed.connect(appointment_changed, dispatch_uid="kik_routes_appointed")
    signals.reopening.connect(refuse_where_it_moved_on, dispatch_uid="kik_routes_reopening")
    resident_signals.handed_over.connect(move_to_coach, dispatch_uid="kik_routes_handed_over")
    resident_signals.status_changed.connect(go_on_from_today, dispatch_uid="kik_routes_status_changed")
    resident_signals.left.connect(end_of_who_left, dispatch_uid="kik_routes_left")
