"""Keeping a filter of the list of residents under a name, and letting it go."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from kik_wagtail.residents.filters import narrowing, values_of
from kik_wagtail.residents.models import SavedFilter
from kik_wagtail.residents.services import keep_filter

from .base import Attempted, DeskView, tell


def list_url(values: dict[str, str]) -> str:
    return f"{reverse('kik_residents_modeladmin_index')}?{urlencode(values)}"


class KeepFilterView(Attempted, DeskView):
    permission = "view_resident"
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        values, name = values_of(request.POST), request.POST.get("name", "").strip()[:60]
        if not name or not values or narrowing(values, request.user) is None:
            messages.error(request, _("Nothing was kept: a filter needs a name and something that it filters."))
            return redirect(list_url({}))
        self.attempt(keep_filter, name=name, values=values, user=request.user, now=timezone.now())
        if self.error:
            tell(request, self.error)
        else:
            messages.success(request, _("Filter “%(name)s” is kept. Only you see it.") % {"name": name})
        return redirect(list_url(values))


class DropFilterView(DeskView):
    permission = "view_resident"
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        saved = get_object_or_404(SavedFilter, pk=self.kwargs["pk"], user=request.user)
        saved.delete()
        messages.success(request, _("Filter “%(name)s” is deleted.") % {"name": saved.name})
        return redirect(list_url({}))
