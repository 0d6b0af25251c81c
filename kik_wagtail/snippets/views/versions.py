"""The published versions of a text, newest first, each as the page it makes; and a version on paper."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from kik_wagtail.errors import DomainError
from kik_wagtail.snippets import services, usage
from kik_wagtail.snippets.models import PublishedVersion

from .base import TextDoor, TextScreen, address

VERSIONS_ON_A_PAGE = 6  # each carries a page of some 200 kB


class VersionsView(TextScreen):
    template_name = "kik_wagtail/snippets/versions/versions.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return _("Versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.text.versions.select_related("text", "published_by")
        page = Paginator(versions, VERSIONS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        shown = self.kind.pages.of_rows(list(page), self.request.user)
        context = {
            "versions": page,
            "rows": [{"version": version, **shown.get(version.pk, {})} for version in page],
            "oldest": self.text.versions.values_list("number", flat=True).last(),
            "uses": usage.uses_of(self.text),
            "has_draft": self.text.has_unpublished_changes,
            "is_live": self.text.live and not self.text.is_archived,
            "newest": self.text.versions.first(),
        }
        return super().get_context_data(**context | kwargs)


class OneVersion(TextDoor):
    @cached_property
    def version(self) -> PublishedVersion:
        return self.version_by(self.kwargs["number"])


class VersionView(OneVersion, TextScreen):
    """One version whole: every page, for the sample resident asked for, and its words."""

    template_name = "kik_wagtail/snippets/versions/version.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return _("Version %(number)s") % {"number": self.version.number}

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": address("versions", self.text), "label": _("Versions")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = {"version": self.version, "newest": self.text.versions.first()}
        context |= self.kind.pages.of_version(self.version, self.request.GET)
        return super().get_context_data(**context | kwargs)


class PaperView(OneVersion):
    """A version on paper, for on the table: a guide on one A4."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.kind.on_paper is None:
            return redirect(address("version", self.text, self.version.number))
        try:
            document = self.kind.on_paper(self.version)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(address("versions", self.text))
        response = HttpResponse(document, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{self.text.code}-v{self.version.number}.pdf"'
        return response


class RestoreView(OneVersion, TextScreen):
    """GET says what taking this version up again means; POST does it. Nothing is published."""

    permissions = ("change",)
    template_name = "kik_wagtail/snippets/versions/restore.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            services.restore(version=self.version, user=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(address("versions", self.text))
        number = {"number": self.version.number}
        messages.success(request, _("Version %(number)s is the draft now. What is live has not changed.") % number)
        return redirect(self.model.snippet_viewset.get_url_name("edit"), self.text.pk)

    def get_page_title(self) -> str:
        return _("Take version %(number)s up again") % {"number": self.version.number}

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": address("versions", self.text), "label": _("Versions")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"version": self.version, "restored": self.kind.restored(self.version.content)}
        return super().get_context_data(**context | {"has_draft": self.text.has_unpublished_changes} | kwargs)
