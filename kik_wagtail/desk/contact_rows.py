"""Rows about planned contacts: appointments, what is due or too late, and calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.follow_up.beeper import BY_CODE
from kik_wagtail.follow_up.models import ContactAttempt, ConversationReport, FollowUp
from kik_wagtail.workdays.dates import today

from .row import Action, Row, call_results, contact_url, directions_action, follow_up_menu
from .words import clock_words, day_words, moment_words, near_words, where


def appointment_row(follow_up: FollowUp, day: date) -> Row:
    return Row(
        kind="appointment",
        lead=clock_words(follow_up.appointment_at),
        resident=follow_up.resident,
        what=f"{follow_up.get_kind_display()} · {where(follow_up)}",
        url=contact_url(follow_up),
        action=Action(_("Prepare"), contact_url(follow_up)),
        second=directions_action(follow_up),
        menu=follow_up_menu(follow_up, day),
    )


def unfinished_row(report: ConversationReport, day: date) -> Row:
    follow_up = report.follow_up
    saved = _("kept %(when)s") % {"when": moment_words(report.draft_saved_at, day)}
    return Row(
        kind="unfinished",
        lead=_("report"),
        resident=follow_up.resident,
        what=f"{follow_up.get_kind_display()} · {saved}",
        url=contact_url(follow_up),
        action=Action(_("Write on"), contact_url(follow_up)),
        menu=follow_up_menu(follow_up, day),
    )


def _contact_row(kind: str, follow_up: FollowUp, day: date, what: str) -> Row:
    label = _("Make an appointment") if follow_up.appointment_at is None else _("Open")
    name = "appointment" if follow_up.appointment_at is None else "contact"
    return Row(
        kind=kind,
        lead=BY_CODE[kind].label,
        resident=follow_up.resident,
        what=what,
        url=contact_url(follow_up),
        action=Action(label, reverse(f"kik_desk:{name}", args=[follow_up.pk])),
        menu=follow_up_menu(follow_up, day),
    )


def overdue_row(follow_up: FollowUp, day: date) -> Row:
    if follow_up.appointment_at:
        moment = moment_words(follow_up.appointment_at, day)
        return _contact_row("overdue", follow_up, day, _("appointment was on %(day)s") % {"day": moment})
    return _contact_row(
        "overdue", follow_up, day, _("planned for %(day)s") % {"day": day_words(follow_up.target_on, day)}
    )


def due_row(follow_up: FollowUp, day: date) -> Row:
    if follow_up.appointment_at:
        what = f"{moment_words(follow_up.appointment_at, day)} · {where(follow_up)}"
    else:
        latest = _("on %(day)s at the latest") % {"day": day_words(follow_up.latest_on, day)}
        what = f"{follow_up.get_kind_display()} · {latest}"
    return _contact_row("due", follow_up, day, what)


def silent_row(follow_up: FollowUp, day: date) -> Row:
    what = _("would call by %(day)s") % {"day": day_words(follow_up.resident_by, day)}
    row = _contact_row("resident_silent", follow_up, day, what)
    if not row.phone:
        return row
    return replace(row, action=Action(_("Call now"), row.phone.as_rfc3966, "kik-phone"))


def call_row(call: FollowUp, day: date) -> Row:
    """A call to make. A reminder opens the appointment that it is about."""
    if call.about and call.about.appointment_at:
        what = f"{moment_words(call.about.appointment_at, day)} · {where(call.about)}"
    else:
        what = _("planned for %(day)s") % {"day": day_words(call.target_on, day)}
    tries = getattr(call, "tries", 0)
    if tries:
        what += " · " + _("attempt %(number)s") % {"number": tries + 1}
    if call.resident.needs_interpreter:
        what += " · " + _("interpreter")
    return Row(
        kind=call.kind,
        lead=BY_CODE[call.kind].label,
        resident=call.resident,
        what=what,
        url=contact_url(call.about or call),
        call_url=reverse("kik_desk:attempt", args=[call.pk]),
        results=call_results(call),
        menu=follow_up_menu(call.about or call, day),
    )


def called_row(attempt: ContactAttempt, *, now: datetime, went_on: bool = False) -> Row:
    """A call just made: quiet, with the way back. There is none where a route `went_on` to its next step."""
    call, day = attempt.follow_up, today(now)
    parts = [str(call.get_call_answer_display() or attempt.get_result_display()), clock_words(attempt.at)]
    if went_on:
        parts.append(_("the route has gone on"))
    if call.is_open and call.target_on > day:
        parts.append(_("again %(day)s") % {"day": near_words(call.target_on, day)})
    row = call_row(call, day)
    return replace(
        row,
        what=row.what if call.about else "",
        done=" · ".join(parts),
        undo_url="" if went_on else reverse("kik_desk:undo_attempt", args=[attempt.pk]),
    )
