"""What differs between two versions, or between what is live and the draft: words, fields, pages, sample letters."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from kik_wagtail.snippets import comparing, sample_pages, sample_residents, wording
from kik_wagtail.snippets.blocks import ONCE
from kik_wagtail.snippets.lines import guide_lines, letter_lines
from kik_wagtail.snippets.sample_pages import SamplePages

from .base import TextScreen, address
from .labels import LABELS, LINE_KINDS, field_label

DRAFT = "concept"


class Side(NamedTuple):
    """One of the two: a version, the draft, or nothing yet."""

    value: str  # as in the address: "3", "concept" or ""
    name: str
    content: dict[str, Any]


class ChangesView(TextScreen):
    """?van=3&naar=concept. Without: what is live against the draft; without a draft, the last two versions."""

    template_name = "kik_wagtail/snippets/versions/changes.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return _("What changes?") if self.new.value == DRAFT else _("Compare versions")

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": address("versions", self.text), "label": _("Versions")}]

    @cached_property
    def numbers(self) -> list[int]:
        return list(self.text.versions.values_list("number", flat=True))

    @cached_property
    def has_draft(self) -> bool:
        return self.text.has_unpublished_changes or not self.numbers

    @cached_property
    def new(self) -> Side:
        newest = DRAFT if self.has_draft else str(self.numbers[0])
        return self._side(self.request.GET.get("naar") or newest)

    @cached_property
    def old(self) -> Side:
        before = self.numbers if self.new.value == DRAFT else [n for n in self.numbers if n < int(self.new.value)]
        return self._side(self.request.GET.get("van") or (str(before[0]) if before else ""))

    def _side(self, value: str) -> Side:
        if value == DRAFT:
            return Side(DRAFT, _("the draft"), self.text.get_latest_revision_as_object().frozen_content())
        if not value:
            return Side("", _("nothing yet"), self._empty)
        version = self.version_by(value)
        return Side(value, _("version %(number)s") % {"number": version.number}, version.content)

    @property
    def _empty(self) -> dict[str, Any]:
        if self.is_letter:
            return {"subject": [], "blocks": []}
        return {
            **dict.fromkeys(("title", "channel"), ""),
            **{name: [] for name in ("kinds", "phases", *ONCE)},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = letter_lines if self.is_letter else guide_lines
        old, new = ([line for line in lines(side.content, LABELS) if line.text] for side in (self.old, self.new))
        changes = comparing.compare(old, new)
        context: dict[str, Any] = {
            "old": self.old,
            "new": self.new,
            "is_draft": self.new.value == DRAFT,
            "latest": self.text.get_latest_revision(),
            "choices": [str(number) for number in self.numbers],
            "has_draft": self.has_draft,
            "changes": [(one, LINE_KINDS.get(one.line.kind, "")) for one in changes],
            "count": sum(one.state != comparing.SAME for one in changes),
            "is_waiting": bool(self.text.current_workflow_task_state),
        }
        context |= self._of_letter() if self.is_letter else self._of_guide()
        return super().get_context_data(**context | kwargs)

    def _of_letter(self) -> dict[str, Any]:
        fields = comparing.difference(wording.fields_of(self.old.content), wording.fields_of(self.new.content))
        before = sample_pages.set_for_all(self.old.content) if self.old.value else {}
        after = sample_pages.set_for_all(self.new.content)
        key = self.request.GET.get("voor", "")
        key = key if key in after else sample_residents.SAMPLES[0].key
        return {
            "fields_added": [field_label(name) for name in fields.added],
            "fields_removed": [field_label(name) for name in fields.removed],
            "grown": _grown(before, after),
            "problems": after[key].problems,
            "before": before.get(key),
            "after": after[key],
            "samples": sample_residents.SAMPLES,
            "keep": [("van", self.old.value), ("naar", self.new.value)],  # beside another sample resident
        }

    def _of_guide(self) -> dict[str, Any]:
        return {"questions": comparing.questions_changed(self.old.content, self.new.content)}


def _grown(before: dict[str, SamplePages], after: dict[str, SamplePages]) -> list[dict[str, Any]]:
    """Sample residents whose letter gets another number of pages."""
    found = []
    for key, pages in after.items():
        if key in before and pages.pages and before[key].pages and len(pages.pages) != len(before[key].pages):
            found.append(
                {"who": gettext(pages.sample.label), "before": len(before[key].pages), "after": len(pages.pages)}
            )
    return found
