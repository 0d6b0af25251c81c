"""Find words in all texts: a page in the menu of the texts, and an area of the admin's own search."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from kik_wagtail.snippets.finding.forms import FindForm, ReplaceForm
from kik_wagtail.snippets.finding.library import fixed_texts, kept_texts
from kik_wagtail.snippets.finding.searching import FoundText, Where, found_in, found_in_fixed

from .rows import LibraryScreen, kinds_for, may_change_texts, may_see_library, row_of

TEXTS_ON_A_PAGE = 50
HITS_SHOWN = 10  # of one text


class FindView(LibraryScreen):
    page_title = _("Find in texts")
    header_icon = "search"
    template_name = "kik_wagtail/snippets/finding/find.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = FindForm(self.request.GET if "q" in self.request.GET else None, kinds=kinds_for(self.request.user))
        context: dict[str, Any] = {"form": form, "may_change": may_change_texts(self.request.user)}
        if form.is_valid():
            context |= self._found(form)
        return super().get_context_data(**context | kwargs)

    def _found(self, form: FindForm) -> dict[str, Any]:
        found = _found_by(form)
        page = Paginator(found, TEXTS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        kept = self.request.GET.copy()
        kept.pop("p", None)
        return {
            "found": self._shown(page),
            "page": page,
            "query": kept.urlencode(),
            "texts": len(found),
            "hits": sum(len(one.hits) for one in found),
            "replace_form": ReplaceForm(),
            "kept": [(name, value) for name, values in kept.lists() for value in values if name != "by"],
        }

    def _shown(self, page: Page) -> list[dict[str, Any]]:
        return [
            {
                "row": row_of(one.text, self.request.user),
                "hits": one.hits[:HITS_SHOWN],
                "more": max(0, len(one.hits) - HITS_SHOWN),
                "has_drafts": one.has_drafts,
            }
            for one in page
        ]


def _found_by(form: FindForm) -> list[FoundText]:
    term, where = form.cleaned_data["term"], form.cleaned_data["where"]
    found = list(found_in(kept_texts(form.chosen_kinds), term, where=where))
    if where != Where.DRAFT and not form.cleaned_data["kind"]:
        found += found_in_fixed(fixed_texts(), term)
    return found


class FindArea(SearchArea):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_library(request.user)


class FindMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_library(request.user)


def find_area() -> SearchArea:
    return FindArea(_("Texts"), reverse("kik_texts:find"), name="kik-texts", icon_name="doc-full-inverse", order=90)


def find_menu_item(order: int) -> MenuItem:
    return FindMenuItem(
        FindView.page_title, reverse("kik_texts:find"), name="kik-find", icon_name="search", order=order
    )
