"""Reads for an agenda: who is where when, what speaks against an appointment, and how often people come to a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from kik_wagtail.residents.models import Channel, PlaceKind
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import add_months, local, start_of_day
from kik_wagtail.workdays.hours import Week, read_week

from .clashes import Clash, PlaceHours, Slot, clashes_of
from .models import FollowUp, WorkingWeek
from .models.agenda import DEFAULT_HOURS

ONE_DAY = timedelta(days=1)
FEWEST_TO_TELL = 10  # of fewer appointments a rate says nothing, and might say who


@dataclass(frozen=True, slots=True)
class Wanted:
    """An appointment as somebody would make it."""

    at: datetime
    minutes: int
    channel: str
    place_kind: str
    place: Any = None

    def for_resident(self, resident_id: int) -> FollowUp:
        return FollowUp(
            resident_id=resident_id,
            appointment_at=self.at,
            minutes=self.minutes,
            channel=self.channel,
            place=self.place,
            place_kind=self.place_kind,
        )


@dataclass(frozen=True, slots=True)
class ShowUp:
    came: int
    made: int

    @property
    def percentage(self) -> int:
        return round(100 * self.came / self.made)


def slot_of(follow_up: FollowUp) -> Slot:
    if follow_up.appointment_at is None or follow_up.ends_at is None:
        raise ValueError("a contact without an hour takes no place in an agenda")
    return Slot(follow_up.appointment_at, follow_up.ends_at, follow_up.place_key)


def week_of_coach(user: Any) -> Week:
    """The hours of a coach; one who wrote none down, or nobody, works the hours of the office."""
    hours = WorkingWeek.objects.filter(user=user).values_list("hours", flat=True).first() if user else None
    return read_week(hours or DEFAULT_HOURS)


def weeks_of(users: Iterable[Any]) -> dict[int, Week]:
    """The same for many coaches, in one query."""
    keys = [user.pk for user in users]
    written = dict(WorkingWeek.objects.filter(user__in=keys).values_list("user_id", "hours"))
    return {key: read_week(written.get(key) or DEFAULT_HOURS) for key in keys}


def speaks_against(*, follow_up: FollowUp, wanted: Wanted, calendar: Calendar) -> list[Clash]:
    """What a coach is warned for when `follow_up` gets the hour and place of `wanted`. Three short queries."""
    slot = slot_of(wanted.for_resident(follow_up.resident_id))
    day = local(wanted.at).date()
    others = FollowUp.objects.conversations().with_appointment_on(day).exclude(pk=follow_up.pk)
    own = [slot_of(other) for other in others.filter(coach_id=follow_up.coach_id)] if follow_up.coach_id else []
    place, there = wanted.place, []
    if place is not None and slot.place:
        there = _slots_at(place, day, without=follow_up.pk)
    hours = read_week(place.opening_hours) if place is not None and place.opening_hours and slot.place else None
    return clashes_of(
        slot,
        calendar=calendar,
        working=week_of_coach(follow_up.coach),
        own=own,
        there=there,
        place=PlaceHours(hours, place.rooms if place is not None and slot.place else None),
    )


def _slots_at(place: Any, day: date, *, without: int | None) -> list[Slot]:
    """Of anybody in sight: a place belongs to an area, so whoever plans there sees the area's appointments."""
    there = FollowUp.objects.conversations().with_appointment_on(day).filter(place=place, channel=Channel.IN_PERSON)
    return [slot_of(other) for other in there.exclude(pk=without)]


def appointments_between(first: date, until: date) -> Any:
    """Open and closed conversations with an hour from `first` up to and including `until`, in order of time."""
    found = FollowUp.objects.conversations().filter(
        appointment_at__gte=start_of_day(first), appointment_at__lt=start_of_day(until + ONE_DAY)
    )
    return found.exclude(outcome__startswith="cancelled").order_by("appointment_at", "pk")


def to_appoint_between(first: date, until: date) -> Any:
    """Conversations whose target falls in these days and that have no hour yet."""
    open_ones = FollowUp.objects.open().conversations().filter(appointment_at=None)
    return open_ones.filter(target_on__gte=first, target_on__lte=until).order_by("target_on", "pk")


def show_up_by_place(*, area_id: int, today: date) -> dict[str, ShowUp]:
    """Per key of a place or kind of place: who came of the appointments of the last 12 months, from 10 on."""
    since = start_of_day(add_months(today, -12))
    ended = FollowUp.objects.conversations().filter(
        area_id=area_id, channel=Channel.IN_PERSON, appointment_at__gte=since, outcome__in=("held", "no_show")
    )
    counted = (
        ended.order_by()
        .values("place_id", "place_kind")
        .annotate(came=Count("pk", filter=Q(outcome="held")), made=Count("pk"))
    )
    return {key: rate for key, rate in _rates(counted) if rate.made >= FEWEST_TO_TELL}


def _rates(counted: Iterable[dict[str, Any]]) -> Iterable[tuple[str, ShowUp]]:
    for row in counted:
        at_home = row["place_kind"] == PlaceKind.HOME
        yield (
            str(row["place_id"] or (PlaceKind.HOME if at_home else row["place_kind"])),
            ShowUp(row["came"], row["made"]),
        )
