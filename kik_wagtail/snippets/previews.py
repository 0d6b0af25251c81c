"""The page in Wagtail's preview panel: the typeset pages, the same text to read aloud, and what is wrong."""

from __future__ import annotations

import base64
from typing import Any

from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kik_wagtail.workdays.dates import today

from . import messages, sample_residents
from .checking.draft_checks import checks_of
from .models.layout import LetterLayout
from .rendering import Layout, TypesettingFailed, svg_pages
from .sample_letters import composed_for
from .sample_residents import SampleResident

TEMPLATE = "kik_wagtail/snippets/preview_letter.html"


def letter_page(request: Any, letter_text: Any, mode_name: str) -> SimpleTemplateResponse:
    """Never shows an old page as if it were new: with a fatal problem there are no pages, only the reason."""
    sample = sample_residents.BY_KEY.get(mode_name) or sample_residents.SAMPLES[0]
    layout = LetterLayout.of_default_site()
    content = letter_text.frozen_content(layout)
    page = _page(content, sample, layout)
    page["checks"] = checks_of(
        letter_text,
        content=content,
        letter=page["letter"],
        sample=sample,
        problems=page.pop("found"),
        pages=len(page["pages"]),
        today=today(timezone.now()),
    )
    return _answer(page)


def passage_page(request: Any, passage: Any) -> SimpleTemplateResponse:
    """A passage stands in a letter of its own, for the first sample resident."""
    block = {"id": passage.pk, "title": passage.title, "live": True, "nodes": passage.nodes}
    content = {
        "subject": [{"t": "s", "v": passage.title or _("Passage")}],
        "blocks": [{"type": "passage", "value": block}],
    }
    return _answer(_page(content, sample_residents.SAMPLES[0], LetterLayout.of_default_site()))


def _answer(page: dict[str, Any]) -> SimpleTemplateResponse:
    """Without the context of the host's own templates: a menu of its site is nothing to build while somebody types."""
    return SimpleTemplateResponse(TEMPLATE, page)


def _page(content: dict[str, Any], sample: SampleResident, site: LetterLayout) -> dict[str, Any]:
    layout = site.as_layout(content.get("layout"))
    letter, found = composed_for(content, sample)
    pages, failure = _pages(letter, layout) if not any(problem.is_fatal for problem in found) else ([], None)
    problems = [*found, failure.problem] if failure else found
    return {
        "sample": sample,
        "letter": letter,
        "layout": layout,
        "found": found,
        "problems": messages.described(problems),
        "pages": [base64.b64encode(page).decode() for page in pages],
    }


def _pages(letter: dict[str, Any], layout: Layout) -> tuple[list[bytes], TypesettingFailed | None]:
    try:
        return svg_pages(letter, layout=layout), None
    except TypesettingFailed as failure:
        return [], failure
