"""What the outbox hangs in the admin: the work list below Reports, and its words in the site's history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .views import DecideView, WorkListView

app_name = "kik_outbox"
urlpatterns = [
    path("", WorkListView.as_view(), name="index"),
    path("results/", WorkListView.as_view(results_only=True), name="index_results"),
    path("<int:pk>/", DecideView.as_view(), name="decide"),
]


class WorkListMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("kik_wagtail.change_outboxitem")


def register_urls() -> list[Any]:
    return [path("kik/outbox/", include((urlpatterns, app_name)))]


def register_report() -> MenuItem:
    return WorkListMenuItem(_("Outbox"), reverse("kik_outbox:index"), name="kik-outbox", icon_name="mail", order=900)


def register_log_actions(actions: Any) -> None:
    actions.register_action("kik_wagtail.outbox_retry", _("Outbox: again"), _("Asked to do an outbox row again"))
    actions.register_action("kik_wagtail.outbox_done", _("Outbox: done"), _("Marked an outbox row as done"))
