"""What this room hangs in the admin: three lists below Reports, and an address for “everything seen”."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .views import readings, reports

app_name = "kik_reading"
urlpatterns = [
    path("gelezen/", readings.ReadView.as_view(), name="read"),
    path("gezien/", readings.SeenView.as_view(), name="seen"),
    path("nuttig/", reports.AnswersReport.as_view(), name="answers"),
    path("nuttig/results/", reports.AnswersReport.as_view(results_only=True), name="answers_results"),
    path("nuttig/<int:pk>/", reports.PageAnswersView.as_view(), name="page"),
    path("nakijken/", reports.ReviewReport.as_view(), name="review"),
    path("nakijken/results/", reports.ReviewReport.as_view(results_only=True), name="review_results"),
]


class ReadingMenuItem(MenuItem):
    """For who has one of these rights. Who only keeps a page comes by the home page and by mail."""

    def __init__(self, *args: Any, rights: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rights = rights

    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(right) for right in self.rights)


def register_urls() -> list[Any]:
    return [path("kik/paginas/", include((urlpatterns, app_name)))]


def _item(label: Any, view: str, icon: str, order: int, *rights: str) -> Any:
    return lambda: ReadingMenuItem(
        label, reverse(f"kik_reading:{view}"), name=f"kik-reading-{view}", icon_name=icon, order=order, rights=rights
    )


REPORTS = (
    _item(_("Read and understood"), "read", "tick", 880, readings.OWN_TEAMS, readings.ALL_COUNTS),
    _item(_("Did our pages help?"), "answers", "help", 881, reports.FOLLOWS_ALL),
    _item(_("Pages to check again"), "review", "date", 882, reports.FOLLOWS_ALL),
)
