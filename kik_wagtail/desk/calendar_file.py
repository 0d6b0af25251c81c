"""Appointments as iCalendar (RFC 5545). Outside the intranet go initials, hours and a link: no name, no address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from kik_wagtail import conf
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import local

NOBODY = "–"


def initials_of(resident: Resident) -> str:
    """`F.J.`: of the given names and the surname, and nothing to look somebody up by."""
    given = resident.initials or resident.first_name
    letters = [part[0] for part in given.replace(".", " ").split()[:2]] + [resident.surname[:1]]
    return "".join(f"{letter.upper()}." for letter in letters if letter.isalpha()) or NOBODY


def calendar_of(follow_ups: Iterable[FollowUp], *, now: datetime) -> bytes:
    """A calendar with its time zone in it. The same appointment keeps its UID, and counts up when it changes."""
    calendar = Calendar()
    calendar.add("prodid", "-//kik_wagtail//agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Conversations"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for follow_up in follow_ups:
        calendar.add_component(_event(follow_up, now))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(follow_up: FollowUp, now: datetime) -> Event:
    base = conf.base_url().rstrip("/")
    event = Event()
    event.add("uid", f"kik-{follow_up.pk}@{urlsplit(base).hostname or 'intranet'}")
    event.add("sequence", follow_up.revision)
    event.add("dtstamp", now)
    event.add("dtstart", local(follow_up.appointment_at))  # type: ignore[arg-type]
    event.add("dtend", local(follow_up.ends_at))  # type: ignore[arg-type]
    event.add("summary", initials_of(follow_up.resident))
    event.add("url", base + reverse("kik_desk:contact", args=[follow_up.pk]))
    event.add("class", "PRIVATE")
    return event
