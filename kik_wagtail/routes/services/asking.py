"""What a step asks for when it begins: a call on a list, a conversation in a window, a decision. Letters go later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F

from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up import rules as follow_up_rules
from kik_wagtail.follow_up.models import CallAnswer, FollowUp, Kind
from kik_wagtail.follow_up.services.planning import NextContact, plan_call, plan_conversation, reschedule
from kik_wagtail.outbox import services as outbox
from kik_wagtail.residents.models import Channel
from kik_wagtail.routes import rules
from kik_wagtail.routes.content import AT_A_DISTANCE, DISTANT, Doer, Step, StepKind

if TYPE_CHECKING:
    from .moving import Standing

DECISION = "decision"
STEP = "step:"
LETTER_TOPIC = "routes.letter"
Asked = tuple[str, FollowUp | None]


def ask(standing: Standing) -> Asked:
    """(what a person must do about it beside the call or conversation itself, the call or conversation)."""
    step = standing.route[standing.enrolment.step]
    if step.kind == StepKind.DECISION:
        return DECISION, None
    try:
        return "", _ASKING[step.kind](standing, step) if step.kind in _ASKING else None
    except DomainError as error:  # nobody is lost: the coach sees what is in the way, and the term goes on
        return f"{STEP}{error.code}"[:60], None


def post_letter(standing: Standing) -> None:
    """An outbox row for a letter that is due: once for each visit, and once a day while something is in the way."""
    enrolment = standing.enrolment
    position = enrolment.position
    if standing.route[position.step].kind != StepKind.LETTER or not rules.is_due(position, standing.today):
        return
    outbox.enqueue(
        key=f"route-letter:{enrolment.pk}:{position.number}:{standing.today:%Y-%m-%d}",
        topic=LETTER_TOPIC,
        payload={"enrolment": enrolment.pk, "number": position.number},
        now=standing.now,
    )


def _call_back(standing: Standing, step: Step) -> FollowUp | None:
    due = standing.enrolment.due_on
    answers = [branch.on.value for branch in step.branches if branch.on.value in CallAnswer]
    return _call(standing, step, Kind.CALL_BACK, due, answers=answers) if due else None


def _reminder(standing: Standing, step: Step) -> FollowUp | None:
    """The call of the working day before may be there already: every appointment brings one. Then that is it."""
    meeting, due = standing.conversation, standing.enrolment.due_on
    if meeting is None or meeting.appointment_at is None or due is None:
        return None
    there = FollowUp.objects.open().filter(about=meeting, kind=Kind.REMINDER_CALL).first()
    if there is None:
        phone = standing.resident.phone and standing.resident.safe_to_call
        return _call(standing, step, Kind.REMINDER_CALL, due, about=meeting) if phone else None
    caller = _caller(standing, step) or there.coach_id
    if (there.target_on, there.coach_id) != (due, caller):
        dates = {"earliest_on": due, "target_on": due, "latest_on": due}
        moved = {**dates, "coach_id": caller, "revision": F("revision") + 1}
        FollowUp.objects.open().filter(pk=there.pk).update(**moved)
        there.refresh_from_db()
    return there


def _caller(standing: Standing, step: Step) -> int | None:
    """None: whoever holds the conversation, or has the resident."""
    return None if step.who == Doer.COACH else standing.enrolment.doer_id


def _call(
    standing: Standing, step: Step, kind: str, on: date, about: FollowUp | None = None, answers: Sequence[str] = ()
) -> FollowUp:
    return plan_call(
        resident=standing.resident,
        kind=kind,
        on=on,
        user=standing.user,
        now=standing.now,
        about=about,
        coach=_caller(standing, step),
        origin=FollowUp.Origin.ROUTE,
        asks=answers,
    )


def _appointment(standing: Standing, step: Step) -> FollowUp | None:
    """The resident's one open conversation, in the window of the step; where there is none, a new one."""
    there = standing.conversation
    target = _within_limits(standing)
    shape: dict[str, Any] = {
        "channel": _channel(standing, step),
        "place_kind": step.place_kind,
        "minutes": step.minutes,
    }
    if there is None:
        agreed = NextContact(target_on=target, coach=standing.enrolment.doer_id, **shape)
        return plan_conversation(
            resident=standing.resident,
            agreed=agreed,
            user=standing.user,
            now=standing.now,
            calendar=standing.calendar,
            origin=FollowUp.Origin.ROUTE,
        )
    if there.appointment_at is None and target < there.target_on:
        there = reschedule(
            follow_up=there,
            target_on=target,
            user=standing.user,
            now=standing.now,
            revision=there.revision,
            calendar=standing.calendar,
            is_news=False,
        )
    given = {name: value for name, value in {**shape, "coach_id": standing.enrolment.doer_id}.items() if value}
    if there.appointment_at is None and any(getattr(there, name) != value for name, value in given.items()):
        FollowUp.objects.open().filter(pk=there.pk).update(**given)
        there.refresh_from_db()
    return there


def _channel(standing: Standing, step: Step) -> str:
    if step.channel != AT_A_DISTANCE:
        return step.channel
    preferred = standing.resident.preferred_channel
    return preferred if preferred in DISTANT else Channel.PHONE


def _within_limits(standing: Standing) -> date:
    latest = follow_up_rules.latest_allowed(last_held=standing.resident.last_conversation_on, planned_on=standing.today)
    return min(max(standing.enrolment.due_on or standing.today, standing.today), latest)


_ASKING = {
    StepKind.CALL_BACK: _call_back,
    StepKind.REMINDER_CALL: _reminder,
    StepKind.APPOINTMENT: _appointment,
}
