"""What a coach wants to know before the conversation: the last report, promises, referrals, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kik_wagtail.follow_up.models import Commitment, ConversationReport, FollowUp, PlanVersion, Referral, Wish
from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets import questions
from kik_wagtail.snippets.questions import Question

from .forms.report import YES_NO
from .on_route import UnderWay, under_way
from .people_rows import heard_last
from .timeline import Event, events_of
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


@dataclass(frozen=True, slots=True)
class Briefing:
    facts: list[str]
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


def briefing_of(resident: Resident, *, today: date, before: FollowUp | None = None) -> Briefing:
    last = _last_report(resident, before)
    return Briefing(
        facts=facts_of(resident),
        last=last,
        answers=answers_of(last) if last else [],
        commitments=_promises(resident, last),
        referrals=_running(resident, today),
        routes=under_way(resident, day=today),
        goals=_going(resident),
        events=events_of(resident),
    )


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


def _last_report(resident: Resident, before: FollowUp | None) -> ConversationReport | None:
    finished = ConversationReport.objects.filter(resident=resident, finished_at__isnull=False)
    if before is not None:
        finished = finished.exclude(follow_up=before)
    joined = ("follow_up", "follow_up__place", "follow_up__resident", "guide_version")
    return finished.select_related(*joined).order_by("-finished_at").first()


def _promises(resident: Resident, last: ConversationReport | None) -> list[Commitment]:
    """What is still open, and what was kept since the last conversation."""
    wanted = Q(done_at=None)
    if last:
        wanted |= Q(follow_up_id=last.follow_up_id)
    return list(Commitment.objects.filter(wanted, resident=resident).order_by("due_on", "pk"))


def _running(resident: Resident, today: date) -> list[Running]:
    referrals = (
        Referral.objects.running().filter(resident=resident).select_related("partner").order_by("handed_over_on")
    )
    return [
        Running(
            partner=referral.partner.title,
            since=how_long(heard_last(referral), today),
            is_silent=bool(referral.ask_on and referral.ask_on <= today),
        )
        for referral in referrals
    ]


def _going(resident: Resident) -> list[str]:
    """What the resident works on, in their own words."""
    plan = PlanVersion.objects.newest_of(resident.pk)
    return [goal["words"] for goal in plan.going] if plan else []


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
