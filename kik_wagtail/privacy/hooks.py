"""What the access log hangs in the admin: a screen below Reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .views import AccessLogView

app_name = "kik_access"
urlpatterns = [
    path("", AccessLogView.as_view(), name="index"),
    path("results/", AccessLogView.as_view(results_only=True), name="index_results"),
]


class AccessLogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("kik_wagtail.view_accessrecord")


def register_urls() -> list[Any]:
    return [path("kik/toegang/", include((urlpatterns, app_name)))]


def register_report() -> MenuItem:
    return AccessLogMenuItem(
        _("Who saw whom"), reverse("kik_access:index"), name="kik-access", icon_name="view", order=910
    )
