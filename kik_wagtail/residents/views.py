"""Reading a file in: choose → check → confirm → progress → summary. For the functional administrator only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from kik_wagtail import conf

from .forms import ImportForm
from .importing import runs, storage
from .importing.errors import FileRefused, TooLarge
from .importing.models import ImportRun

NOBODY_TAKES_IT = timedelta(seconds=4)  # then the progress page carries the import out itself
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportScreen(WagtailAdminTemplateMixin, View):
    """Own runs only: a run of somebody else does not exist."""

    page_title = _("Read in residents")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(runs.PERMISSION):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def show(self, template: str, **context: Any) -> HttpResponse:
        context = self.get_context_data(view=self, **context)
        return render(self.request, f"kik_wagtail/residents/{template}.html", context)

    @cached_property
    def run(self) -> ImportRun:
        return get_object_or_404(ImportRun, token=self.kwargs["token"], uploaded_by_id=self.request.user.pk)


class ChooseFile(ImportScreen):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("import_choose", form=ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                run = runs.check_file(content=self._content(form), user=request.user, now=timezone.now())
                return redirect("kik_import_run", token=run.token)
            except FileRefused as refusal:
                form.add_error("file", str(refusal))
        return self.show("import_choose", form=form)

    def _content(self, form: ImportForm) -> bytes:
        upload, limit = form.cleaned_data["file"], conf.import_max_bytes()
        if upload.size > limit:
            raise TooLarge(megabytes=limit // (1024 * 1024))
        return upload.read()


class RunScreen(ImportScreen):
    """One address for the whole run: what was found, how far it is, what became of it."""

    def get(self, request: HttpRequest, token: UUID) -> HttpResponse:
        errors = storage.read_errors(token) if self.run.refused else []
        return self.show(
            "import_run",
            run=self.run,
            errors=errors,
            shown_rows=len({error["line"] for error in errors}),
            is_kept=storage.read(token, storage.UPLOAD) is not None,
            has_repair_file=storage.read(token, storage.REPAIR) is not None,
        )

    def post(self, request: HttpRequest, token: UUID) -> HttpResponse:
        try:
            runs.confirm(run=self.run, user=request.user, now=timezone.now())
        except runs.ImportNotPossible as refusal:
            messages.error(request, str(refusal))
        return redirect("kik_import_run", token=token)


class RunProgress(ImportScreen):
    """Asked by the page every second. Where no queue and no tick takes the work, this request does it."""

    def get(self, request: HttpRequest, token: UUID) -> HttpResponse:
        run, now = self.run, timezone.now()
        if run.state == ImportRun.State.WAITING and run.confirmed_at and now - run.confirmed_at > NOBODY_TAKES_IT:
            runs.carry_out(run_id=run.pk, now=now)
            run.refresh_from_db()
        return JsonResponse({"state": run.state, "done": run.done, "total": run.good, "busy": run.is_under_way})


class RepairFile(ImportScreen):
    def get(self, request: HttpRequest, token: UUID) -> HttpResponse:
        content = storage.read(self.run.token, storage.REPAIR)
        if content is None:
            raise Http404
        response = HttpResponse(content, content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="herstellen-{self.run.uploaded_at:%Y%m%d-%H%M}.xlsx"'
        return response


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(runs.PERMISSION)


def import_urls() -> list[Any]:
    return [
        path("kik/import/", ChooseFile.as_view(), name="kik_import"),
        path("kik/import/<uuid:token>/", RunScreen.as_view(), name="kik_import_run"),
        path("kik/import/<uuid:token>/progress/", RunProgress.as_view(), name="kik_import_progress"),
        path("kik/import/<uuid:token>/repair/", RepairFile.as_view(), name="kik_import_repair"),
    ]


def import_menu_item() -> ImportMenuItem:
    return ImportMenuItem(_("Read in"), reverse("kik_import"), icon_name="upload", order=220)
