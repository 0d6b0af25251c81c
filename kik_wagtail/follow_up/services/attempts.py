"""Calls that tried to reach a resident."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up import signals
from kik_wagtail.follow_up.errors import AlreadyClosed
from kik_wagtail.follow_up.models import ContactAttempt, FollowUp, Kind, Outcome
from kik_wagtail.residents.models import Channel
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import today

UNDO_WITHIN = timedelta(minutes=15)


class TooLateToUndo(DomainError):
    code = "follow_up.too_late_to_undo"
    title = _("This result can no longer be undone.")
    advice = _("Open the contact and record what really happened.")


@transaction.atomic
def record_attempt(
    *,
    follow_up: FollowUp,
    result: str,
    user: Any,
    now: datetime,
    calendar: Calendar,
    channel: str = Channel.PHONE,
    answer: str = "",
) -> ContactAttempt:
    """One try to reach the resident. A call that reached them is closed; one that did not comes back the next
    working day (a reminder call does not: the appointment is then too near). `answer` is what a call-back heard.
    Raises AlreadyClosed.
    """
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if not follow_up.is_open:
        raise AlreadyClosed
    attempt = ContactAttempt.objects.create(
        follow_up=follow_up,
        resident_id=follow_up.resident_id,
        area_id=follow_up.area_id,
        at=now,
        channel=channel,
        result=result,
        by=user,
    )
    if not follow_up.is_conversation:
        reached = result == ContactAttempt.Result.SPOKEN
        _move_call(follow_up, reached=reached, answer=answer, user=user, now=now, calendar=calendar)
    log(follow_up, "kik.attempt", user=user, data={"result": result})
    follow_up.refresh_from_db()
    if not follow_up.is_open:
        signals.closed.send(sender=FollowUp, follow_up=follow_up, user=user, now=now, calendar=calendar)
    return attempt


def _move_call(call: FollowUp, *, reached: bool, answer: str, user: Any, now: datetime, calendar: Calendar) -> None:
    day = today(now)
    if reached:
        values: dict[str, Any] = {"outcome": Outcome.HELD, "held_on": day, "closed_at": now, "closed_by": user}
        values["call_answer"] = answer if call.kind == Kind.CALL_BACK else ""
    else:
        again = calendar.add_working_days(day, 1)
        about = call.about
        if about is not None and about.appointment_at and again >= today(about.appointment_at):
            values = {"outcome": Outcome.NOT_REACHED, "closed_at": now, "closed_by": user}
        else:
            values = {"earliest_on": again, "target_on": again, "latest_on": again}
    FollowUp.objects.filter(pk=call.pk).update(revision=F("revision") + 1, **values)


@transaction.atomic
def undo_attempt(*, attempt: ContactAttempt, user: Any, now: datetime) -> FollowUp:
    """Takes a slip of the finger back: the same person, within 15 minutes, and nothing happened since."""
    follow_up = attempt.follow_up
    newest = follow_up.attempts.order_by("-at", "-pk").first()
    if attempt.by_id != user.pk or now - attempt.at > UNDO_WITHIN or newest != attempt:
        raise TooLateToUndo
    signals.reopening.send(sender=FollowUp, follow_up=follow_up)
    if not follow_up.is_conversation:
        day = today(attempt.at)
        FollowUp.objects.filter(pk=follow_up.pk).update(
            outcome=Outcome.OPEN,
            call_answer="",
            held_on=None,
            closed_at=None,
            closed_by=None,
            earliest_on=day,
            target_on=day,
            latest_on=day,
            revision=F("revision") + 1,
        )
    attempt.delete()
    log(follow_up, "kik.attempt_undone", user=user)
    follow_up.refresh_from_db()
    return follow_up
