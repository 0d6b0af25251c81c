"""What the screens of one route share: who may see it, its versions and its draft, and where it stands."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kik_wagtail.routes.counting import under_way
from kik_wagtail.routes.models import Route, RouteSwitch, RouteVersion
from kik_wagtail.snippets import kinds
from kik_wagtail.snippets.views.base import TextScreen

DRAFT = "concept"
MAY_SWITCH = "kik_wagtail.change_routeswitch"
MAY_SEE_NAMES = "kik_wagtail.view_resident"  # of the residents in their scope


class Shown(NamedTuple):
    """The version or draft that a screen is about."""

    value: str  # as in the address: "3" or "concept"
    name: str
    content: dict[str, Any]


class RouteFacts:
    """Where a route stands: for its own screens and for the editor's page of it."""

    @property
    def route(self) -> Route:
        raise NotImplementedError

    @cached_property
    def newest(self) -> RouteVersion | None:
        return self.route.versions.first()  # type: ignore[attr-defined]

    @property
    def is_live(self) -> bool:
        return bool(self.newest and self.route.live and not self.route.is_archived)

    @cached_property
    def has_draft(self) -> bool:
        return bool(self.route.has_unpublished_changes or self.newest is None)

    @cached_property
    def switch(self) -> RouteSwitch | None:
        return RouteSwitch.objects.filter(route=self.route).select_related("asked_by", "agreed_by").first()

    @property
    def may_see_names(self) -> bool:
        return self.request.user.has_perm(MAY_SEE_NAMES)  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "route": self.route,
            "newest": self.newest,
            "is_live": self.is_live,
            "has_draft": self.has_draft,
            "switch": self.switch,
            "under_way": under_way(self.route),
            "may_see_names": self.may_see_names,
            "may_switch": self.request.user.has_perm(MAY_SWITCH),  # type: ignore[attr-defined]
        }


class RouteScreen(RouteFacts, TextScreen):
    @cached_property
    def kind(self) -> kinds.Kind:
        return kinds.of_model(Route)

    @property
    def route(self) -> Route:
        return self.text

    @cached_property
    def shown(self) -> Shown:
        """?versie=3 or ?versie=concept; without: what is live or, where nothing is, the draft."""
        asked = self.request.GET.get("versie", "")
        if asked == DRAFT or (not asked and self.newest is None):
            return Shown(DRAFT, _("the draft"), self.route.get_latest_revision_as_object().frozen_content())
        version = self.version_by(asked) if asked else self.newest
        assert version is not None  # noqa: S101 - for the type checker
        name = _("version %(number)s") % {"number": version.number}
        return Shown(str(version.number), name, version.content)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "media": forms.Media(css={"all": ["kik_wagtail/routes/routes.css"]}, js=["kik_wagtail/routes/routes.js"]),
            **self.facts,
            "newest_value": str(self.newest.number) if self.newest else "",
            "chosen": self.shown,
        }
        return super().get_context_data(**context | kwargs)
