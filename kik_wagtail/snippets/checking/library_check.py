"""Is every live letter text still right? Renders each for every sample resident, and says what is wrong.

Codes are stable: a nightly run may wait for them (see `text_findings`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from kik_wagtail.checks import LEVELS, Finding, Level
from kik_wagtail.snippets.models import LetterLayout, LetterText, LetterVersion, Partner
from kik_wagtail.snippets.problems import Problem
from kik_wagtail.snippets.rendering import Layout, TypesettingFailed, svg_pages
from kik_wagtail.snippets.sample_letters import composed_for, reading_of
from kik_wagtail.snippets.sample_residents import SAMPLES, SampleResident
from kik_wagtail.workdays.dates import today

from . import senders, typed_facts
from .reading_aid import Reading
from .text_findings import (
    duty_findings,
    filling_findings,
    length_findings,
    reading_counts,
    translation_findings,
    typed_findings,
    validity_findings,
)

NumberSource = Callable[[], Iterable[str]]
_number_sources: list[NumberSource] = []


class Rendered(NamedTuple):
    sample: SampleResident
    problems: list[Problem]
    pages: int  # 0 where no page could be made


@dataclass(frozen=True)
class CheckedText:
    version: LetterVersion
    rendered: list[Rendered]
    findings: list[Finding]
    reading: Reading | None  # the aid reads Dutch only

    @property
    def level(self) -> Level:
        """The worst of its findings."""
        return min((finding.level for finding in self.findings), key=LEVELS.index)

    @property
    def pages(self) -> int:
        return max(one.pages for one in self.rendered)


@dataclass(frozen=True)
class LibraryReport:
    checked: list[CheckedText]

    @property
    def counts(self) -> dict[str, int]:
        """Of live texts, of sample residents, and of the letters made for this report: every pair of the two."""
        rendered = sum(len(one.rendered) for one in self.checked)
        return {"texts": len(self.checked), "samples": len(SAMPLES), "rendered": rendered}

    @property
    def findings(self) -> list[Finding]:
        """Of all texts, each naming its text: for a list without headings."""
        return [
            replace(finding, message=f"{one.version.content['title']}: {finding.message}")
            for one in self.checked
            for finding in one.findings
        ]

    @property
    def readings(self) -> list[Finding]:
        """What the reading aid counts in each Dutch text. Never more than a remark: a computer does not know who reads it."""
        return [
            Finding("text.reading", "info", f"{one.version.content['title']}: {reading_counts(one.reading)}")
            for one in self.checked
            if one.reading is not None
        ]


def register_numbers(source: NumberSource) -> NumberSource:
    """`source()` gives texts with telephone numbers of this site, which a letter may name."""
    if source not in _number_sources:
        _number_sources.append(source)
    return source


def check_texts(*, now: datetime) -> LibraryReport:
    """Published versions of live texts only: what residents get. Writes nothing."""
    layout, own, day = LetterLayout.of_default_site(), own_numbers(), today(now)
    current = (
        LetterVersion.objects.current()
        .select_related("text__owner", "text__translation_of")
        .order_by("text__sort_order", "text__title")
    )
    versions = {version.text_id: version for version in current}
    original = {pk: versions.get(version.text.translation_of_id) for pk, version in versions.items()}
    sent = senders.checks()
    return LibraryReport([_checked(one, original[pk], layout, day, own, sent) for pk, one in versions.items()])


def own_numbers() -> frozenset[str]:
    """Telephone numbers that this site knows, in one spelling."""
    texts = [text for source in _number_sources for text in source()]
    return frozenset(number for text in texts for _typed, number in typed_facts.numbers_in(text))


@register_numbers
def _numbers_of_texts() -> list[str]:
    layout = LetterLayout.of_default_site()
    return [
        layout.phone,
        *layout.printed_text().values(),
        *Partner.objects.exclude(phone="").values_list("phone", flat=True),
    ]


def is_warned(text: LetterText) -> bool:
    """Is there somebody who gets the mail before this text expires?"""
    return bool(text.owner and text.owner.is_active and text.owner.email)


def _checked(
    version: LetterVersion,
    original: LetterVersion | None,
    layout: LetterLayout,
    day: date,
    own: Collection[str],
    sent: senders.Check,
) -> CheckedText:
    content, text = version.content, version.text
    set_in = layout.as_layout(content["layout"])
    rendered = [_rendered(content, sample, set_in) for sample in SAMPLES]
    findings = [
        *filling_findings(content, [(one.sample, one.problems) for one in rendered]),
        *length_findings([(one.sample, one.pages) for one in rendered]),
        *typed_findings(content, day=day, own=own),
        *validity_findings(text.valid_until, day=day, is_warned=is_warned(text)),
        *duty_findings(content, has_owner=text.owner_id is not None),
        *translation_findings(content, original),
        *senders.findings_of(text, content, check=sent),
    ]
    clean = Finding("text.clean", "info", _("Nothing to remark."))
    return CheckedText(version, rendered, findings or [clean], reading_of(content))


def _rendered(content: Mapping[str, Any], sample: SampleResident, layout: Layout) -> Rendered:
    letter, problems = composed_for(content, sample)
    if any(problem.is_fatal for problem in problems):
        return Rendered(sample, problems, 0)
    try:
        return Rendered(sample, problems, len(svg_pages(letter, layout=layout)))
    except TypesettingFailed as failure:
        return Rendered(sample, [*problems, failure.problem], 0)
