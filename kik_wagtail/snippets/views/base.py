"""What the screens of versions share: the text they are about, who may see it, and its versions by number."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.views.generic import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kik_wagtail.snippets import kinds
from kik_wagtail.snippets.languages import DUTCH
from kik_wagtail.snippets.models import PublishedVersion


def address(name: str, text: Any, *args: Any) -> str:
    """`address("version", text, 3)`"""
    return reverse(f"kik_texts:{name}", args=[kinds.of(text).slug, text.pk, *args])


class TextDoor(View):
    """Asks the permission; an unknown kind, text or version is not found."""

    permissions: ClassVar[tuple[str, ...]] = ("view", "change")  # any of these

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        if not self.policy.user_has_any_permission(request.user, self.permissions):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kind(self) -> kinds.Kind:
        kind = kinds.by_slug(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    @property
    def model(self) -> type[Any]:
        return self.kind.model

    @cached_property
    def policy(self) -> Any:
        return self.model.snippet_viewset.permission_policy

    @cached_property
    def text(self) -> Any:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    @property
    def may_change(self) -> bool:
        return self.policy.user_has_permission(self.request.user, "change")

    def version_by(self, number: int | str) -> PublishedVersion:
        if not str(number).isdecimal() or len(str(number)) > 9:
            raise Http404
        return get_object_or_404(self.text.versions, number=number)


class TextScreen(WagtailAdminTemplateMixin, TextDoor):
    _show_breadcrumbs = True  # Wagtail 7.4

    @property
    def header_icon(self) -> str:
        return self.model.snippet_viewset.icon

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        viewset = self.model.snippet_viewset
        names = capfirst(str(self.model._meta.verbose_name_plural))
        edit = reverse(viewset.get_url_name("edit"), args=[self.text.pk]) if self.may_change else ""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(viewset.get_url_name("list")), "label": names},
            {"url": edit, "label": self.text.title},
            *self.crumbs(),
            {"url": "", "label": self.get_page_title()},
        ]

    def crumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "media": forms.Media(css={"all": ["kik_wagtail/snippets/versions.css", *self.kind.pages.styles]}),
            "text": self.text,
            "kind": self.kind.slug,
            "pages_of_kind": self.kind.pages,
            "has_paper": self.kind.on_paper is not None,
            "lang": getattr(self.text, "language", DUTCH),
            "may_change": self.may_change,
        }
        return super().get_context_data(**context | kwargs)
