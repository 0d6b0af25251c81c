"""Lists of pages for who keeps them: what readers say, and what is due to be checked. Without the names of readers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from kik_wagtail.admin.export import printable, safe_csv_cell
from kik_wagtail.admin.header import AccessibleHeaderMixin
from kik_wagtail.pages import catalogue
from kik_wagtail.pages.reading import queries
from kik_wagtail.pages.reading.models import PageAnswer

FOLLOWS_ALL = "kik_wagtail.view_pageanswer"


class KeptPagesReport(AccessibleHeaderMixin, ReportView):
    """All method pages for who follows them; for anybody else the pages that they keep."""

    model = Page
    results_template_name = "kik_wagtail/pages/reports/results.html"
    verbose_name = _("page")
    verbose_name_plural = _("pages")
    fields: ClassVar[tuple[str, ...]] = ("kept_by", "review_on")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.follows_all = request.user.has_perm(FOLLOWS_ALL)
        if not self.follows_all and not queries.kept_by(request.user).exists():
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def pages(self) -> Any:
        return catalogue.method_pages(*self.fields) if self.follows_all else queries.kept_by(self.request.user)

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        pages = list(object_list)
        keepers = get_user_model()._default_manager.in_bulk({page.kept_by for page in pages} - {None})
        for page in pages:
            keeper = keepers.get(page.kept_by)
            page.keeper = get_user_display_name(keeper) if keeper else ""
        return pages

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        text = super().preprocess_field_value(field, value, export_format)
        return safe_csv_cell(text) if export_format == self.FORMAT_CSV else printable(text)


class AnswersReport(KeptPagesReport):
    page_title = _("Did our pages help?")
    header_icon = "help"
    index_url_name = "kik_reading:answers"
    index_results_url_name = "kik_reading:answers_results"
    default_ordering = "-no"
    list_export: ClassVar[list[str]] = ["title", "yes", "no", "comments"]
    export_headings: ClassVar[dict[str, Any]] = {"yes": _("yes"), "no": _("no"), "comments": _("comments")}
    export_filename = "paginas-nuttig"
    columns: ClassVar[list[Column]] = [
        TitleColumn(
            "title", label=_("page"), sort_key="title", get_url=lambda page: reverse("kik_reading:page", args=[page.pk])
        ),
        Column("yes", label=_("yes"), sort_key="yes"),
        Column("no", label=_("no"), sort_key="no"),
        Column("comments", label=_("comments"), sort_key="comments"),
        Column("keeper", label=_("kept by")),
    ]

    def get_queryset(self) -> Any:
        answered = queries.with_answers(self.pages()).filter(pk__in=PageAnswer.objects.values("page"))
        return self.order_queryset(answered)


class ReviewReport(KeptPagesReport):
    page_title = _("Pages to check again")
    header_icon = "date"
    index_url_name = "kik_reading:review"
    index_results_url_name = "kik_reading:review_results"
    default_ordering = "review_on"
    list_export: ClassVar[list[str]] = ["title", "review_on", "last_published_at"]
    export_headings: ClassVar[dict[str, Any]] = {"review_on": _("check again on")}
    export_filename = "paginas-nakijken"
    columns: ClassVar[list[Column]] = [
        TitleColumn(
            "title",
            label=_("page"),
            sort_key="title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("review_on", label=_("check again on"), sort_key="review_on"),
        DateColumn("last_published_at", label=_("published"), sort_key="last_published_at"),
        Column("keeper", label=_("kept by")),
    ]

    def get_queryset(self) -> Any:
        return self.order_queryset(queries.past_review(self.pages(), now=timezone.now()))


class PageAnswersView(WagtailAdminTemplateMixin, View):
    """What readers wrote about one page, newest first."""

    _show_breadcrumbs = True  # Wagtail 7.4
    template_name = "kik_wagtail/pages/reports/page.html"
    page_title = _("What readers say")
    header_icon = "help"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        pages = catalogue.method_pages() if request.user.has_perm(FOLLOWS_ALL) else queries.kept_by(request.user)
        page = get_object_or_404(pages, pk=pk)
        self.subject = page
        answers = page.kik_answers.order_by("-at")
        live = page.live_revision_id or 0
        return self.render_to_response(self.get_context_data(page_shown=page, answers=answers, live=live))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        up = {"url": reverse("kik_reading:answers"), "label": AnswersReport.page_title}
        return [*self.breadcrumbs_items, up, {"url": "", "label": self.page_title}]
