"""Lists as a spreadsheet: own permission, a reason, a cap, chunks, and no cell that a spreadsheet would run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

CHUNK = 2000
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # openpyxl raises on them; a NUL hides what follows
FORMULA_START = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")


def printable(value: Any) -> Any:
    return CONTROL_CHARACTERS.sub("", value) if isinstance(value, str) else value


def safe_csv_cell(value: Any) -> Any:
    """`value` so that Excel and LibreOffice show it and never run it."""
    text = printable(value)
    return f"'{text}" if isinstance(text, str) and FORMULA_START.match(text) else text


class ExportForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What do you need this list for?"),
        help_text=gettext_lazy("Is kept with every resident on the list. Name no residents here."),
        min_length=5,
        max_length=200,
    )


class Chunks:
    """Rows for an export, fetched and noted some at a time: core would first load them all to count them."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset, self.model = queryset, queryset.model

    def __iter__(self) -> Iterator[Model]:
        return self.queryset.iterator(chunk_size=CHUNK)


class SafeExportMixin:
    """For a listing view of a screen, before core's SpreadsheetExportMixin."""

    export_max_rows = 20_000

    @cached_property
    def may_export(self) -> bool:
        return bool(self.list_export) and self.user_has_permission("export")  # type: ignore[attr-defined]

    @cached_property
    def show_export_buttons(self) -> bool:
        return self.may_export

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" not in request.GET:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        if not self.is_export or not self.list_export:  # type: ignore[attr-defined]
            raise SuspiciousOperation("Unknown export")
        if not self.may_export:
            raise PermissionDenied
        form = ExportForm(request.GET if "reason" in request.GET else None)
        if not form.is_valid():
            return self.ask_reason(form)
        request.kik_purpose = form.cleaned_data["reason"]  # stands in the access record of every resident exported
        rows = self.get_queryset()  # type: ignore[attr-defined]
        if rows.order_by().values("pk")[: self.export_max_rows + 1].count() > self.export_max_rows:
            messages.error(request, self.too_many_message())
            return redirect(self.index_url)  # type: ignore[attr-defined]
        return self.as_spreadsheet(Chunks(rows), request.GET["export"])  # type: ignore[attr-defined]

    def ask_reason(self, form: ExportForm) -> HttpResponse:
        """A page of its own, without a resident on it."""
        kept = [(name, value) for name, values in self.request.GET.lists() for value in values if name != "reason"]  # type: ignore[attr-defined]
        context = {
            "form": form,
            "kept": kept,
            "header_title": _("Export"),
            "header_icon": "download",
            "index_url": self.index_url,  # type: ignore[attr-defined]
            "breadcrumbs_items": [
                *self.breadcrumbs_items,  # type: ignore[attr-defined]
                {"url": self.index_url, "label": capfirst(self.verbose_name_plural)},  # type: ignore[attr-defined]
                {"url": "", "label": _("Export")},
            ],
        }
        return render(self.request, "kik_wagtail/admin/export.html", context)  # type: ignore[attr-defined]

    def too_many_message(self) -> str:
        return _("You can export %(max)s rows at a time. Filter the list first.") % {"max": self.export_max_rows}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Core leaves formulas in CSV as they are; in XLSX it types them as text, so there nothing needs quoting."""
        text = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return safe_csv_cell(text) if export_format == self.FORMAT_CSV else printable(text)  # type: ignore[attr-defined]
