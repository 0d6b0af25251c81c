"""Vandaag, a coach's first screen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kik_wagtail.desk.panels import keep_counts
from kik_wagtail.desk.worklist import worklist_of

from .base import DeskPage


class TodayView(DeskPage):
    template_name = "kik_wagtail/desk/today.html"
    page_title = _("Today")
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        worklist = worklist_of(self.request.user, now=self.now)
        keep_counts(self.request, worklist.counts)
        return super().get_context_data(list=worklist, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
