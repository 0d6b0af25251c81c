"""A page takes what its readers send at its own address, so that a site's urls.py needs nothing and a view restriction
that keeps somebody from the page keeps them from this too."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from kik_wagtail.pages.reading import services
from kik_wagtail.pages.reading.forms import AnswerForm

POSTED = "kik_reader"
ANSWER, READ = "antwoord", "gelezen"
PLACE = "#kik-lezer"


def take(page: Any, request: HttpRequest) -> HttpResponse | None:
    """The answer to a post of ours; None where it is not, or was refused and is shown again with what is wrong."""
    if request.method != "POST" or request.POST.get(POSTED) not in {ANSWER, READ}:
        return None
    if not request.user.is_authenticated or not page.live:
        raise PermissionDenied
    if request.POST[POSTED] == READ:
        if page.asks_reading:
            services.read(page=page, user=request.user, now=timezone.now())
        return _back(page, request)
    form = AnswerForm(request.POST, auto_id="kik-%s")
    if not form.is_valid():
        request.kik_refused_form = form  # type: ignore[attr-defined]
        return None
    says = {"is_useful": form.is_useful, "comment": form.cleaned_data["comment"]}
    services.answer(page=page, user=request.user, now=timezone.now(), **says)
    return _back(page, request)


def _back(page: Any, request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{page.get_url(request)}{PLACE}")
