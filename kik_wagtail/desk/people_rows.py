"""Rows about residents, promises, referrals and handovers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.follow_up.beeper import BY_CODE
from kik_wagtail.follow_up.models import Commitment, FollowUp
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.workdays.dates import local, today

from .row import Action, Row, resident_menu
from .words import (
    clock_words,
    day_words,
    how_long,
    last_day_words,
    last_spoken,
    name_of,
    near_words,
    planned_words,
    rhythm_words,
)


def caseload_row(resident: Resident, day: date, *, planned: FollowUp | None) -> Row:
    """How long ago, and what comes next."""
    row = unseen_row(resident, day)
    comes = _("next: %(when)s") % {"when": planned_words(planned)} if planned else BY_CODE["nothing_planned"].label
    parts = [row.what, rhythm_words(resident), last_day_words(resident, day), comes]
    return replace(row, what=" · ".join(str(part) for part in parts if part))


def unseen_row(resident: Resident, day: date) -> Row:
    url = reverse("kik_desk:resident", args=[resident.pk])
    since = resident.last_conversation_on
    return Row(
        kind="unseen",
        lead=how_long(since, day) if since else _("never"),
        resident=resident,
        what=last_spoken(resident, day),
        url=url,
        action=Action(_("Open"), url),
        menu=resident_menu(resident),
    )


def resident_row(kind: str, resident: Resident) -> Row:
    url = reverse("kik_desk:resident", args=[resident.pk])
    return Row(
        kind=kind,
        lead=BY_CODE[kind].label,
        resident=resident,
        what="",
        url=url,
        action=Action(_("Open"), url),
        menu=resident_menu(resident),
    )


def nothing_planned_row(resident: Resident, day: date) -> Row:
    url = reverse("kik_desk:plan", args=[resident.pk])
    return Row(
        kind="nothing_planned",
        lead=BY_CODE["nothing_planned"].label,
        resident=resident,
        what=last_spoken(resident, day),
        url=url,
        action=Action(_("Plan a conversation"), url),
        menu=(
            Action(_("Reason why not"), f"{url}?next=none", "comment-add"),
            Action(_("Hand over"), reverse("kik_desk:hand_over", args=[resident.pk]), "resubmit"),
        ),
    )


def twelve_months_row(resident: Resident, day: date) -> Row:
    return replace(unseen_row(resident, day), kind="twelve_months", lead=BY_CODE["twelve_months"].label)


def commitment_row(commitment: Commitment, day: date) -> Row:
    """A promise that is too late, or is for today."""
    is_late = commitment.due_on < day
    by = {"coach": _("you"), "resident": _("resident"), "partner": _("partner")}[commitment.by]
    return Row(
        kind="commitment_overdue" if is_late else "commitment_due",
        lead=BY_CODE["commitment_overdue"].label,
        resident=commitment.resident,
        what=f"{by}: {commitment.what} · " + _("by %(day)s") % {"day": near_words(commitment.due_on, day)},
        url=reverse("kik_desk:resident", args=[commitment.resident_id]),
        action=Action(_("Done"), reverse("kik_desk:commitment_done", args=[commitment.pk]), post=True),
        menu=resident_menu(commitment.resident),
    )


def finished_commitment_row(commitment: Commitment, *, now: datetime) -> Row:
    row = commitment_row(commitment, today(now))
    done = _("done")
    back = reverse("kik_desk:undo_commitment", args=[commitment.pk])
    return replace(row, action=None, menu=(), done=f"{done} · {clock_words(now)}", undo_url=back)


def referral_row(referral: Any, day: date) -> Row:
    return Row(
        kind="referral_silent",
        lead=BY_CODE["referral_silent"].label,
        resident=referral.resident,
        what=f"{referral.partner.title}, {how_long(heard_last(referral), day)}",
        url=reverse("kik_desk:resident", args=[referral.resident_id]),
        action=Action(_("Note the answer"), reverse("kik_desk:referral", args=[referral.pk])),
        menu=resident_menu(referral.resident),
    )


def progress_of(referral: Any, day: date) -> list[str]:
    """What is known of a referral, in order: `handed over on 1 October`, `accepted on 9 October` …"""
    said = (
        (referral.handed_over_on, _("handed over on %(day)s")),
        (referral.accepted_on, _("accepted on %(day)s")),
        (referral.started_on, _("started on %(day)s")),
        (referral.still_going_on, _("still going on, on %(day)s")),
        (referral.ended_on, _("ended on %(day)s")),
    )
    return [words % {"day": day_words(on, day)} for on, words in said if on]


def heard_last(referral: Any) -> date:
    return referral.still_going_on or referral.started_on or referral.accepted_on or referral.handed_over_on


def handover_row(handover: Handover, day: date) -> Row:
    giver = name_of(handover.from_coach) if handover.from_coach else "–"
    return Row(
        kind="handover_waiting",
        lead=_("to you"),
        resident=handover.resident,
        what=" · ".join(
            part for part in (_("from %(name)s") % {"name": giver}, handover.reason, handover.note) if part
        ),
        url=reverse("kik_desk:resident", args=[handover.resident_id]),
        action=Action(_("Accept"), reverse("kik_desk:handover", args=[handover.pk, "accept"]), post=True),
        second=Action(_("Refuse"), reverse("kik_desk:handover", args=[handover.pk, "refuse"]), post=True),
    )


def proposed_row(handover: Handover, day: date) -> Row:
    """A handover that the user proposed: it waits for the other one, or was refused."""
    name = name_of(handover.to_coach) if handover.to_coach else "–"
    asked = _("to %(name)s") % {"name": name}
    if handover.state == Handover.State.REFUSED:
        waits = _("refused on %(day)s, stays with you") % {"day": day_words(local(handover.decided_at).date(), day)}
    else:
        waits = _("waiting for %(time)s") % {"time": how_long(local(handover.proposed_at).date(), day)}
    withdraw = reverse("kik_desk:handover", args=[handover.pk, "withdraw"])
    is_waiting = handover.state == Handover.State.PROPOSED
    return Row(
        kind="handover_proposed",
        lead=_("from you"),
        resident=handover.resident,
        what=f"{asked} · {waits}",
        url=reverse("kik_desk:resident", args=[handover.resident_id]),
        action=Action(_("Withdraw"), withdraw, post=True) if is_waiting else None,
    )


def between_colleagues_row(handover: Handover, day: date) -> Row:
    """A handover that waits, for who leads the team."""
    giver = name_of(handover.from_coach) if handover.from_coach else "–"
    return replace(
        proposed_row(handover, day),
        lead=_("handover"),
        what=" · ".join((_("from %(name)s") % {"name": giver}, proposed_row(handover, day).what)),
    )
