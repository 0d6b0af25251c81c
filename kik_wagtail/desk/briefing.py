"""What a coach wants to know before the conversation: the last report, promises, referrals, what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kik_wagtail.follow_up.models import Commitment, ConversationReport, FollowUp, Referral, Wish
from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets import questions
from kik_wagtail.snippets.questions import Question

from .forms.report import YES_NO
from .on_route import UnderWay, under_way
from .people_rows import heard_last, progress_of
from .timeline import Event, events_of, history_of
from .words import how_long, name_of

EVENTS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Running:
    """A referral that has not ended."""

    partner: str
    since: str
    is_silent: bool
    how: str
    url: str


@dataclass(frozen=True, slots=True)
class Briefing:
    last: ConversationReport | None
    answers: list[Answer]
    commitments: list[Commitment]
    referrals: list[Running]
    routes: list[UnderWay]
    goals: list[str]
    events: list[Event]

    @property
    def recent(self) -> Sequence[Event]:
        return self.events[:EVENTS_SHOWN]

    @property
    def older(self) -> Sequence[Event]:
        return self.events[EVENTS_SHOWN:]


def briefing_of(resident: Resident, *, today: date, last: ConversationReport | None) -> Briefing:
    history = history_of(resident)
    return Briefing(
        last=last,
        answers=answers_of(last) if last else [],
        commitments=_promises(history.commitments, last),
        referrals=_running(history.referrals, today),
        routes=[under_way(one, day=today) for one in history.walked.under_way],
        goals=[goal["words"] for goal in history.plans[0].going] if history.plans else [],
        events=events_of(resident, history),
    )


def reports_of(resident: Resident, *, at: FollowUp | None = None) -> tuple[ConversationReport | None, ...]:
    """(what has been begun at this contact, the last finished one before it); one query for both."""
    draft = Q(follow_up=at, finished_at=None) if at else Q(pk=None)
    finished = Q(finished_at__isnull=False) & ~Q(follow_up=at)
    joined = ("follow_up", "follow_up__place", "follow_up__resident", "guide_version")
    found = ConversationReport.objects.filter(draft | finished, resident=resident).select_related(*joined)
    newest = list(found.order_by(F("finished_at").desc(nulls_first=True))[:2])
    begun = newest.pop(0) if newest and newest[0].finished_at is None else None
    return begun, (newest[0] if newest else None)


def facts_of(resident: Resident) -> list[str]:
    """The reachability card and the preferences, in few words."""
    facts = [resident.area.name]
    if resident.coach:
        since = date_format(resident.coach_since, "F Y") if resident.coach_since else ""
        name = name_of(resident.coach)
        facts.append(_("%(name)s since %(month)s") % {"name": name, "month": since} if since else name)
    facts += [resident.get_preferred_place_kind_display(), resident.get_preferred_channel_display(), resident.best_time]
    said = (
        (resident.needs_interpreter, _("interpreter: %(language)s") % {"language": resident.language or "?"}),
        (resident.prefers_no_phone, _("rather not called")),
        (not resident.safe_to_call, _("calling is not safe")),
        (not resident.is_in_view, resident.get_status_display()),
    )
    facts += [str(text) for is_so, text in said if is_so]
    return [str(fact) for fact in facts if fact]


def _promises(commitments: Iterable[Commitment], last: ConversationReport | None) -> list[Commitment]:
    """What is still open, and what was kept since the last conversation."""
    since = last.follow_up_id if last else None
    return [one for one in commitments if one.done_at is None or (since and one.follow_up_id == since)]


def _running(referrals: Iterable[Referral], today: date) -> list[Running]:
    return [
        Running(
            partner=referral.partner.title,
            since=how_long(heard_last(referral), today),
            is_silent=bool(referral.ask_on and referral.ask_on <= today),
            how=progress_of(referral, today)[-1],
            url=reverse("kik_desk:referral", args=[referral.pk]),
        )
        for referral in referrals
        if referral.ended_on is None
    ]


def answers_of(report: ConversationReport) -> list[Answer]:
    """The answers in the order and wording of the guide that was shown."""
    if report.guide_version is None:
        return []
    return [
        Answer(question.label, _in_words(question, report.answers[question.key]))
        for question in report.guide_version.questions
        if question.key in report.answers
    ]


def _in_words(question: Question, answer: Any) -> str:
    if question.kind == questions.DATE:
        return date_format(date.fromisoformat(answer), "j F Y")
    if question.kind == questions.YES_NO:
        return str(dict(YES_NO).get(answer, answer))
    return ", ".join(answer) if isinstance(answer, list) else str(answer)


def wishes_of(report: ConversationReport) -> str:
    return ", ".join(str(Wish(wish).label) for wish in report.wishes if wish in Wish.values)
