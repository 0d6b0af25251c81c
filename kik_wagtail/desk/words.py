"""Dates, places and windows in words, the same on every screen of this room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.follow_up.rules import MAX_MONTHS, Window
from kik_wagtail.residents.models import Channel, PlaceKind
from kik_wagtail.workdays.dates import add_months, local, monday_of


def name_of(user: Any) -> str:
    """A colleague, as colleagues know them."""
    return user.get_full_name() or user.get_username()


def day_words(day: date, today: date) -> str:
    """`9 november`; with the year where that is another one than today's."""
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def near_words(day: date, today: date) -> str:
    """`today`, `tomorrow`, `9 November`."""
    return {0: _("today"), 1: _("tomorrow")}.get((day - today).days) or day_words(day, today)


def moment_words(at: datetime, today: date) -> str:
    """`today 10:30`, `9 November 10:30`."""
    moment = local(at)
    return f"{near_words(moment.date(), today)} {moment:%H:%M}"


def clock_words(at: datetime) -> str:
    return f"{local(at):%H:%M}"


def where(follow_up: Any) -> str:
    """How and where: `at home, Korreweg 12`, `De Poort`, `by telephone`."""
    if follow_up.channel != Channel.IN_PERSON:
        return str(follow_up.get_channel_display())
    if follow_up.place:
        return str(follow_up.place.title)
    if follow_up.place_kind == PlaceKind.HOME and follow_up.resident.street_line:
        return f"{follow_up.get_place_kind_display()}, {follow_up.resident.street_line}"
    return str(follow_up.get_place_kind_display())


def address_of(follow_up: Any) -> str:
    """Where to go: of the place, or the resident's own; empty where nobody goes anywhere or it is not known yet."""
    if follow_up.channel != Channel.IN_PERSON:
        return ""
    if follow_up.place:
        return str(follow_up.place.address)
    resident = follow_up.resident
    if follow_up.place_kind != PlaceKind.HOME or not resident.street_line:
        return ""
    return ", ".join(part for part in (resident.street_line, f"{resident.postcode} {resident.city}".strip()) if part)


def last_spoken(resident: Any, today: date) -> str:
    if resident.last_conversation_on is None:
        return _("not spoken yet")
    return _("last spoken on %(day)s") % {"day": day_words(resident.last_conversation_on, today)}


def rhythm_words(resident: Any) -> str:
    number = resident.rhythm_months
    return ngettext("every month", "every %(number)s months", number) % {"number": number}


def last_day_words(resident: Any, today: date) -> str:
    """When the 12 months are over: `12 months on 21 May 2027, in 5 months`."""
    if resident.last_conversation_on is None:
        return ""
    limit = add_months(resident.last_conversation_on, MAX_MONTHS)
    said = {"day": day_words(limit, today), "time": how_long(today, limit)}
    return _("12 months on %(day)s, in %(time)s") % said if limit >= today else _("12 months passed on %(day)s") % said


def how_long(since: date, today: date) -> str:
    days = max((today - since).days, 0)
    if days < 14:
        return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
    if days < 90:
        return ngettext("%(number)s week", "%(number)s weeks", days // 7) % {"number": days // 7}
    return ngettext("%(number)s month", "%(number)s months", days // 30) % {"number": days // 30}


def full_day_words(day: date) -> str:
    """`Wednesday 2 December 2026`: the day of the week shows a slip."""
    return date_format(day, "l j F Y")


def planned_words(follow_up: FollowUp) -> str:
    """When it is, with the year: `Wednesday 2 December 2026 10:30`, or the week of the target."""
    if follow_up.appointment_at:
        moment = local(follow_up.appointment_at)
        return f"{full_day_words(moment.date())} {moment:%H:%M}"
    return week_of(follow_up.target_on)


def planned_line(follow_up: FollowUp, today: date) -> str:
    """A planned contact in one line: what, when, how long it may wait, where, and who would call."""
    parts = [str(follow_up.get_kind_display()), planned_words(follow_up)]
    if follow_up.is_conversation and not follow_up.appointment_at:
        parts.append(_("on %(day)s at the latest") % {"day": day_words(follow_up.latest_on, today)})
    parts.append(where(follow_up))
    if follow_up.resident_by and not follow_up.appointment_at:
        parts.append(_("would call by %(day)s") % {"day": day_words(follow_up.resident_by, today)})
    return " · ".join(parts)


def week_of(day: date) -> str:
    return _("week of %(monday)s") % {"monday": date_format(monday_of(day), "j F Y")}


def week_words(window: Window) -> str:
    return week_of(window.target)


def limit_words(window: Window) -> str:
    return _("on %(day)s at the latest") % {"day": date_format(window.latest, "j F Y")}
