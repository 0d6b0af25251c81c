"""Where Wagtail's own screens of a route lead to: its timeline, also after publishing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from kik_wagtail.routes.models import Route
from kik_wagtail.routes.shelf import faults_of
from kik_wagtail.snippets.views.editing import EditorialCreateView
from kik_wagtail.snippets.views.entrances import VersionedEditView
from kik_wagtail.workdays.dates import today

from .base import DRAFT, RouteFacts

MAY_ADD = "kik_wagtail.add_route"


def timeline_button(route: Any) -> Button:
    return Button(_("Timeline"), url=reverse("kik_routes:timeline", args=[route.pk]), icon_name="list-ol", priority=30)


def buttons_for(route: Any, user: Any) -> Iterator[Button]:
    yield timeline_button(route)
    if user.has_perm(MAY_ADD):
        yield Button(_("Make a copy"), url=reverse("kik_routes:copy", args=[route.pk]), icon_name="copy", priority=45)


def listing_buttons(route: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(route, Route):
        yield from buttons_for(route, user)


class RouteEditView(RouteFacts, VersionedEditView):
    """Above the form where the route stands; its steps folded, each on its line."""

    @property
    def route(self) -> Any:
        return self.live_object

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.live_object.get_latest_revision_as_object()
        findings = faults_of(draft.frozen_content(), day=today(timezone.now()))
        levels = [finding.level for finding in findings]
        context = super().get_context_data(**kwargs)
        timeline = reverse("kik_routes:timeline", args=[self.route.pk])
        return {
            **context,
            **self.facts,
            "errors": levels.count("error"),
            "warnings": levels.count("warning"),
            "version": DRAFT if self.has_draft else str(self.newest.number),
            "check_url": f"{timeline}?versie={DRAFT}",
            "rows_url": reverse("kik_routes:rows") + f"?werkwijze={self.route.pk}",
            "may_change": True,
        }

    def standing(self) -> list[Any]:
        """Stands in its own words above the rows."""
        return []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*buttons_for(self.object, self.request.user), *super().header_more_buttons]

    def get_success_buttons(self) -> list[Any]:
        url = reverse("kik_routes:timeline", args=[self.object.pk])
        return [messages.button(url, _("Timeline")), *(super().get_success_buttons() or [])]


class RouteCreateView(EditorialCreateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rows_url": reverse("kik_routes:rows")}
