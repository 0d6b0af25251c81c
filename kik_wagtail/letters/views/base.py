"""What the screens of this room share."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class LetterDoor(View):
    """Asks the permission; what is foreign is not found, by the scope."""

    permission: ClassVar[str] = "view_letter"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        if not request.user.has_perm(f"kik_wagtail.{self.permission}"):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def next_url(self) -> str:
        """Where the coach came from, if that is a page of ours."""
        url = self.request.POST.get("next_url") or self.request.GET.get("next_url") or ""
        return url if url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()}) else ""


class LetterScreen(WagtailAdminTemplateMixin, LetterDoor):
    _show_breadcrumbs = True  # Wagtail 7.4
    header_icon = "mail"

    def contact_url(self) -> str:
        """The contact that the letter is about, or "" where it is about none."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        media = forms.Media(css={"all": ["kik_wagtail/letters/letters.css"]}, js=["kik_wagtail/letters/letters.js"])
        shared = {"media": media, "next_url": self.next_url, "contact_url": self.contact_url()}
        return super().get_context_data(**shared | kwargs)


def as_text(pages: list[bytes]) -> list[str]:
    """SVG for the `src` of an image: two pages as markup would share their ids."""
    return [base64.b64encode(page).decode("ascii") for page in pages]
