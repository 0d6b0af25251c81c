"""Which translation goes behind a Dutch letter, and why none does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets import languages
from kik_wagtail.snippets.models import LetterVersion

FITS, NONE, BEHIND, EXPIRED = "fits", "none", "behind", "expired"


@dataclass(frozen=True, slots=True)
class Offer:
    """Of the translation into the language of one resident."""

    language: str  # our code of it
    state: str
    newest: LetterVersion | None = None  # of the translation, whether it fits or not

    @property
    def language_name(self) -> str:
        return languages.name(self.language, reader=get_language() or languages.DUTCH)

    @property
    def version(self) -> LetterVersion | None:
        """What goes along."""
        return self.newest if self.state == FITS else None

    @property
    def belongs_to(self) -> int | None:
        """Number of the Dutch version that the translation was compared with."""
        return self.newest.content["translation"]["version"] if self.newest else None


def offer_for(resident: Resident, version: LetterVersion, *, today: date) -> Offer | None:
    """`version` is that of the Dutch text. None for who reads Dutch, or a language that is not in our list."""
    language = languages.code_of(resident.language)
    if language in {"", languages.DUTCH}:
        return None
    published = LetterVersion.objects.current().select_related("text")
    newest = published.filter(text__translation_of=version.text_id, text__language=language).first()
    return Offer(language, _state(newest, version, today), newest)


def _state(newest: LetterVersion | None, version: LetterVersion, today: date) -> str:
    if newest is None:
        return NONE
    if newest.content["translation"]["version"] != version.number:
        return BEHIND
    until = newest.text.valid_until
    return EXPIRED if until is not None and until < today else FITS
