"""Vandaag, a coach's first screen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kik_wagtail.desk.panels import keep_counts
from kik_wagtail.desk.worklist import worklist_of

from .base import DeskPage, WhoseList


class TodayView(WhoseList, DeskPage):
    template_name = "kik_wagtail/desk/today.html"
    page_title = _("Today")
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        worklist = worklist_of(self.coach, now=self.now, viewer=self.request.user)
        if self.coach == self.request.user:
            keep_counts(self.request, worklist.counts)
        return super().get_context_data(list=worklist, coach=self.coach, stood_in_for=self.stood_in_for, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
