"""What this room adds to the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from kik_wagtail.residents.models import Resident

from . import urls
from .panels import TodayMenuItem, TodayPanel, is_for


def register_admin_urls() -> list[Any]:
    return [path("kik/", include(urls))]


def register_menu_item() -> TodayMenuItem:
    return TodayMenuItem()


def resident_buttons(resident: Resident, user: Any) -> list[Button]:
    """From the list of residents straight to the conversation with one of them."""
    if not user.has_perm("kik_wagtail.view_followup"):
        return []
    url = reverse("kik_desk:resident", args=[resident.pk])
    return [Button(_("Contact"), url=url, icon_name="comment", priority=5)]


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    if is_for(request.user):
        panels.insert(0, TodayPanel())


def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "kik_wagtail/icons/kik-phone.svg"]
