"""Which letter texts a coach can use for a contact now, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kik_wagtail.snippets.merge_fields import CONFIRMATION, INVITATION, NOT_REACHED, SECOND_INVITATION
from kik_wagtail.snippets.models import LetterText, LetterVersion
from kik_wagtail.snippets.problems import Problem

from .composing import problem_of
from .situation import Situation


@dataclass(frozen=True, slots=True)
class Choice:
    text: LetterText
    version: LetterVersion | None
    problem: Problem | None

    @property
    def purpose(self) -> str:
        """Of what is sent, not of a draft."""
        return self.version.content["purpose"] if self.version else self.text.purpose


@dataclass(frozen=True, slots=True)
class Choices:
    all: list[Choice]
    preferred: tuple[str, ...]  # purposes that most often come now, best first

    @property
    def fitting(self) -> list[Choice]:
        return [choice for choice in self.all if choice.problem is None]

    @property
    def others(self) -> list[Choice]:
        return [choice for choice in self.all if choice.problem is not None]

    def pick(self, *, text: int | None = None, purpose: str = "") -> Choice | None:
        """The text asked for, whether it fits or not; else the first that fits the purpose; else the first that fits."""
        if text is not None:
            return next((choice for choice in self.all if choice.text.pk == text), None)
        wanted = (purpose, *self.preferred)
        fitting = {choice.purpose: choice for choice in reversed(self.fitting)}
        return next((fitting[one] for one in wanted if one in fitting), next(iter(self.fitting), None))


def choices_for(situation: Situation) -> Choices:
    """Every Dutch text that is not archived, in the editors' order; a translation goes along with its Dutch text."""
    versions = {version.text_id: version for version in LetterVersion.objects.current()}
    found = []
    for text in LetterText.objects.filter(is_archived=False, translation_of=None):
        newest = versions.get(text.pk)
        purpose = newest.content["purpose"] if newest else text.purpose
        found.append(Choice(text, newest, problem_of(situation, purpose=purpose, text=text, newest=newest)))
    return Choices(found, preferred=(CONFIRMATION, INVITATION) if situation.appointment_at else (INVITATION,))


def published_invitations() -> Any:
    """Dutch texts that invite, or say that somebody could not be reached: what is sent to many at once."""
    wanted = LetterVersion.objects.current().filter(
        text__is_archived=False,
        text__translation_of=None,
        text__purpose__in=(INVITATION, SECOND_INVITATION, NOT_REACHED),
    )
    return wanted.select_related("text").order_by("text__sort_order", "text__title")
