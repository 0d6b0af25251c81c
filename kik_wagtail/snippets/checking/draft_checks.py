"""What the checks below the preview say of a draft. They warn and never block: refusing is done by the forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from kik_wagtail.checks import Finding
from kik_wagtail.snippets import wording
from kik_wagtail.snippets.messages import LIX_CLASSES
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.snippets.problems import Problem
from kik_wagtail.snippets.sample_letters import composed_for
from kik_wagtail.snippets.sample_residents import SAMPLES, SampleResident

from . import senders, typed_facts
from .library_check import is_warned, own_numbers
from .reading_aid import Reading, read_letter
from .text_findings import (
    duty_findings,
    filling_findings,
    length_findings,
    link_findings,
    translation_findings,
    typed_findings,
    validity_findings,
)


class DraftChecks(NamedTuple):
    all_filled: bool
    findings: list[Finding]
    reading: Reading | None  # the aid reads Dutch only

    @property
    def lix_label(self) -> str:
        return str(LIX_CLASSES.get(self.reading.lix_class, "")) if self.reading else ""


def checks_of(
    text: LetterText,
    *,
    content: Mapping[str, Any],
    letter: Mapping[str, Any],
    sample: SampleResident,
    problems: list[Problem],
    pages: int,
    today: date,
) -> DraftChecks:
    """`letter` and `problems` are those of the sample resident who is shown: what is read is scored. Filling is tried
    for all of them."""
    tried = [(one, problems if one is sample else composed_for(content, one).problems) for one in SAMPLES]
    filling = filling_findings(content, tried)
    own = own_numbers() if typed_facts.has_numbers(content) else frozenset()
    others = [
        *link_findings(dead for html in wording.texts_in(text.body) for dead in wording.dead_links(html)),
        *length_findings([(sample, pages)]),
        *typed_findings(content, day=today, own=own),
        *validity_findings(text.valid_until, day=today, is_warned=is_warned(text)),
        *duty_findings(content, has_owner=text.owner_id is not None),
        *senders.findings_of(text, content),
    ]
    if text.translation_of is not None:
        others += translation_findings(content, text.translation_of.versions.first())
    return DraftChecks(not filling, [*filling, *others], None if text.is_translation else read_letter(letter))
