"""The whole history between the municipality and a resident, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kik_wagtail.follow_up.models import (
    Commitment,
    ContactAttempt,
    FollowUp,
    NoNextContact,
    PlanVersion,
    Referral,
)
from kik_wagtail.letters.queries import letters_of
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.workdays.dates import local

from .route_events import Walked, walked_by
from .words import name_of, where


@dataclass(frozen=True, slots=True)
class Event:
    on: date
    icon: str
    text: str
    url: str = ""
    note: str = ""
    picture: str = ""  # address of a letter's first page


@dataclass(frozen=True, slots=True)
class History:
    """What the preparation reads as well, so that it is looked up once."""

    commitments: Sequence[Commitment]
    referrals: Sequence[Referral]
    plans: Sequence[PlanVersion]
    walked: Walked


def history_of(resident: Resident) -> History:
    """Five queries."""
    return History(
        commitments=list(Commitment.objects.filter(resident=resident).order_by("due_on", "pk")),
        referrals=list(
            Referral.objects.filter(resident=resident).select_related("partner").order_by("handed_over_on", "pk")
        ),
        plans=list(PlanVersion.objects.filter(resident=resident).newest_first()),
        walked=walked_by(resident),
    )


def events_of(resident: Resident, history: History) -> list[Event]:
    """Letters, calls, conversations, promises, referrals, handovers, plans, routes, and why nothing was planned; five
    queries more.
    """
    found = [
        *_letters(resident, history.walked.by_route),
        *(Event(one.on, one.icon, one.text, one.url) for one in history.walked.events),
        *_attempts(resident),
        *_contacts(resident),
        *_promises(history.commitments),
        *_referrals(history.referrals),
        *_handovers(resident),
        *_plans(history.plans),
        *_reasons(resident),
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
            picture=reverse("kik_letters:first_page", args=[letter.pk]),
        )
        for letter in letters_of(resident)
    ]


def _attempts(resident: Resident) -> list[Event]:
    made = ContactAttempt.objects.filter(resident=resident).select_related("follow_up").order_by("-at")
    return [
        Event(
            on=local(attempt.at).date(),
            icon="kik-phone",
            text=f"{attempt.follow_up.get_kind_display()}: {attempt.get_result_display()}",
        )
        for attempt in made
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
        for contact in closed.order_by("-closed_at")
    ]


def _contact_words(contact: FollowUp) -> str:
    if contact.held_on:
        return f"{contact.get_kind_display()}, {where(contact)}"
    return f"{contact.get_kind_display()}: {contact.get_outcome_display()}"


def _promises(commitments: Iterable[Commitment]) -> Iterator[Event]:
    for one in commitments:
        said = {"who": one.get_by_display(), "what": one.what, "day": date_format(one.due_on, "j F Y")}
        yield Event(one.made_on, "time", _("promised by %(day)s: %(who)s, %(what)s") % said)
        if one.done_at:
            yield Event(local(one.done_at).date(), "check", _("promise kept: %(what)s") % said)


def _referrals(referrals: Iterable[Referral]) -> Iterator[Event]:
    for one in referrals:
        said = (
            (one.handed_over_on, _("handed over to %(partner)s")),
            (one.accepted_on, _("%(partner)s: accepted")),
            (one.started_on, _("%(partner)s: started")),
            (one.still_going_on, _("%(partner)s: still going on")),
            (one.ended_on, _("%(partner)s: ended")),
        )
        url = "" if one.ended_on else reverse("kik_desk:referral", args=[one.pk])
        for on, words in said:
            if on:
                yield Event(on, "group", words % {"partner": one.partner.title}, url)


def _plans(plans: Iterable[PlanVersion]) -> Iterator[Event]:
    for one in plans:
        url = reverse("kik_desk:plan_version", args=[one.resident_id, one.number])
        words = _("development plan, version %(number)s") % {"number": one.number}
        yield Event(local(one.made_at).date(), "clipboard-list", words, url)


def _reasons(resident: Resident) -> Iterator[Event]:
    for one in NoNextContact.objects.filter(resident=resident):
        said = {"reason": one.get_reason_display(), "day": date_format(one.until_on, "j F Y")}
        yield Event(one.from_on, "date", _("no next contact until %(day)s: %(reason)s") % said)


def _handovers(resident: Resident) -> list[Event]:
    decided = Handover.objects.filter(resident=resident, state=Handover.State.ACCEPTED).select_related("to_coach")
    return [
        Event(
            on=local(handover.decided_at).date(),
            icon="resubmit",
            text=_handover_words(handover),
        )
        for handover in decided.order_by("-decided_at")
    ]


def _handover_words(handover: Handover) -> str:
    """With why, and what the new coach had to know: that is not asked of the resident again."""
    name = name_of(handover.to_coach) if handover.to_coach else _("nobody")
    parts = (_("handed over to %(name)s") % {"name": name}, handover.reason, handover.note)
    return " · ".join(part for part in parts if part)
