"""Addresses of routes beside Wagtail's own: kik/werkwijzen/7/ …"""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from .views import copying, dry_run, rows, switching, timeline

app_name = "kik_routes"
urlpatterns = [
    path("regels/", rows.RowsView.as_view(), name="rows"),
    path("<int:pk>/", timeline.TimelineView.as_view(), name="timeline"),
    path("<int:pk>/aan-uit/", switching.SwitchView.as_view(), name="switch"),
    path("<int:pk>/proef/", dry_run.DryRunView.as_view(), name="dry_run"),
    path("<int:pk>/kopie/", copying.CopyView.as_view(), name="copy"),
]


def register_route_urls() -> list[Any]:
    return [path("kik/werkwijzen/", include((urlpatterns, app_name)))]
