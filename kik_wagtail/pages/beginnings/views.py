"""The page that offers beginnings below a page of the site, and the press that makes the draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from .services import begin, offered


class BeginView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "kik_wagtail/pages/begin.html"
    header_icon = "doc-empty-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.parent = get_object_or_404(Page, pk=kwargs["pk"])
        if not self.parent.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = next((one for one in offered(self.parent) if one.code == request.POST.get("beginning")), None)
        if chosen is None:
            raise Http404
        try:
            key = UUID(request.POST.get("key", ""))
        except ValueError:
            return HttpResponseBadRequest()
        page = begin(beginning=chosen, parent=self.parent, key=key, user=request.user, now=timezone.now())
        messages.success(request, _("The draft is there. Nobody reads it before it is published."))
        return redirect("wagtailadmin_pages:edit", page.pk)

    def get_page_title(self) -> str:
        return _("Begin with…")

    def get_page_subtitle(self) -> str:
        return self.parent.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_explore", args=[self.parent.pk]), "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"beginnings": offered(self.parent), "parent": self.parent, "key": uuid4()}
        return super().get_context_data(**own | kwargs)
