"""A letter on its way to paper: composed for a preview, and set again from what was kept. Writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets import rendering
from kik_wagtail.snippets.languages import language_of
from kik_wagtail.snippets.models import LetterText, LetterVersion
from kik_wagtail.snippets.problems import Problem
from kik_wagtail.workdays.dates import today

from . import rules
from .errors import SetDifferently
from .models import Letter
from .problems import in_translation
from .situation import Situation
from .translations import offer_for
from .values import Filling, filling_for

NOT_YET = "KIK-…"  # stands where the reference comes once the letter is made


@dataclass(frozen=True, slots=True)
class Page:
    filling: Filling
    layout: rendering.Layout
    letter: dict[str, Any]  # what is typeset; also the text twin of the picture
    problems: list[Problem]

    @property
    def title(self) -> str:
        return rendering.title_of(self.letter)

    def svg(self) -> list[bytes]:
        """Raises TypesettingFailed."""
        return rendering.svg_pages(self.letter, layout=self.layout)

    def pdf(self, *, created: datetime, archive: bool = False) -> bytes:
        """Raises TypesettingFailed."""
        return rendering.pdf([self.letter], layout=self.layout, title=self.title, created=created, archive=archive)


@dataclass(frozen=True, slots=True)
class Preview:
    page: Page
    pages: list[bytes]  # SVG; none where a problem keeps the page from being set
    problems: list[Problem]


def compose(
    situation: Situation,
    *,
    version: LetterVersion,
    free_text: str,
    reference: str,
    translation: LetterVersion | None = None,
) -> Page:
    """With every problem of this text for this resident now: with any, the letter is not made."""
    filling = filling_for(
        situation,
        content=version.content,
        free_text=free_text,
        reference=reference,
        translation=translation.content if translation else None,
    )
    letter, problems = _filled(filling, version, translation)
    around = [*_problems_of(situation, version), *_problems_of_translation(situation, version, translation)]
    return Page(filling, version.layout(), letter, [*around, *filling.problems, *problems])


def preview(
    situation: Situation, *, version: LetterVersion, free_text: str = "", translation: LetterVersion | None = None
) -> Preview:
    """The real page for this resident, before it is made. Raises nothing over what people wrote."""
    page = compose(situation, version=version, free_text=free_text, reference=NOT_YET, translation=translation)
    if any(problem.is_fatal or problem.field == "address" for problem in page.problems):
        return Preview(page, [], page.problems)
    try:
        pages = page.svg()
    except rendering.TypesettingFailed as failure:
        return Preview(page, [], [*page.problems, failure.problem])
    return Preview(page, pages, [*page.problems, *too_long(len(pages))])


def too_long(pages: int) -> list[Problem]:
    if pages <= rules.MOST_PAGES:
        return []
    return [Problem("too_long", "body", {"pages": pages, "most": rules.MOST_PAGES})]


def page_of(letter: Letter) -> Page:
    """The letter as it was made: its own version, values and layout; nothing of today."""
    filling = Filling.from_data(letter.values)
    words, problems = _filled(filling, letter.version, letter.translation)
    return Page(filling, letter.layout.layout, words, problems)


def _filled(
    filling: Filling, version: LetterVersion, translation: LetterVersion | None
) -> tuple[dict[str, Any], list[Problem]]:
    """The Dutch letter, with the translation behind it; what is wrong with both alike is said once."""
    letter, problems = rendering.compose(version.content, **filling.arguments())
    if translation is None:
        return letter, problems
    other, found = rendering.compose(translation.content, **filling.translation_arguments())
    said = {(problem.code, problem.field) for problem in problems}
    own = [problem for problem in found if (problem.code, problem.field) not in said]
    return rendering.joined(letter, other), [*problems, *in_translation(own, language_of(translation.content))]


def pdf_of(letter: Letter) -> bytes:
    """The same bytes as when it was made. Raises SetDifferently where they are not: see `pdf_set_again`."""
    document = pdf_set_again(letter)
    if not is_same(letter, document):
        raise SetDifferently(reference=letter.reference)
    return document


def pdf_set_again(letter: Letter) -> bytes:
    """The letter's words, set by the typesetter of today; equal to `pdf_of` as long as that did not change."""
    return page_of(letter).pdf(created=letter.made_at)


def archive_copy(letter: Letter) -> bytes:
    """The same letter as PDF/A-2a, for a system that keeps files for years: ours keeps words and makes them again."""
    return page_of(letter).pdf(created=letter.made_at, archive=True)


def is_same(letter: Letter, document: bytes) -> bool:
    return hashlib.sha256(document).hexdigest() == letter.sha256


def _problems_of(situation: Situation, version: LetterVersion) -> list[Problem]:
    """What is wrong with sending this text to this resident now, apart from what is on the page."""
    newest = LetterVersion.objects.current().filter(text=version.text_id).first()
    found = problem_of(situation, purpose=version.content["purpose"], text=version.text, newest=newest)
    if found is None and newest is not None and newest.pk != version.pk:
        found = Problem("text_changed", "text")
    left = [Problem("resident_left", "resident")] if situation.resident.status == Resident.Status.LEFT else []
    return [*left, *([found] if found else [])]


def _problems_of_translation(
    situation: Situation, version: LetterVersion, translation: LetterVersion | None
) -> list[Problem]:
    """It is the one that belongs to this version and this resident, now; another was offered before something changed."""
    if translation is None:
        return []
    offer = offer_for(situation.resident, version, today=today(situation.now))
    if offer is not None and offer.version is not None and offer.version.pk == translation.pk:
        return []
    return [Problem("translation_changed", "text")]


def problem_of(situation: Situation, *, purpose: str, text: LetterText, newest: LetterVersion | None) -> Problem | None:
    """Why `text` cannot be used in this situation, or None."""
    return rules.problem_of_text(
        purpose=purpose,
        valid_until=text.valid_until,
        is_published=newest is not None,
        has_appointment=situation.appointment_at is not None,
        has_conversation=situation.conversation is not None,
        today=today(situation.now),
    )
