"""Addresses of this room beside Wagtail's own: kik/teksten/brief/7/versies/ …"""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from .views import carrying, changes, finding, package, replacing, translations, versions

app_name = "kik_texts"
ONE = "<slug:kind>/<int:pk>"
urlpatterns = [
    path("zoeken/", finding.FindView.as_view(), name="find"),
    path("zoeken/vervangen/", replacing.ReplaceView.as_view(), name="replace"),
    path("zoeken/vervangen/<uuid:run>/", replacing.ReplacedView.as_view(), name="replaced"),
    path("meenemen/", carrying.CarryView.as_view(), name="carry"),
    path("meenemen/export/", carrying.ExportView.as_view(), name="export"),
    path("meenemen/<uuid:token>/", carrying.ImportView.as_view(), name="import"),
    path("pakket/", package.PackageView.as_view(), name="package"),
    path(f"{ONE}/versies/", versions.VersionsView.as_view(), name="versions"),
    path(f"{ONE}/versies/<int:number>/", versions.VersionView.as_view(), name="version"),
    path(f"{ONE}/versies/<int:number>/terugzetten/", versions.RestoreView.as_view(), name="restore"),
    path(f"{ONE}/versies/<int:number>/a4/", versions.PaperView.as_view(), name="pdf"),
    path(f"{ONE}/vertalingen/", translations.TranslationsView.as_view(), name="translations"),
    path(f"{ONE}/verschil/", changes.ChangesView.as_view(), name="changes"),
]


def register_text_urls() -> list[Any]:
    return [path("kik/teksten/", include((urlpatterns, app_name)))]
