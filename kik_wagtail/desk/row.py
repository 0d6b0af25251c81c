"""What a list shows: one piece of work, who it is about, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kik_wagtail import conf
from kik_wagtail.follow_up.models import CallAnswer, ContactAttempt, FollowUp, Outcome
from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets.merge_fields import AGREEMENTS
from kik_wagtail.workdays.dates import today

from .words import address_of


@dataclass(frozen=True, slots=True)
class Action:
    """A link, or with `post` a button that does something."""

    label: str | Promise
    url: str
    icon: str = ""
    post: bool = False
    is_elsewhere: bool = False  # on another site


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    lead: str | Promise
    resident: Resident
    what: str
    url: str
    action: Action | None = None
    second: Action | None = None
    menu: tuple[Action, ...] = ()
    call_url: str = ""  # where the result of a call is posted
    results: tuple[tuple[str, str | Promise], ...] = ()  # of a call: what is posted, and its words; keys 1, 2, 3 …
    done: str = ""  # what was just done, in words
    undo_url: str = ""

    @property
    def phone(self) -> Any:
        """Shown where calling is wanted and safe."""
        return self.resident.phone if self.resident.safe_to_call else ""


def call_results(call: FollowUp) -> tuple[tuple[str, str | Promise], ...]:
    """What can come of a call. Where every answer of a call-back is asked for, "spoken" alone says too little."""
    offered = call.answers_offered
    spoken = [] if CallAnswer.NO_CHANGE in offered else [(ContactAttempt.Result.SPOKEN.value, _("spoken"))]
    missed = [(one.value, one.label) for one in ContactAttempt.Result if one is not ContactAttempt.Result.SPOKEN]
    return (*spoken, *((answer.value, answer.label) for answer in offered), *missed)


def contact_url(follow_up: FollowUp) -> str:
    return reverse("kik_desk:contact", args=[follow_up.pk])


def directions_action(follow_up: FollowUp) -> Action | None:
    """The way to an appointment, where the site allows such a link and there is somewhere to go."""
    address, template = address_of(follow_up), conf.directions_url()
    if not address or not template:
        return None
    return Action(_("Directions"), template.replace("{address}", quote(address)), "site", is_elsewhere=True)


def letter_action(follow_up: FollowUp) -> Action:
    return Action(_("Send a letter"), reverse("kik_letters:new", args=[follow_up.pk]), "mail")


def agreements_action(follow_up: FollowUp) -> Action:
    """The resident's copy of what was agreed in this conversation."""
    url = reverse("kik_letters:new", args=[follow_up.pk])
    return Action(_("Put the agreements on paper"), f"{url}?purpose={AGREEMENTS}", "mail")


def routes_action(resident_id: int) -> Action:
    return Action(_("Routes"), reverse("kik_desk:routes_of", args=[resident_id]), "list-ol")


def plan_action(resident_id: int, contact: FollowUp | None = None) -> Action:
    """The development plan; gone through in a conversation, it says in which."""
    belongs = f"?contact={contact.pk}" if contact and contact.is_conversation else ""
    url = reverse("kik_desk:development_plan", args=[resident_id])
    return Action(_("Development plan"), f"{url}{belongs}", "clipboard-list")


def contact_actions(follow_up: FollowUp) -> tuple[Action, ...]:
    """What can be done about an open contact beside holding it; the same words in the menu and on its own screen."""
    if follow_up.appointment_at:
        appointment, move = _("Move the appointment"), _("Later, without an appointment")
    else:
        appointment, move = _("Make an appointment"), _("Move the contact")
    pk = [follow_up.pk]
    in_calendar = Action(_("Put in my calendar"), reverse("kik_desk:appointment_file", args=pk), "download")
    return (
        *((in_calendar,) if follow_up.appointment_at else ()),
        Action(appointment, reverse("kik_desk:appointment", args=pk), "calendar-check"),
        Action(move, reverse("kik_desk:reschedule", args=pk), "date"),
        letter_action(follow_up),
        Action(_("Hand over"), reverse("kik_desk:hand_over", args=[follow_up.resident_id]), "resubmit"),
        routes_action(follow_up.resident_id),
        plan_action(follow_up.resident_id, follow_up),
    )


def missed_actions(follow_up: FollowUp, day: date) -> tuple[Action, ...]:
    """What can become of an appointment that is not held: each is one press. Nobody failed to show up before its day."""
    if not follow_up.appointment_at or not follow_up.is_conversation:
        return ()
    labels = {
        Outcome.NO_SHOW: _("Did not show up"),
        Outcome.CANCELLED_BY_RESIDENT: _("The resident cancelled"),
        Outcome.CANCELLED_BY_US: _("We cancel"),
    }
    if today(follow_up.appointment_at) > day:
        del labels[Outcome.NO_SHOW]
    return tuple(
        Action(label, reverse("kik_desk:missed", args=[follow_up.pk, outcome.value]), "cross", post=True)
        for outcome, label in labels.items()
    )


def follow_up_menu(follow_up: FollowUp, day: date) -> tuple[Action, ...]:
    return (
        Action(_("Open"), contact_url(follow_up), "view"),
        *missed_actions(follow_up, day),
        *contact_actions(follow_up),
        Action(_("Close without a conversation"), f"{contact_url(follow_up)}?outcome=not_reached", "cross"),
    )


def resident_menu(resident: Resident) -> tuple[Action, ...]:
    pk = [resident.pk]
    return (
        Action(_("Open"), reverse("kik_desk:resident", args=pk), "view"),
        Action(_("Hand over"), reverse("kik_desk:hand_over", args=pk), "resubmit"),
        routes_action(resident.pk),
        plan_action(resident.pk),
    )
