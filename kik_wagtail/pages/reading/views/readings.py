"""Who read what, per team; and a coach who saw what is new."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kik_wagtail.pages.reading import services
from kik_wagtail.pages.reading.teams import read_by_teams

OWN_TEAMS, ALL_COUNTS = "kik_wagtail.view_pagereading", "kik_wagtail.count_pagereading"


class ReadView(WagtailAdminTemplateMixin, View):
    """A team lead: the own teams with names. A manager: numbers of all teams."""

    _show_breadcrumbs = True  # Wagtail 7.4
    template_name = "kik_wagtail/pages/reports/read.html"
    page_title = _("Read and understood")
    header_icon = "tick"

    def get(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.has_perm(ALL_COUNTS) and not user.has_perm(OWN_TEAMS):
            return permission_denied(request)
        own = read_by_teams(lead=user) if user.has_perm(OWN_TEAMS) else []
        every = read_by_teams() if user.has_perm(ALL_COUNTS) else []
        context = self.get_context_data(own=own, every=every, has_pages=bool(own or every))
        response = self.render_to_response(context)
        response["Cache-Control"] = "no-store"
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class SeenView(View):
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        services.see_news(user=request.user, now=timezone.now())
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
