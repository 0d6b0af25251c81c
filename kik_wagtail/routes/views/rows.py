"""What the editor's form would be, row by row: asked by the script while somebody types. Keeps nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property

from kik_wagtail.routes.models import Route
from kik_wagtail.routes.step_rows import step_rows
from kik_wagtail.routes.unfinished import posted_route
from kik_wagtail.snippets import kinds
from kik_wagtail.snippets.views.base import TextDoor
from kik_wagtail.workdays.dates import today

from .base import DRAFT


class RowsView(TextDoor):
    permissions = ("add", "change")
    http_method_names = ("post", "options")

    @cached_property
    def kind(self) -> kinds.Kind:
        return kinds.of_model(Route)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            found = step_rows(posted_route(request.POST), day=today(self.now))
        except (LookupError, ValueError, TypeError):
            return HttpResponseBadRequest()
        context = {"errors": found.errors, "warnings": found.warnings, "check_url": self._check_url(), "found": found}
        return render(request, "kik_wagtail/routes/_rows.html", context)

    def _check_url(self) -> str:
        """Of a route that was saved before."""
        key = self.request.GET.get("werkwijze", "")
        if not key.isdecimal() or len(key) > 18:
            return ""
        return reverse("kik_routes:timeline", args=[int(key)]) + f"?versie={DRAFT}"
