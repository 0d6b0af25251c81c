"""Who received this exact wording: those whom the reader may know about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kik_wagtail.admin.pagination import CappedPaginator
from kik_wagtail.letters.queries import recipients_of
from kik_wagtail.snippets.models import LetterVersion

from .base import LetterScreen

LETTERS_ON_A_PAGE = 50


class RecipientsView(LetterScreen):
    template_name = "kik_wagtail/letters/recipients.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    @cached_property
    def version(self) -> LetterVersion:
        return get_object_or_404(LetterVersion.objects.select_related("text"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Who received version %(number)s") % {"number": self.version.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paginator = CappedPaginator(recipients_of(self.version), LETTERS_ON_A_PAGE)
        context = {"version": self.version, "letters": paginator.get_page(self.request.GET.get("p"))}
        return super().get_context_data(**context | kwargs)
