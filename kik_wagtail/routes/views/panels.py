"""On the home page: routes for which a second manager is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from kik_wagtail.routes.models import RouteSwitch

from .base import MAY_SWITCH


class AskedPanel(Component):
    name = "kik_route_asked"
    template_name = "kik_wagtail/routes/panel.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = RouteSwitch.objects.filter(is_on=False, asked_at__isnull=False).select_related("route", "asked_by")
        return {"waiting": waiting.exclude(asked_by=parent_context["request"].user).order_by("asked_at")}


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm(MAY_SWITCH):
        panels.insert(0, AskedPanel())
