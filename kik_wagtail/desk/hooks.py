"""What this room adds to the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from kik_wagtail.residents.models import Resident

from . import urls
from .panels import TeamMenuItem, TodayMenuItem, TodayPanel, is_for


def register_admin_urls() -> list[Any]:
    return [path("kik/", include(urls))]


def register_menu_item() -> TodayMenuItem:
    return TodayMenuItem()


def register_team_menu_item() -> TeamMenuItem:
    return TeamMenuItem()


def resident_buttons(resident: Resident, user: Any) -> list[Button]:
    """From the list of residents straight to the conversation with one of them, and to their routes."""
    offered = (
        ("view_followup", _("Contact"), "kik_desk:resident", "comment"),
        ("view_enrolment", _("Routes"), "kik_desk:routes_of", "list-ol"),
    )
    return [
        Button(label, url=reverse(name, args=[resident.pk]), icon_name=icon, priority=5 + number)
        for number, (right, label, name, icon) in enumerate(offered)
        if user.has_perm(f"kik_wagtail.{right}")
    ]


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    if is_for(request.user):
        panels.insert(0, TodayPanel())


def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "kik_wagtail/icons/kik-phone.svg"]
