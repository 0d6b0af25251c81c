"""The library check as a page below Reports: every live letter text for every sample resident, the worst first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kik_wagtail.checks import LEVELS
from kik_wagtail.permissions import MANAGER, roles_of
from kik_wagtail.snippets.checking.library_check import CheckedText, check_texts
from kik_wagtail.snippets.messages import LIX_CLASSES
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.workdays.dates import local

CHANGE = "kik_wagtail.change_lettertext"


def may_check_texts(user: Any) -> bool:
    """Who writes the texts, and who answers for them."""
    return user.has_perm(CHANGE) or MANAGER in roles_of(user)


class LibraryCheckView(WagtailAdminTemplateMixin, TemplateView):
    _show_breadcrumbs = True  # Wagtail 7.4
    page_title = _("Check of the letter texts")
    header_icon = "clipboard-list"
    template_name = "kik_wagtail/snippets/library_check.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_check_texts(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        report = check_texts(now=now)
        checked = sorted(report.checked, key=lambda one: LEVELS.index(one.level))
        return super().get_context_data(
            **{
                "media": forms.Media(css={"all": ["kik_wagtail/snippets/snippets.css"]}),
                "counts": report.counts,
                "checked_at": local(now),
                "texts": [self._shown(one) for one in checked],
            }
            | kwargs
        )

    def _shown(self, checked: CheckedText) -> dict[str, Any]:
        edit = LetterText.snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]
        return {
            "checked": checked,
            "title": checked.version.content["title"],
            "edit_url": reverse(edit, args=[checked.version.text_id]) if self.request.user.has_perm(CHANGE) else "",
            "lix_label": LIX_CLASSES.get(checked.reading.lix_class, "") if checked.reading else "",
        }


class LibraryCheckMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_check_texts(request.user)


def library_check_urls() -> list[Any]:
    return [path("kik/teksten/controle/", LibraryCheckView.as_view(), name="kik_text_check")]


def library_check_menu_item() -> MenuItem:
    url = reverse("kik_text_check")
    return LibraryCheckMenuItem(LibraryCheckView.page_title, url, name="kik-text-check", icon_name="clipboard-list")
