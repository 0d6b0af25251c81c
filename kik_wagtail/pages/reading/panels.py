"""On the admin's home page: what a coach still has to read, what is new, and what waits for who keeps pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from kik_wagtail.permissions import COACH, TEAM_LEAD, roles_of

from . import queries


class ReadingPanel(Component):
    name = "kik_reading"
    template_name = "kik_wagtail/pages/reports/panel.html"
    order = 70

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request, now = parent_context["request"], timezone.now()
        context: dict[str, Any] = {"request": request}
        if roles_of(request.user) & {COACH, TEAM_LEAD}:
            context |= {"to_read": queries.pages_to_read(request), "news": queries.news(request, now=now)}
        kept = queries.kept_by(request.user)
        due = queries.past_review(kept, now=now).count()
        return context | {"due": due, "answers": queries.answers_lately(kept, now=now)}


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ReadingPanel())
