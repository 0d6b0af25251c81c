"""A copy of a whole route: one page that says what it is, and the press that makes it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from kik_wagtail.routes.models import Route
from kik_wagtail.routes.services import copy_route

from .base import RouteScreen

KEY_LENGTH = 8


class CopyView(RouteScreen):
    permissions = ("add",)
    template_name = "kik_wagtail/routes/copy.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("key", "")
        if len(key) != KEY_LENGTH or not key.isalnum() or not key.isascii():
            return HttpResponseBadRequest()
        copy = copy_route(route=self.route, key=key, user=request.user)
        messages.success(request, _("“%(title)s” is a draft now, and it is off.") % {"title": copy.title})
        return redirect(Route.snippet_viewset.get_url_name("edit"), copy.pk)  # type: ignore[attr-defined]

    def get_page_title(self) -> str:
        return _("Make a copy")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"key": uuid4().hex[:KEY_LENGTH]} | kwargs)
