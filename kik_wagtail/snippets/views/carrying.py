"""All texts as a file: export, and read in by choose → check → confirm → summary."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from kik_wagtail.errors import DomainError
from kik_wagtail.snippets.carrying import exporting, runs, writer
from kik_wagtail.snippets.carrying.errors import FileRefused
from kik_wagtail.snippets.carrying.forms import FileForm
from kik_wagtail.snippets.carrying.reports import CHANGED, NEW, REFUSED, SAME, ItemReport, Report, report_of
from kik_wagtail.snippets.finding.library import editorial_models
from kik_wagtail.snippets.models import TextImport
from kik_wagtail.workdays.dates import local

from .rows import LibraryScreen, changes_url, kinds_for, may_change_texts, may_see_library

MOST_LISTED = 400  # texts with a tick: a form may hold a thousand values


class CarryView(LibraryScreen):
    """The two ways: out and in. POST offers a file."""

    page_title = gettext_lazy("Carry texts along")
    header_icon = "download"
    template_name = "kik_wagtail/snippets/carrying/carry.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=FileForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        if not may_change_texts(request.user):
            return self.refuse()
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                run = runs.offer(content=form.cleaned_data["file"].read(), user=request.user, now=self.now)
                return redirect("kik_texts:import", token=run.token)
            except FileRefused as refusal:
                form.add_error("file", str(refusal))
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_change=may_change_texts(self.request.user), **kwargs)


class ExportView(LibraryScreen):
    """?wording=newest: with drafts in the place of what is live."""

    def get(self, request: HttpRequest) -> HttpResponse:
        is_newest = request.GET.get("wording") == exporting.NEWEST
        wording = exporting.NEWEST if is_newest else exporting.PUBLISHED
        file = exporting.texts_file(now=self.now, wording=wording, kinds=kinds_for(request.user))
        response = HttpResponse(writer.as_yaml(file), content_type="application/yaml; charset=utf-8")
        name = f"teksten-{'concepten-' if is_newest else ''}{local(self.now):%Y-%m-%d}.yaml"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


class ImportView(LibraryScreen):
    """One address for one file: what was found, and then what came of it. Only of whoever offered it."""

    needs_change = True
    header_icon = "upload"
    template_name = "kik_wagtail/snippets/carrying/import.html"

    def get(self, request: HttpRequest, token: UUID) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, token: UUID) -> HttpResponse:
        chosen, over = set(request.POST.getlist("text")), set(request.POST.getlist("over"))
        try:
            report = runs.confirm(run=self.run, chosen=chosen | over, over=over, user=request.user, now=self.now)
            _tell(request, report)
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("kik_texts:import", token=token)

    @cached_property
    def run(self) -> TextImport:
        return get_object_or_404(TextImport, token=self.kwargs["token"], uploaded_by_id=self.request.user.pk)

    def get_page_title(self) -> str:
        return _("Read texts in")

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("kik_texts:carry"), "label": CarryView.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = report_of(self.run.report)
        news = [item for item in report.items if item.outcome in (NEW, CHANGED)]
        context = {
            "run": self.run,
            "counts": report.counts,
            "listed": news[:MOST_LISTED],
            "left": max(0, len(news) - MOST_LISTED),
            "ready": sum(not item.asks for item in news[:MOST_LISTED]),
            "same": report.counts[SAME],
            "refused": [item for item in report.items if item.outcome == REFUSED],
            "made": _made(report),
        }
        return super().get_context_data(**context | kwargs)


def _made(report: Report) -> list[tuple[ItemReport, Any, str]]:
    """With the text itself and the page that says what its draft changes."""
    kinds = {model._meta.model_name: model for model in editorial_models()}
    found = []
    for item in report.made:
        text = kinds[item.key.partition(":")[0]]._default_manager.filter(pk=item.pk).first()
        if text is not None:
            found.append((item, text, changes_url(text)))
    return found


def _tell(request: HttpRequest, report: Report) -> None:
    count = len(report.made)
    said = ngettext(
        "%(count)s draft made. Nothing was published.", "%(count)s drafts made. Nothing was published.", count
    )
    if count:
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("No draft was made."))


class CarryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_library(request.user)


def carry_menu_item(order: int) -> MenuItem:
    url = reverse("kik_texts:carry")
    return CarryMenuItem(CarryView.page_title, url, name="kik-carry", icon_name="download", order=order)
