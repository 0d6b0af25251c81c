"""The conversation report: drafts that save themselves, and the finished report, which never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.follow_up.errors import AlreadyClosed, ChangedMeanwhile
from kik_wagtail.follow_up.models import ConversationReport, FollowUp, ReportNote


def draft_of(follow_up: FollowUp) -> ConversationReport | None:
    return ConversationReport.objects.filter(follow_up=follow_up, finished_at=None).first()


@transaction.atomic
def save_draft(
    *, follow_up: FollowUp, values: Mapping[str, Any], user: Any, now: datetime, seen_at: datetime | None
) -> ConversationReport:
    """Keeps the half-filled form as it stands. `seen_at` is when the draft on the screen was saved.

    Raises ChangedMeanwhile where another person saved a newer draft, AlreadyClosed where the contact is closed.
    """
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if not follow_up.is_open:
        raise AlreadyClosed
    report = draft_of(follow_up) or _new(follow_up)
    newer = report.draft_saved_at and (seen_at is None or report.draft_saved_at > seen_at)
    if newer and report.draft_saved_by_id != user.pk:
        raise ChangedMeanwhile
    report.draft = dict(values)
    report.draft_saved_at, report.draft_saved_by = now, user
    report.save()
    return report


def _new(follow_up: FollowUp) -> ConversationReport:
    return ConversationReport(follow_up=follow_up, resident_id=follow_up.resident_id, area_id=follow_up.area_id)


@transaction.atomic
def write_report(
    *,
    follow_up: FollowUp,
    guide_version: Any,
    answers: Mapping[str, Any],
    user: Any,
    now: datetime,
    is_active: bool | None = None,
    wishes: Sequence[str] = (),
    way: str = "",
    grade_conversation: int | None = None,
    grade_initiative: int | None = None,
    provisions: Sequence[Any] = (),
) -> ConversationReport:
    """The finished report of a conversation; the draft is gone with it. Raises AlreadyClosed for a second one.

    `answers` holds {question key: answer} for the questions of `guide_version`.
    """
    report = ConversationReport.objects.filter(follow_up=follow_up).first() or _new(follow_up)
    if report.finished_at:
        raise AlreadyClosed
    report.guide_version = guide_version
    report.answers = dict(answers)
    report.is_active, report.wishes, report.way = is_active, list(wishes), way
    report.grade_conversation, report.grade_initiative = grade_conversation, grade_initiative
    report.draft, report.draft_saved_at, report.draft_saved_by = {}, None, None
    report.finished_at = now
    report.save()
    report.provisions.set(provisions)
    log(follow_up, "kik.report", user=user)
    return report


@transaction.atomic
def add_note(*, report: ConversationReport, text: str, user: Any, now: datetime) -> ReportNote:
    """A finished report is corrected by a note beside it, with who and when."""
    note = ReportNote.objects.create(
        report=report, resident_id=report.resident_id, area_id=report.area_id, text=text, at=now, by=user
    )
    log(report.follow_up, "kik.report_note", user=user)
    return note
