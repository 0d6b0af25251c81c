"""A text as a row on a screen about many texts: its kind, its state and where it leads. And who may see such a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kik_wagtail.permissions import MANAGER, roles_of
from kik_wagtail.snippets import kinds
from kik_wagtail.snippets.finding.library import editorial_models, policy_of
from kik_wagtail.snippets.models import LetterLayout

from .base import address


def may_change_texts(user: Any) -> bool:
    """Of any kind."""
    return any(policy_of(model).user_has_permission(user, "change") for model in editorial_models())


def may_see_library(user: Any) -> bool:
    """Who writes the texts, and who answers for them."""
    return MANAGER in roles_of(user) or may_change_texts(user)


def kinds_for(user: Any) -> list[type[Any]]:
    return [model for model in editorial_models() if policy_of(model).user_has_any_permission(user, {"view", "change"})]


class LibraryScreen(WagtailAdminTemplateMixin, View):
    """About all texts together. Looking is for editors and managers, changing for whoever may change a text."""

    _show_breadcrumbs = True  # Wagtail 7.4
    needs_change: ClassVar[bool] = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        if not (may_change_texts if self.needs_change else may_see_library)(request.user):
            return self.refuse()
        return super().dispatch(request, *args, **kwargs)

    def refuse(self) -> HttpResponseBase:
        return permission_denied(self.request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.crumbs(), {"url": "", "label": self.get_page_title()}]

    def crumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        css = forms.Media(css={"all": ["kik_wagtail/snippets/versions.css"]}, js=["kik_wagtail/snippets/snippets.js"])
        return super().get_context_data(**{"media": css} | kwargs)


class Row(NamedTuple):
    text: Any
    kind: str
    icon: str
    edit_url: str  # "" for who may not

    @property
    def states(self) -> list[str]:
        """Nothing to say of a text that is live and has no draft."""
        if not hasattr(self.text, "live"):
            return []
        has_draft = self.text.has_unpublished_changes
        said = {
            _("archived"): self.text.is_archived,
            _("not published"): not self.text.live,
            _("has a draft"): self.text.live and has_draft,
        }
        return [state for state, holds in said.items() if holds]


def row_of(text: Any, user: Any) -> Row:
    model = type(text)
    kind = capfirst(str(model._meta.verbose_name))
    if model is LetterLayout:
        may = user.has_perm("kik_wagtail.change_letterlayout")
        return Row(text, kind, "mail", _settings_url(text) if may else "")
    viewset = model.snippet_viewset
    may = viewset.permission_policy.user_has_permission(user, "change")
    return Row(text, kind, viewset.icon, reverse(viewset.get_url_name("edit"), args=[text.pk]) if may else "")


def rows_of(texts: Iterable[Any], user: Any) -> list[Row]:
    return [row_of(text, user) for text in texts]


def changes_url(text: Any) -> str:
    """What its draft changes: our own page for letters and guides, Wagtail's comparison for the rest."""
    if kinds.has_versions(type(text)):
        return address("changes", text)
    return reverse(text.snippet_viewset.get_url_name("revisions_compare"), args=[text.pk, "live", "latest"])


def _settings_url(layout: LetterLayout) -> str:
    return reverse("wagtailsettings:edit", args=[layout._meta.app_label, layout._meta.model_name, layout.site_id])
