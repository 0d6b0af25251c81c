"""Where the page of beginnings is found: in the menu of every page that method pages may stand below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button

from .services import offered
from .views import BeginView


def register_urls() -> list[Any]:
    return [path("kik/beginnen/<int:pk>/", BeginView.as_view(), name="kik_begin_page")]


def header_buttons(page: Any, user: Any, next_url: str | None = None, **kwargs: Any) -> Iterator[Button]:
    if _is_for_method_pages(page) and page.permissions_for_user(user).can_add_subpage() and offered(page):
        yield Button(_("Begin with…"), reverse("kik_begin_page", args=[page.pk]), icon_name="copy", priority=12)


def _is_for_method_pages(page: Any) -> bool:
    return getattr(page.specific_class, "is_guidance_page", False)
