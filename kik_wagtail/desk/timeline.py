"""What happened between the municipality and a resident, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.follow_up.models import Commitment, ContactAttempt, FollowUp
from kik_wagtail.letters.queries import letters_of
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.workdays.dates import local

from .route_events import walked_by
from .words import name_of, where

LATEST = 60  # of each sort


@dataclass(frozen=True, slots=True)
class Event:
    on: date
    icon: str
    text: str
    url: str = ""
    note: str = ""
    is_letter: bool = False


def events_of(resident: Resident) -> list[Event]:
    """Letters, calls, conversations, promises, handovers and routes; seven queries."""
    walked = walked_by(resident)
    found = [
        *_letters(resident, walked.by_route),
        *(Event(one.on, one.icon, one.text, one.url) for one in walked.events),
        *_attempts(resident),
        *_contacts(resident),
        *_promises(resident),
        *_handovers(resident),
    ]
    return sorted(found, key=lambda event: event.on, reverse=True)


def _letters(resident: Resident, by_route: dict[int, str]) -> list[Event]:
    return [
        Event(
            on=local(letter.made_at).date(),
            icon="mail",
            text=str(letter.version.content.get("title", "")),
            url=reverse("kik_letters:pdf", args=[letter.pk]),
            note=" · ".join(filter(None, (f"v{letter.version.number}", by_route.get(letter.pk, "")))),
            is_letter=True,
        )
        for letter in letters_of(resident)[:LATEST]
    ]


def _attempts(resident: Resident) -> list[Event]:
    made = ContactAttempt.objects.filter(resident=resident).select_related("follow_up").order_by("-at")
    return [
        Event(
            on=local(attempt.at).date(),
            icon="kik-phone",
            text=f"{attempt.follow_up.get_kind_display()}: {attempt.get_result_display()}",
        )
        for attempt in made[:LATEST]
    ]


def _contacts(resident: Resident) -> list[Event]:
    closed = FollowUp.objects.closed().conversations().filter(resident=resident).select_related("resident", "place")
    return [
        Event(
            on=contact.held_on or local(contact.closed_at).date(),
            icon="comment",
            text=_contact_words(contact),
            url=reverse("kik_desk:contact", args=[contact.pk]),
        )
        for contact in closed.order_by("-closed_at")[:LATEST]
    ]


def _contact_words(contact: FollowUp) -> str:
    if contact.held_on:
        return f"{contact.get_kind_display()}, {where(contact)}"
    return f"{contact.get_kind_display()}: {contact.get_outcome_display()}"


def _promises(resident: Resident) -> list[Event]:
    """Kept promises; the open ones stand above the timeline."""
    kept = Commitment.objects.filter(resident=resident, done_at__isnull=False).order_by("-done_at")
    return [
        Event(
            on=local(commitment.done_at).date(),
            icon="check",
            text=_("promise kept: %(what)s") % {"what": commitment.what},
        )
        for commitment in kept[:LATEST]
    ]


def _handovers(resident: Resident) -> list[Event]:
    decided = Handover.objects.filter(resident=resident, state=Handover.State.ACCEPTED).select_related("to_coach")
    return [
        Event(
            on=local(handover.decided_at).date(),
            icon="resubmit",
            text=_handover_words(handover),
        )
        for handover in decided.order_by("-decided_at")[:LATEST]
    ]


def _handover_words(handover: Handover) -> str:
    """With why, and what the new coach had to know: that is not asked of the resident again."""
    name = name_of(handover.to_coach) if handover.to_coach else _("nobody")
    parts = (_("handed over to %(name)s") % {"name": name}, handover.reason, handover.note)
    return " · ".join(part for part in parts if part)
