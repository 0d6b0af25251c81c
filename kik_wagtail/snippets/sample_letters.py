"""A wording as each sample resident would get it. Pure: the preview, the checks and the reading aid share it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import sample_residents
from .checking.reading_aid import Reading, read_letter
from .languages import DUTCH, language_of
from .rendering import Composed, compose
from .sample_residents import SampleResident


def composed_for(content: Mapping[str, Any], sample: SampleResident) -> Composed:
    values = sample.values_in(language_of(content))
    has_slot = any(block["type"] == "free_slot" for block in content["blocks"])
    return compose(
        content,
        values=values,
        facts=sample.facts,
        address_lines=sample.address_lines,
        date_text=sample_residents.DATE,
        reference="VOORBEELD",
        contact=f"{values['coach_naam']}, {values['coach_telefoon']}",
        free_text=sample_residents.FREE_TEXT if has_slot else "",
    )


def reading_of(content: Mapping[str, Any]) -> Reading | None:
    """The figures of a published version. They follow from its frozen content and one fixed sample resident, so they
    need no column beside it: the same version always scores the same, and versions can be compared. None for a translation: the aid reads Dutch only."""
    if language_of(content) != DUTCH:
        return None
    return read_letter(composed_for(content, sample_residents.SAMPLES[0]).letter)
