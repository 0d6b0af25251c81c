"""Who saw whom: one row for each resident shown or changed in one operation. Keys only, no names of residents."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from kik_wagtail.admin.header import AccessibleHeaderMixin
from kik_wagtail.admin.pagination import CappedPaginator
from kik_wagtail.permissions import GROUP_NAMES
from kik_wagtail.scope.models import AccessRecord

from .filters import AccessFilterSet
from .services import note_reading

ACTIONS = {"view": _("seen"), "change": _("changed")}


class AccessLogView(AccessibleHeaderMixin, ReportView):
    """Newest first by key, which is the order of writing: no sort over a million rows."""

    model = AccessRecord
    permission_policy = ModelPermissionPolicy(AccessRecord)
    any_permission_required: ClassVar[list[str]] = ["view"]
    page_title = _("Who saw whom")
    header_icon = "view"
    results_template_name = "kik_wagtail/privacy/access_log_results.html"
    index_url_name = "kik_access:index"
    index_results_url_name = "kik_access:index_results"
    default_ordering = "-pk"
    filterset_class = AccessFilterSet
    paginator_class = CappedPaginator
    verbose_name = AccessRecord._meta.verbose_name
    verbose_name_plural = AccessRecord._meta.verbose_name_plural
    columns: ClassVar[list[Column]] = [
        Column("at", label=_("Moment")),
        Column("person", label=_("Person")),
        Column("role_names", label=_("Roles")),
        Column("resident", label=_("Key of the resident")),
        Column("action", label=_("Action"), accessor=lambda record: ACTIONS.get(record.action, record.action)),
        Column("route", label=_("Where")),
        Column("purpose", label=_("Purpose")),
        Column("result", label=_("Result"), accessor=lambda record: record.result or ""),
        Column("origin", label=_("Origin")),
    ]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False  # the log is read here, and each reading is on record

    def get_queryset(self) -> Any:
        return self.order_queryset(AccessRecord.objects.all())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        note_reading(user=request.user, asked=self.filters.asked() | {"page": request.GET.get("p", "")[:10]})
        return response

    def decorate_paginated_queryset(self, object_list: Any) -> list[AccessRecord]:
        records = list(object_list)
        people = get_user_model()._default_manager.in_bulk({record.user_id for record in records} - {None})
        for record in records:
            record.person = _name(people.get(record.user_id), record.user_id)
            record.role_names = ", ".join(GROUP_NAMES.get(role, role) for role in record.roles.split(","))
        return records


def _name(person: Any, key: int | None) -> str:
    if person is not None:
        return get_user_display_name(person)
    return gettext("gone (key %(key)s)") % {"key": key} if key else gettext("nobody logged in")
