"""Saving a contact as a whole: report, promises, referral, outcome and next contact, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import ConversationReport, FollowUp
from kik_wagtail.workdays.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Report:
    """What was said. `facts` are the further arguments of write_report; a commitment is {"by", "what", "due_on"}."""

    guide_version: Any
    answers: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    commitments: tuple[Mapping[str, Any], ...] = ()
    partner: Any = None


@transaction.atomic
def finish_contact(
    *,
    follow_up: FollowUp,
    outcome: str,
    report: Report | None,
    next_contact: services.NextContact | services.NoNext | None,
    user: Any,
    now: datetime,
    calendar: Calendar,
    held_on: date | None = None,
    refusal_reason: str = "",
    call_answer: str = "",
) -> FollowUp:
    """Closes first, so that of two people who save at once one wins before anything is written.

    Raises what close_follow_up raises. A contact that was not held keeps no report: its draft goes.
    """
    closed = services.close_follow_up(
        follow_up=follow_up,
        outcome=outcome,
        next_contact=next_contact,
        user=user,
        now=now,
        calendar=calendar,
        held_on=held_on,
        refusal_reason=refusal_reason,
        call_answer=call_answer,
    )
    if report is None:
        ConversationReport.objects.filter(follow_up=follow_up, finished_at=None).delete()
    else:
        _keep(closed, report, user=user, now=now)
    return closed


def _keep(follow_up: FollowUp, report: Report, *, user: Any, now: datetime) -> None:
    services.write_report(
        follow_up=follow_up,
        guide_version=report.guide_version,
        answers=report.answers,
        user=user,
        now=now,
        **report.facts,
    )
    for commitment in report.commitments:
        services.add_commitment(follow_up=follow_up, now=now, **commitment)
    if report.partner is not None:
        services.refer(follow_up=follow_up, partner=report.partner, user=user, now=now)
