"""The whole list behind each number of Vandaag."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kik_wagtail.admin.pagination import CappedPaginator
from kik_wagtail.desk.people_rows import caseload_row, proposed_row
from kik_wagtail.desk.row import Row
from kik_wagtail.desk.rows import for_rows, row_of
from kik_wagtail.desk.waiting import proposed_by
from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Area, AreaMember, Resident
from kik_wagtail.workdays.dates import today

from .base import DeskPage, DeskView, WhoseList, open_conversation_of

PER_PAGE = 50


class ListPage(DeskPage):
    """Rows of one kind, a page at a time, counted no further than the cap."""

    template_name = "kik_wagtail/desk/list.html"
    header_icon = "tasks"

    def found(self) -> Any:
        raise NotImplementedError

    def row(self, item: Any) -> Row:
        raise NotImplementedError

    @cached_property
    def page(self) -> Page:
        return CappedPaginator(self.found(), PER_PAGE).get_page(self.request.GET.get("p"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [self.row(item) for item in self.page]
        return super().get_context_data(rows=rows, page=self.page, count=self.page.paginator.count_text, **kwargs)


class BeepsView(WhoseList, ListPage):
    """What beeps for the user, or for whom they stand in, of one kind: the list whose length the counter shows.

    `?hour=none` leaves out what has its hour: on Vandaag those stand above the beeps.
    """

    @cached_property
    def kind(self) -> beeper.BeepKind:
        try:
            return beeper.BY_CODE[self.kwargs["code"]]
        except KeyError:
            raise Http404 from None

    def get_page_title(self) -> str:
        return str(self.kind.label)

    def found(self) -> Any:
        rows = self.kind.find(today(self.now)).filter(**{self.kind.coach: self.coach.pk})
        if self.request.GET.get("hour") == "none" and rows.model is FollowUp:
            rows = rows.filter(appointment_at=None)
        return for_rows(self.kind.code, rows)

    def row(self, item: Any) -> Row:
        return row_of(self.kind.code, item, day=today(self.now))


class ProposedView(WhoseList, ListPage):
    """Handovers that the user proposed and that wait for an answer, or were refused this week."""

    page_title = _("Handovers that you proposed")

    def found(self) -> Any:
        proposed = proposed_by(self.coach, today(self.now))
        return proposed.select_related("resident", "to_coach").order_by("proposed_at", "pk")

    def row(self, item: Any) -> Row:
        return proposed_row(item, today(self.now))


class CaseloadView(WhoseList, ListPage):
    """The user's own residents, or of whom they stand in for, the longest unseen first."""

    page_title = _("Caseload")

    def found(self) -> Any:
        own = Resident.objects.of_coach(self.coach).in_view()
        return own.order_by(F("last_conversation_on").asc(nulls_first=True), "pk")

    def row(self, item: Any) -> Row:
        return caseload_row(item, today(self.now), planned=self.planned.get(item.pk))

    @cached_property
    def planned(self) -> dict[int, FollowUp]:
        """What comes next, of the residents on this page."""
        shown = [resident.pk for resident in self.page]
        found = FollowUp.objects.open().conversations().filter(resident_id__in=shown)
        return {follow_up.resident_id: follow_up for follow_up in found}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_caseload=True, coach=self.coach, waiting=self.waiting(), **kwargs)

    def waiting(self) -> int:
        """Who waits for a coach in a team that the user is a coach of."""
        mine = Q(members__user_id=self.request.user.pk, members__role=AreaMember.Role.COACH)
        return Resident.objects.in_view().filter(coach=None, area__in=Area.objects.filter(mine)).count()


class ResidentView(DeskView):
    """To the next conversation of a resident or, where there is none, to planning it; else to what is known."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        resident = get_object_or_404(Resident, pk=pk)
        if planned := open_conversation_of(resident):
            return redirect("kik_desk:contact", planned.pk)
        if self.may("add_followup"):
            return redirect("kik_desk:plan", resident.pk)
        return redirect("kik_residents_modeladmin_inspect", resident.pk)
