"""The work list of the outbox: what failed or may or may not have been sent, for a person to decide."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from .models import OutboxItem
from .services import WrongTransition, decide


class DecisionColumn(Column):
    """Two buttons: again, or done."""

    cell_template_name = "kik_wagtail/outbox/decision_cell.html"


class WorkListView(ReportView):
    model = OutboxItem
    permission_policy = ModelPermissionPolicy(OutboxItem)
    any_permission_required: ClassVar[list[str]] = ["change"]
    page_title = _("Outbox")
    header_icon = "mail"
    index_url_name = "kik_outbox:index"
    index_results_url_name = "kik_outbox:index_results"
    default_ordering = "-finished_at"
    columns: ClassVar[list[Column]] = [
        Column("key", label=_("key")),
        Column("get_state_display", label=_("state")),
        Column("last_error", label=_("last error")),
        Column("attempts", label=_("attempts")),
        DateColumn("finished_at", label=_("finished at")),
        DecisionColumn("decision", label=_("decision")),
    ]

    def get_queryset(self) -> QuerySet:
        return self.order_queryset(OutboxItem.objects.for_a_person())


class DecideView(View):
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("kik_wagtail.change_outboxitem"):
            raise PermissionDenied
        item, again = get_object_or_404(OutboxItem.objects.for_a_person(), pk=pk), "again" in request.POST
        try:
            decide(item=item, retry=again, user=request.user, now=timezone.now())
        except WrongTransition as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("It will be done again.") if again else _("Marked as done."))
        return redirect("kik_outbox:index")
