"""On the admin's home page of who writes texts: their drafts that nobody was asked to approve, and what expires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from kik_wagtail.snippets.checking.text_findings import EXPIRES_SOON
from kik_wagtail.snippets.finding.library import editorial_models, policy_of
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.workdays.dates import today

from .rows import changes_url, may_change_texts, row_of

MOST = 10


class TextsPanel(Component):
    name = "kik_texts"
    template_name = "kik_wagtail/snippets/home_panel.html"
    order = 80

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user, day = parent_context["request"].user, today(timezone.now())
        drafts = sorted(_drafts_of(user), key=lambda text: text.latest_revision.created_at, reverse=True)
        expiring = LetterText.objects.in_use().filter(valid_until__lte=day + EXPIRES_SOON).order_by("valid_until", "pk")
        return {
            "drafts": [(row_of(text, user), changes_url(text)) for text in drafts[:MOST]],
            "expiring": [row_of(text, user) for text in expiring[:MOST]],
            "today": day,
        }


def _drafts_of(user: Any) -> Iterator[Any]:
    """Theirs, and not waiting for approval: those stand in Wagtail's own list."""
    for model in editorial_models():
        if policy_of(model).user_has_permission(user, "change"):
            own = model.objects.with_status().filter(has_unpublished_changes=True, latest_revision__user=user)
            own = own.filter(is_archived=False, _is_waiting=False).select_related("latest_revision")
            yield from own.order_by("-latest_revision__created_at")[:MOST]


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    if may_change_texts(request.user):
        panels.append(TextsPanel())
