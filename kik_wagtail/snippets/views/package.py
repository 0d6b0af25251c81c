"""The texts of the package beside those of this site, with a newer wording to take over as a draft or to put aside."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from kik_wagtail.errors import DomainError
from kik_wagtail.snippets.carrying import package

from .rows import LibraryScreen, may_change_texts, may_see_library, row_of


class PackageView(LibraryScreen):
    page_title = gettext_lazy("Texts of the package")
    header_icon = "clipboard-list"
    template_name = "kik_wagtail/snippets/carrying/package.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not may_change_texts(request.user):
            return self.refuse()
        try:
            if key := request.POST.get("take"):
                self._take(key)
            elif key := request.POST.get("keep"):
                package.keep_ours(key=key, user=request.user)
                messages.success(request, _("Your own wording stays. A later one of the package is offered again."))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("kik_texts:package")

    def _take(self, key: str) -> None:
        is_over = "over" in self.request.POST
        report = package.take_over(key=key, is_over_draft=is_over, run=uuid4(), user=self.request.user)
        if report.is_done:
            said = _("The newer wording of “%(title)s” is the draft now. What is live has not changed.")
            messages.success(self.request, said % {"title": report.title})
            return
        for said in [fault.message for fault in report.faults] or [report.asks]:
            messages.error(self.request, said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = package.package_texts()
        user = self.request.user
        groups = [
            (state, [(one, row_of(one.text, user) if one.text else None) for one in found if one.state == state])
            for state in package.State
        ]
        context = {"groups": [group for group in groups if group[1]], "may_change": may_change_texts(user)}
        return super().get_context_data(**context | kwargs)


class PackageMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_library(request.user)


def package_menu_item(order: int) -> MenuItem:
    url = reverse("kik_texts:package")
    return PackageMenuItem(PackageView.page_title, url, name="kik-package", icon_name="clipboard-list", order=order)
