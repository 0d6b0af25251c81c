"""The agenda of a coach or an area team: the days of a week or month, with what is on them and what is free."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kik_wagtail.follow_up.agenda import appointments_between, to_appoint_between
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.caseloads import coaches_of
from kik_wagtail.residents.models import Area, Resident
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import add_months, local, monday_of

from .free import free_by_coach
from .row import Action, follow_up_menu
from .words import clock_words, name_of, where

ONE_DAY = timedelta(days=1)
SHOWN_TO_APPOINT = 30


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose agenda: a coach's own or, with `area`, a whole team's."""

    user: Any
    area: Area | None = None

    def of(self, found: Any) -> Any:
        return found.filter(area=self.area) if self.area else found.filter(coach_id=self.user.pk)


@dataclass(frozen=True, slots=True)
class Entry:
    hours: str
    resident: Resident
    what: str
    url: str
    is_open: bool
    menu: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    is_today: bool
    is_closed: bool
    entries: list[Entry] = field(default_factory=list)
    number: int = 0  # in a month, which shows no more than that
    free: list[tuple[str, str]] = field(default_factory=list)  # (coach, hours); nobody on a closed day

    @property
    def count_words(self) -> str:
        return ngettext("%(number)s appointment", "%(number)s appointments", self.number) % {"number": self.number}

    @property
    def url(self) -> str:
        return f"?day={self.date:%d-%m-%Y}"


@dataclass(frozen=True, slots=True)
class ToAppoint:
    """A conversation of these days that has no hour yet."""

    resident: Resident
    what: str
    url: str


def week_days(whose: Whose, *, monday: date, today: date, calendar: Calendar) -> list[Day]:
    """Monday to Friday, and a day of the weekend on which something is."""
    found = _by_day(whose, monday, monday + timedelta(days=6))
    shown = [day for day in (monday + timedelta(days=number) for number in range(7)) if day.weekday() < 5 or found[day]]
    free = free_by_coach(coaches_of(whose.area) if whose.area else [whose.user], shown, found, calendar=calendar)
    return [
        Day(
            day,
            is_today=day == today,
            is_closed=not calendar.is_working_day(day),
            entries=[_entry(one, with_coach=whose.area is not None, today=today) for one in found[day]],
            free=[(name_of(coach), ", ".join(spans)) for coach, spans in free[day]] if day >= today else [],
        )
        for day in shown
    ]


def month_weeks(whose: Whose, *, month: date, today: date, calendar: Calendar) -> list[list[Day | None]]:
    """Rows of seven days; None where the day belongs to another month."""
    first, last = month.replace(day=1), add_months(month.replace(day=1), 1) - ONE_DAY
    found = _by_day(whose, first, last)
    weeks, monday = [], monday_of(first)
    while monday <= last:
        row = (monday + timedelta(days=number) for number in range(7))
        weeks.append([_month_day(day, found, today, calendar) if first <= day <= last else None for day in row])
        monday += timedelta(days=7)
    return weeks


def to_appoint(whose: Whose, *, monday: date) -> list[ToAppoint]:
    found = whose.of(to_appoint_between(monday, monday + timedelta(days=6))).select_related("resident", "place")
    return [
        ToAppoint(
            follow_up.resident,
            f"{follow_up.get_kind_display()} · {where(follow_up)}",
            reverse("kik_desk:appointment", args=[follow_up.pk]),
        )
        for follow_up in found[:SHOWN_TO_APPOINT]
    ]


def _by_day(whose: Whose, first: date, last: date) -> dict[date, list[FollowUp]]:
    found: dict[date, list[FollowUp]] = defaultdict(list)
    for follow_up in whose.of(appointments_between(first, last)).select_related("resident", "place", "coach"):
        found[local(follow_up.appointment_at).date()].append(follow_up)
    return found


def _month_day(day: date, found: dict[date, list[FollowUp]], today: date, calendar: Calendar) -> Day:
    return Day(day, is_today=day == today, is_closed=not calendar.is_working_day(day), number=len(found[day]))


def _entry(follow_up: FollowUp, *, with_coach: bool, today: date) -> Entry:
    start, end = clock_words(follow_up.appointment_at), clock_words(follow_up.ends_at)  # type: ignore[arg-type]
    parts = [str(follow_up.get_kind_display()), where(follow_up)]
    if with_coach:
        parts.append(name_of(follow_up.coach) if follow_up.coach else _("no coach"))
    if not follow_up.is_open:
        parts.append(str(follow_up.get_outcome_display()))
    return Entry(
        hours=f"{start}–{end}",
        resident=follow_up.resident,
        what=" · ".join(parts),
        url=reverse("kik_desk:contact", args=[follow_up.pk]),
        is_open=follow_up.is_open,
        menu=follow_up_menu(follow_up, today) if follow_up.is_open else (),
    )


def title_of_week(monday: date) -> str:
    friday = monday + timedelta(days=4)
    first = date_format(monday, "j F" if monday.month != friday.month else "j")
    return _("Week %(number)s: %(first)s to %(last)s") % {
        "number": monday.isocalendar().week,
        "first": first,
        "last": date_format(friday, "j F Y"),
    }
