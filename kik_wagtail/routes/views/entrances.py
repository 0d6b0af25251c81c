"""Where Wagtail's own screens of a route lead to: its timeline, also after publishing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.views.entrances import VersionedEditView


def timeline_button(route: Any) -> Button:
    return Button(_("Timeline"), url=reverse("kik_routes:timeline", args=[route.pk]), icon_name="list-ol", priority=30)


def listing_buttons(route: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(route, Route):
        yield timeline_button(route)


class RouteEditView(VersionedEditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [timeline_button(self.object), *super().header_more_buttons]

    def get_success_buttons(self) -> list[Any]:
        url = reverse("kik_routes:timeline", args=[self.object.pk])
        return [messages.button(url, _("Timeline")), *(super().get_success_buttons() or [])]
