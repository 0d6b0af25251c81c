"""Planning and moving contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from wagtail.log_actions import log

from kik_wagtail.follow_up import rules, signals
from kik_wagtail.follow_up.errors import (
    AlreadyClosed,
    AlreadyPlanned,
    ChangedMeanwhile,
    NotInView,
    UntilTooLate,
    WrongDate,
)
from kik_wagtail.follow_up.models import FollowUp, Kind, NoNextContact
from kik_wagtail.residents.models import Channel, Initiative, Resident
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import add_months, local, today


@dataclass(frozen=True, slots=True)
class NextContact:
    """A conversation as agreed: `months` (1-12) after the last one, or a target date; else the resident's rhythm.

    What is left out follows from the resident: kind, channel, place and initiative that they prefer.
    """

    months: int | None = None
    target_on: date | None = None
    kind: str = ""
    channel: str = ""
    place_kind: str = ""
    place: Any = None
    initiative: str = ""
    resident_by: date | None = None
    appointment_at: datetime | None = None
    minutes: int = 0
    coach: int | None = None


def plan_conversation(
    *,
    resident: Resident,
    agreed: NextContact,
    user: Any,
    now: datetime,
    calendar: Calendar,
    origin: str = FollowUp.Origin.BY_HAND,
) -> FollowUp:
    """The next conversation with a resident in view. Raises NotInView, AlreadyPlanned, WrongDate."""
    if not resident.is_in_view:
        raise NotInView
    window = _window(
        resident, months=agreed.months, target_on=agreed.target_on, planned_on=today(now), calendar=calendar
    )
    follow_up = _conversation(resident, agreed, window)
    follow_up.origin, follow_up.planned_at = origin, now
    try:
        with transaction.atomic():
            follow_up.save()
            log(follow_up, "kik.planned", user=user, data={"target_on": window.target.isoformat()})
    except IntegrityError as error:
        raise AlreadyPlanned from error
    if agreed.appointment_at is not None:
        make_appointment(
            follow_up=follow_up,
            at=agreed.appointment_at,
            place=agreed.place,
            user=user,
            now=now,
            revision=follow_up.revision,
            calendar=calendar,
        )
    return follow_up


def _conversation(resident: Resident, agreed: NextContact, window: rules.Window) -> FollowUp:
    initiative = agreed.initiative or resident.initiative
    place_kind = agreed.place_kind or (agreed.place.kind if agreed.place else resident.preferred_place_kind)
    return FollowUp(
        resident=resident,
        area_id=resident.area_id,
        coach_id=agreed.coach or resident.coach_id,
        kind=agreed.kind or (Kind.FOLLOW_UP if resident.last_conversation_on else Kind.FIRST),
        channel=agreed.channel or resident.preferred_channel,
        place=agreed.place,
        place_kind=place_kind,
        earliest_on=window.earliest,
        target_on=window.target,
        latest_on=window.latest,
        minutes=agreed.minutes or FollowUp._meta.get_field("minutes").default,
        initiative=initiative,
        resident_by=(agreed.resident_by or window.target) if initiative == Initiative.RESIDENT else None,
    )


def _window(
    resident: Resident, *, months: int | None, target_on: date | None, planned_on: date, calendar: Calendar
) -> rules.Window:
    last_held = resident.last_conversation_on
    if target_on is None:
        return rules.next_conversation_window(
            last_held=last_held, months=months or resident.rhythm_months, planned_on=planned_on, calendar=calendar
        )
    latest = rules.latest_allowed(last_held=last_held, planned_on=planned_on)
    if not planned_on <= target_on <= latest:
        raise WrongDate(date=_words(target_on), first=_words(planned_on), last=_words(latest))
    return rules.window_around(target_on, latest=latest, planned_on=planned_on, calendar=calendar)


def plan_call(
    *,
    resident: Resident,
    kind: str,
    on: date,
    user: Any,
    now: datetime,
    about: FollowUp | None = None,
    coach: int | None = None,
    origin: str = FollowUp.Origin.BY_HAND,
    asks: Sequence[str] = (),
) -> FollowUp:
    """A call-back or reminder call: no conversation, so it neither counts as the next one nor moves the limit.

    `coach`: who calls, where that is not who holds the conversation. `asks`: the answers (codes of CallAnswer) that a
    route's call-back asks for.
    """
    call = FollowUp.objects.create(
        resident=resident,
        area_id=resident.area_id,
        coach_id=coach or (about.coach_id if about else resident.coach_id),
        kind=kind,
        channel=Channel.PHONE,
        earliest_on=on,
        target_on=on,
        latest_on=on,
        about=about,
        origin=origin,
        call_asks=list(asks),
        planned_at=now,
    )
    log(call, "kik.planned", user=user, data={"target_on": on.isoformat(), "kind": kind})
    return call


@transaction.atomic
def reschedule(
    *,
    follow_up: FollowUp,
    target_on: date,
    user: Any,
    now: datetime,
    revision: int,
    calendar: Calendar,
    is_news: bool = True,
) -> FollowUp:
    """Moves an open contact; its appointment, if any, is dropped. Raises AlreadyClosed, ChangedMeanwhile, WrongDate.

    `is_news`: False for a route that brings forward what has no appointment yet: it would else be told of its own deed.
    """
    resident = follow_up.resident
    if follow_up.is_conversation:
        window = _window(resident, months=None, target_on=target_on, planned_on=today(now), calendar=calendar)
    else:
        window = rules.Window(target_on, target_on, target_on)
    _change(
        follow_up,
        revision,
        earliest_on=window.earliest,
        target_on=window.target,
        latest_on=window.latest,
        appointment_at=None,
        resident_by=window.target if follow_up.initiative == Initiative.RESIDENT else None,
    )
    log(follow_up, "kik.rescheduled", user=user, data={"target_on": window.target.isoformat()})
    if is_news:
        signals.appointed.send(sender=FollowUp, follow_up=follow_up, user=user, now=now, calendar=calendar)
    return follow_up


@transaction.atomic
def make_appointment(
    *,
    follow_up: FollowUp,
    at: datetime,
    user: Any,
    now: datetime,
    revision: int,
    calendar: Calendar,
    place: Any = None,
    place_kind: str = "",
    channel: str = "",
    minutes: int = 0,
) -> FollowUp:
    """Day, hour and place of a contact, with a reminder call on the working day before it.

    Later than the latest date is allowed (being late is a beep, never a refusal). In the past is not, nor more than
    12 months ahead: an appointment is not overdue before its day, so a wrong year would keep a resident silent.
    """
    day, first = local(at).date(), today(now)
    last = add_months(first, rules.MAX_MONTHS)
    if at < now or day > last:
        advised = follow_up.latest_on if follow_up.latest_on >= first else last
        raise WrongDate(date=_words(day), first=_words(first), last=_words(advised))
    _change(
        follow_up,
        revision,
        appointment_at=at,
        place=place,
        place_kind=place_kind or (place.kind if place else follow_up.place_kind),
        channel=channel or follow_up.channel,
        minutes=minutes or follow_up.minutes,
    )
    replace_reminder(follow_up, on=rules.reminder_day(appointment_on=day, calendar=calendar), user=user, now=now)
    log(follow_up, "kik.appointment", user=user, data={"on": day.isoformat()})
    signals.appointed.send(sender=FollowUp, follow_up=follow_up, user=user, now=now, calendar=calendar)
    return follow_up


def replace_reminder(follow_up: FollowUp, *, on: date, user: Any, now: datetime) -> None:
    drop_calls_about(follow_up, user=user, now=now)
    resident = follow_up.resident
    if on > today(now) and resident.phone and resident.safe_to_call:
        plan_call(resident=resident, kind=Kind.REMINDER_CALL, on=on, user=user, now=now, about=follow_up)


def drop_calls_about(follow_up: FollowUp, *, user: Any, now: datetime) -> None:
    """An appointment that moved or ended needs no call any more."""
    FollowUp.objects.open().filter(about=follow_up).update(outcome="cancelled_by_us", closed_at=now, closed_by=user)


def _change(follow_up: FollowUp, revision: int, **values: Any) -> None:
    """One conditional update: of two people one wins, the other hears so."""
    same = FollowUp.objects.filter(pk=follow_up.pk, outcome="", revision=revision)
    if same.update(revision=F("revision") + 1, **values) != 1:
        fresh = FollowUp.objects.get(pk=follow_up.pk)
        raise ChangedMeanwhile if fresh.is_open else AlreadyClosed
    follow_up.refresh_from_db()


@transaction.atomic
def record_no_next_contact(
    *, resident: Resident, reason: str, until_on: date, user: Any, now: datetime
) -> NoNextContact:
    """Why nothing is planned, and until when; 12 months at most. Raises AlreadyPlanned, UntilTooLate."""
    first, last = today(now), add_months(today(now), rules.MAX_MONTHS)
    if not first <= until_on <= last:
        raise UntilTooLate(last=_words(last))
    if FollowUp.objects.open().conversations().filter(resident=resident).exists():
        raise AlreadyPlanned
    recorded = NoNextContact.objects.create(
        resident=resident, area_id=resident.area_id, reason=reason, from_on=first, until_on=until_on, recorded_by=user
    )
    log(resident, "kik.no_next_contact", user=user, data={"until": until_on.isoformat()})
    return recorded


def _words(day: date) -> str:
    return f"{day:%d-%m-%Y}"
