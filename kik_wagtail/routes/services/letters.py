"""The letter of a step: an outbox row first, so that it is made exactly once, whoever rings."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.letters.errors import LetterRefused
from kik_wagtail.letters.models import Letter
from kik_wagtail.letters.services import make_letter
from kik_wagtail.letters.translations import offer_for
from kik_wagtail.residents.access import recorded
from kik_wagtail.routes import rules
from kik_wagtail.routes.content import On, StepKind, Tone
from kik_wagtail.routes.models import Enrolment, StepVisit
from kik_wagtail.snippets.models import LetterVersion
from kik_wagtail.workdays.dates import today

from .moving import Standing, apply, standing_of
from .news import moves_after

NAMESPACE = UUID("9a2f7f4e-6a0b-4c39-9d0e-1d1c5b3b7f10")


def make_letter_of_step(payload: dict[str, Any], *, key: str, now: datetime) -> str:
    """The outbox's handler. Looks again: who moved on, was paused, or stands on a route that is off gets none."""
    with recorded(user=None, route="routes.letter", reason="the letter of a step of a route", origin="job"):
        found = (
            Enrolment.objects.under_way()
            .in_view()
            .on_running_route(today(now))
            .filter(pk=payload["enrolment"], number=payload["number"], done_on=None)
        )
        enrolment = found.select_related("version", "resident", "follow_up").first()
        if enrolment is None:
            return "nothing left"
        standing = standing_of(enrolment, user=None, now=now, calendar=municipal_calendar())
        if not rules.is_due(enrolment.position, standing.today):
            return "not yet"
        return _make(standing)


def _make(standing: Standing) -> str:
    enrolment = standing.enrolment
    step = standing.route[enrolment.step]
    if step.kind != StepKind.LETTER:
        return "nothing left"
    version = LetterVersion.objects.current().filter(text_id=step.letter).first()
    obstacle = _obstacle(version, standing.route.tone)
    letter = None
    if not obstacle:
        try:
            letter = _letter(standing, version)  # type: ignore[arg-type]
        except LetterRefused as refusal:
            problem = refusal.problems[0]
            obstacle = f"letter:{problem.code}:{problem.field}"[:60]
    if letter is None:
        Enrolment.objects.under_way().filter(pk=enrolment.pk, number=enrolment.number).update(asks=obstacle)
        return obstacle
    StepVisit.objects.filter(enrolment=enrolment, number=enrolment.number).update(letter=letter)
    enrolment.asks = ""
    apply(standing, moves_after(standing, rules.Event(On.SENT)))
    return letter.reference


def _obstacle(version: LetterVersion | None, tone: Tone) -> str:
    """A text can have changed since the route was published: no letter above the tone of the route goes out."""
    if version is None:
        return "letter:text_not_published"
    return "" if tone.may_send(Tone(version.content["tone"])) else "letter:tone"


def _letter(standing: Standing, version: LetterVersion) -> Letter:
    """With the translation into the resident's language where one fits; without it where that cannot be filled."""
    offer = offer_for(standing.resident, version, today=standing.today)
    if offer is not None and offer.version is not None:
        with contextlib.suppress(LetterRefused):
            return _made(standing, version, offer.version)
    return _made(standing, version, None)


def _made(standing: Standing, version: LetterVersion, translation: LetterVersion | None) -> Letter:
    enrolment = standing.enrolment
    return make_letter(
        resident=standing.resident,
        version=version,
        translation=translation,
        user=None,
        now=standing.now,
        request_key=uuid5(NAMESPACE, f"{enrolment.pk}:{enrolment.number}"),
        follow_up=standing.conversation,
    )
