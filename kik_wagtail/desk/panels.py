"""Vandaag in short: a panel on the admin's home page, and the first item of the menu with its counter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from kik_wagtail.follow_up import beeper
from kik_wagtail.permissions import COACH, TEAM_LEAD, roles_of
from kik_wagtail.residents.models import TemporaryAccess
from kik_wagtail.workdays.dates import today

from .waiting import list_url

ROLES = {COACH, TEAM_LEAD}


def is_for(user: Any) -> bool:
    """Coaches and team leads; a superuser has no residents of their own."""
    return user.has_perm("kik_wagtail.view_followup") and bool(ROLES & roles_of(user))


def counts_for(request: HttpRequest) -> dict[str, int]:
    """What waits for the user, counted once a request."""
    if not hasattr(request, "kik_counts"):
        keep_counts(request, beeper.counts_of(today(timezone.now()), request.user))
    return request.kik_counts  # type: ignore[attr-defined]


def keep_counts(request: HttpRequest, counts: Mapping[str, int]) -> None:
    """For whoever asks later in this request: the badge then says what the page says."""
    request.kik_counts = dict(counts)  # type: ignore[attr-defined]


class TodayPanel(Component):
    name = "kik_today"
    template_name = "kik_wagtail/desk/panel.html"
    order = 50

    @cached_property
    def media(self) -> Media:
        return Media(css={"all": ["kik_wagtail/desk/desk.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        counts = counts_for(parent_context["request"])
        kinds = beeper.BY_CODE.values()
        parts = [(kind.label, counts[kind.code], list_url(kind.code)) for kind in kinds if counts[kind.code]]
        return {"waiting": beeper.waiting(counts), "parts": parts}


class TodayMenuItem(MenuItem):
    def __init__(self) -> None:
        super().__init__(_("Today"), reverse("kik_desk:today"), name="kik-today", icon_name="tasks", order=1)

    def is_shown(self, request: HttpRequest) -> bool:
        return is_for(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        return _with_number(self, beeper.waiting(counts_for(request)))


class TeamMenuItem(MenuItem):
    """For who may lead a team; which one is asked on the screen."""

    def __init__(self) -> None:
        super().__init__(_("My team"), reverse("kik_desk:teams"), name="kik-team", icon_name="group", order=2)

    def is_shown(self, request: HttpRequest) -> bool:
        return TEAM_LEAD in roles_of(request.user) and request.user.has_perm("kik_wagtail.add_standin")

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """With how many openings in an emergency nobody has looked at."""
        return _with_number(self, TemporaryAccess.objects.to_be_seen_by(request.user).count())


def _with_number(item: MenuItem, number: int) -> LinkMenuItem:
    label = f"{item.label} ({number})" if number else str(item.label)
    return LinkMenuItem(item.name, label, item.url, icon_name=item.icon_name)
