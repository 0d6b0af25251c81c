"""The timeline of a route: where it stands, what the check finds, and its steps as a list and as a picture."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.routes.models import Route
from kik_wagtail.routes.previewing import shown
from kik_wagtail.routes.shelf import faults_of
from kik_wagtail.workdays.dates import today

from .base import DRAFT, RouteScreen


class TimelineView(RouteScreen):
    template_name = "kik_wagtail/routes/timeline.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return _("Timeline")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        findings = faults_of(self.shown.content, day=today(self.now))
        context = {
            **shown(self.shown.content),
            "findings": findings,
            "check_here": self.request.get_full_path() if findings else "",
            "errors": sum(finding.level == "error" for finding in findings),
            "warnings": sum(finding.level == "warning" for finding in findings),
            "is_older": bool(self.newest and self.shown.value not in {DRAFT, str(self.newest.number)}),
            "edit_url": reverse(Route.snippet_viewset.get_url_name("edit"), args=[self.route.pk])  # type: ignore[attr-defined]
            if self.may_change
            else "",
        }
        return super().get_context_data(**context | kwargs)
