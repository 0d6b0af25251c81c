"""Addresses of this room, below the admin: kik/brieven/nieuw/7/, kik/brieven/12/pdf/ …"""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from .views import made, new, recipients

app_name = "kik_letters"
urlpatterns = [
    path("nieuw/<int:pk>/", new.NewLetterView.as_view(), name="new"),
    path("ontvangers/<int:pk>/", recipients.RecipientsView.as_view(), name="recipients"),
    path("<int:pk>/", made.LetterView.as_view(), name="letter"),
    path("<int:pk>/pdf/", made.PdfView.as_view(), name="pdf"),
    path("<int:pk>/archief/", made.PdfView.as_view(is_archive_copy=True), name="archive"),
    path("<int:pk>/bladzijde.svg", made.FirstPageView.as_view(), name="first_page"),
    path("<int:pk>/geprint/", made.PrintedView.as_view(), name="printed"),
    path("<int:pk>/vervallen/", made.CancelView.as_view(), name="cancel"),
]


def register_letter_urls() -> list[Any]:
    return [path("kik/brieven/", include((urlpatterns, app_name)))]
