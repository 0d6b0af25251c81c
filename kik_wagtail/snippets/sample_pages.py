"""The real pages of some wording for a sample resident, ready for a screen."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import messages, sample_residents
from .models.layout import LetterLayout
from .previews import composed_for
from .rendering import Layout, TypesettingFailed, svg_pages
from .sample_residents import SampleResident


@dataclass(frozen=True, slots=True)
class SamplePages:
    """`pages` are SVGs in base64; none where a problem forbids it, and then `problems` says why."""

    sample: SampleResident
    letter: dict[str, Any]
    layout: Layout
    pages: list[str]
    problems: list[dict[str, Any]]


def layout_of(content: Mapping[str, Any]) -> Layout:
    """The site's layout, with the words that were printed on it then."""
    return LetterLayout.of_default_site().as_layout(content.get("layout"))


def set_for(content: Mapping[str, Any], sample: SampleResident, *, layout: Layout | None = None) -> SamplePages:
    """`layout`: from `layout_of`, for who sets the same wording for several people."""
    layout = layout or layout_of(content)
    letter, problems = composed_for(dict(content), sample)
    pages: list[bytes] = []
    if not any(problem.is_fatal for problem in problems):
        try:
            pages = svg_pages(letter, layout=layout)
        except TypesettingFailed as failure:
            problems = [*problems, failure.problem]
    encoded = [base64.b64encode(page).decode("ascii") for page in pages]
    return SamplePages(sample, letter, layout, encoded, messages.described(problems))


def set_for_all(content: Mapping[str, Any]) -> dict[str, SamplePages]:
    """For every sample resident, by key. A page takes a few milliseconds."""
    layout = layout_of(content)
    return {sample.key: set_for(content, sample, layout=layout) for sample in sample_residents.SAMPLES}
