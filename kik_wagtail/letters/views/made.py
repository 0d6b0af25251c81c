"""A letter that was made: what, when, by whom, its page and its PDF."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from kik_wagtail.errors import DomainError
from kik_wagtail.letters import composing, services
from kik_wagtail.letters.makers import made_by_words
from kik_wagtail.letters.models import Letter
from kik_wagtail.snippets.rendering import TypesettingFailed

from .base import LetterDoor, LetterScreen, as_text


class OneLetter(LetterDoor):
    @cached_property
    def letter(self) -> Letter:
        rows = Letter.objects.select_related(
            "resident", "follow_up", "version", "translation__text", "layout", "made_by", "state_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class LetterView(OneLetter, LetterScreen):
    template_name = "kik_wagtail/letters/letter.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def contact_url(self) -> str:
        return reverse("kik_desk:contact", args=[self.letter.follow_up_id]) if self.letter.follow_up_id else ""

    def get_page_title(self) -> str:
        return _("Letter %(reference)s") % {"reference": self.letter.reference}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = composing.page_of(self.letter)
        context: dict[str, Any] = {
            "letter": self.letter,
            "resident": self.letter.resident,
            "made_by": made_by_words(self.letter),
            "page": page,
            "may_change": self.request.user.has_perm("kik_wagtail.add_letter"),
        }
        try:
            same = composing.is_same(self.letter, page.pdf(created=self.letter.made_at))
            context |= {"pages": as_text(page.svg()), "is_same": same}
        except TypesettingFailed:
            context |= {"pages": [], "is_same": False}
        return super().get_context_data(**context | kwargs)


class PdfView(OneLetter):
    """The file itself. The words are those of then; where the bytes are not, the letter's page and the name say so."""

    is_archive_copy = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.letter.is_cancelled:
            messages.error(request, _("This letter was cancelled: there is no PDF to send any more."))
            return redirect("kik_letters:letter", pk=self.letter.pk)
        document = composing.pdf_set_again(self.letter)
        suffix = "" if composing.is_same(self.letter, document) else "-" + _("set-again")
        if self.is_archive_copy:
            document, suffix = composing.archive_copy(self.letter), suffix + "-" + _("archive")
        response = HttpResponse(document, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{self.letter.reference}{suffix}.pdf"'
        response["Cache-Control"] = "no-store"
        return response


class FirstPageView(OneLetter):
    """The first page as a picture, set when it is looked at; recorded and refused like the letter itself."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            first = composing.page_of(self.letter).svg()[0]
        except TypesettingFailed as error:
            raise Http404 from error
        response = HttpResponse(first, content_type="image/svg+xml")
        response["Cache-Control"] = "no-store"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        return response


class LetterAction(OneLetter):
    """POST only; back to the letter's page."""

    http_method_names = ["post"]
    permission = "add_letter"

    def act(self) -> str:
        """Does it, and says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("kik_letters:letter", pk=self.letter.pk)


class PrintedView(LetterAction):
    def act(self) -> str:
        services.mark_printed(letter=self.letter, user=self.request.user, now=self.now)
        return _("Letter %(reference)s is marked as printed.") % {"reference": self.letter.reference}


class CancelView(LetterAction):
    def act(self) -> str:
        services.cancel(letter=self.letter, user=self.request.user, now=self.now)
        return _("Letter %(reference)s is cancelled and is not sent.") % {"reference": self.letter.reference}
