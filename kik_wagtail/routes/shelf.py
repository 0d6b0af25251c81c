"""The check of a route against the texts as they stand today; also as findings of kik_check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from kik_wagtail.checks import Finding, register_finding
from kik_wagtail.snippets.checking.appointment_fields import unguarded
from kik_wagtail.snippets.merge_fields import ABOUT_AN_APPOINTMENT
from kik_wagtail.snippets.merge_fields import registry as merge_fields
from kik_wagtail.snippets.models import ConversationGuide, LetterText, LetterVersion
from kik_wagtail.workdays.dates import today

from . import content
from .checking import LetterFacts, Shelf, check
from .content import Tone
from .doing import teams_without


def shelf() -> Shelf:
    """Every letter text and guide there is, in five queries: few, and the same for one route or twenty."""
    versions = {version.text_id: version for version in LetterVersion.objects.current()}
    letters = {}
    for text in LetterText.objects.all():
        version = versions.get(text.pk)
        draft = LetterFacts(text.title, Tone(text.tone), is_live=False, valid_until=text.valid_until)
        letters[text.pk] = facts_of(text, version.content) if version else draft
    guides = frozenset(ConversationGuide.objects.in_use().values_list("pk", flat=True))
    return Shelf(letters, guides, teams_without())


def facts_of(text: LetterText, wording: Mapping[str, Any]) -> LetterFacts:
    """Of a wording of `text`: the one that is sent, or one that somebody would like to publish."""
    return LetterFacts(
        title=text.title,
        tone=Tone(wording["tone"]),
        valid_until=text.valid_until,
        is_about_appointment=wording["purpose"] in ABOUT_AN_APPOINTMENT,
        needs_appointment=tuple(gettext(merge_fields[name].label) for name in unguarded(wording)),
    )


def faults_of(frozen: Mapping[str, Any], *, day: date, on: Shelf | None = None) -> list[Finding]:
    """The configuration check of a route's frozen content. `on`: from `shelf`, for who checks several."""
    return check(content.read(frozen), shelf=on or shelf(), today=day)


def refusals_of(frozen: Mapping[str, Any], *, day: date) -> list[str]:
    """Why this may not be published: every fault as a sentence with what to do. Warnings are none."""
    faults = faults_of(frozen, day=day)
    return [f"{finding.message} {finding.hint}" for finding in faults if finding.level == "error"]


@register_finding
def routes_are_fit(now: datetime) -> Iterator[Finding]:
    """Of every published route, each finding naming its route."""
    from .models import RouteVersion

    on = shelf()
    for version in RouteVersion.objects.current().select_related("text"):
        for finding in faults_of(version.content, day=today(now), on=on):
            yield replace(finding, message=f"{version.content['title']}: {finding.message}")
