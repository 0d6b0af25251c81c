"""What differs between two versions, or between what is live and the draft: words, fields, pages, sample letters."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kik_wagtail.snippets import comparing
from kik_wagtail.snippets.kinds import Side
from kik_wagtail.snippets.lines import Line

from .base import TextScreen, address
from .labels import LABELS, label_of_line
from .standing import waiting_of

DRAFT = "concept"


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
            return Side("", _("nothing yet"), self.kind.nothing)
        version = self.version_by(value)
        return Side(value, _("version %(number)s") % {"number": version.number}, version.content)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        old, new = (self._lines(side) for side in (self.old, self.new))
        changes = comparing.compare(old, new)
        context: dict[str, Any] = {
            "old": self.old,
            "new": self.new,
            "is_draft": self.new.value == DRAFT,
            "latest": self.text.get_latest_revision(),
            "choices": [str(number) for number in self.numbers],
            "has_draft": self.has_draft,
            "changes": [(one, label_of_line(one.line.kind, self.kind)) for one in changes],
            "count": sum(one.state != comparing.SAME for one in changes),
            "waiting": waiting_of(self.text, self.request.user),
            "edit_url": reverse(self.model.snippet_viewset.get_url_name("edit"), args=[self.text.pk]),
        }
        context |= self.kind.pages.of_changes(self.text, self.old, self.new, self.request.GET)
        return super().get_context_data(**context | kwargs)

    def _lines(self, side: Side) -> list[Line]:
        return [line for line in self.kind.lines(side.content, LABELS) if line.text]
