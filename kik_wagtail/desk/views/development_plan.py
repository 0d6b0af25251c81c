"""The development plan of a resident: go through it, change it, see how it was, put it on paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from kik_wagtail.desk.forms.development_plan import PlanEntry
from kik_wagtail.desk.plan_history import before, by_conversation, changes, readable
from kik_wagtail.desk.plan_print import plan_pdf
from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up.models import FollowUp, PlanVersion
from kik_wagtail.follow_up.services import save_plan
from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import local, today

from .base import DeskView
from .form_page import FormPage


class OfResident:
    @cached_property
    def resident(self) -> Resident:
        pk = self.kwargs["pk"]  # type: ignore[attr-defined]
        return get_object_or_404(Resident.objects.select_related("area", "coach"), pk=pk)

    @property
    def versions(self) -> Any:
        return PlanVersion.objects.filter(resident=self.resident)


class PlanScreen(OfResident, FormPage):
    permission = "view_planversion"
    header_icon = "clipboard-list"
    styles = (*FormPage.styles, "kik_wagtail/desk/plan.css")

    @cached_property
    def may_write(self) -> bool:
        return self.may("add_planversion")

    def history(self) -> list[PlanVersion]:
        """Without what stands in them, which is decrypted for one at a time."""
        rows = self.versions.newest_first().defer("content").select_related("made_by", "follow_up")
        return by_conversation(rows)


class DevelopmentPlanView(PlanScreen):
    """First what would be done by now, then the goals; each saving is a version."""

    template_name = "kik_wagtail/desk/development_plan.html"
    page_title = gettext_lazy("Development plan")

    @cached_property
    def plan(self) -> PlanVersion | None:
        return PlanVersion.objects.newest_of(self.resident.pk)

    @cached_property
    def follow_up(self) -> FollowUp | None:
        """The conversation in which the plan is gone through, where the coach comes from one."""
        pk = self.request.POST.get("contact") or self.request.GET.get("contact")
        if not pk:
            return None
        if not pk.isdecimal():
            raise Http404
        return get_object_or_404(FollowUp.objects.conversations(), resident=self.resident, pk=pk)

    def make_form(self, data: Any = None) -> PlanEntry:  # type: ignore[override]
        return PlanEntry(plan=self.plan, today=today(self.now), data=data)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_write:
            return permission_denied(request)
        entry = self.make_form(request.POST)
        if not entry.is_valid():
            return self.render_to_response(self.get_context_data(form=entry), status=422)
        saved = self.attempt(
            save_plan,
            resident=self.resident,
            goals=entry.result(),
            follow_up=self._occasion(),
            seen=_number(request.POST.get("seen")),
            user=request.user,
            now=self.now,
        )
        if self.error:
            return self.render_to_response(self.get_context_data(form=entry), status=409)
        self._say(saved)
        return redirect(self._here("#nieuw-doel") if "more" in request.POST else self.next_url())

    def _occasion(self) -> FollowUp | None:
        """What is written on a later day belongs to no conversation any more."""
        contact = self.follow_up
        if contact and contact.closed_at and local(contact.closed_at).date() != today(self.now):
            return None
        return contact

    def _say(self, saved: PlanVersion | None) -> None:
        if saved is None:
            messages.info(self.request, _("Nothing in the plan had changed, so nothing was saved."))
            return
        paper = reverse("kik_desk:plan_paper", args=[self.resident.pk, saved.number])
        said = _("The plan of %(number)s is saved.") % {"number": self.resident.client_number}
        messages.success(self.request, said, buttons=[messages.button(paper, _("Print for the resident"))])

    def _here(self, part: str) -> str:
        contact = f"?contact={self.follow_up.pk}" if self.follow_up else ""
        return f"{self.request.path}{contact}{part}"

    def next_url(self) -> str:
        """Back to the conversation, where the coach came from one."""
        if self.follow_up:
            return reverse("kik_desk:contact", args=[self.follow_up.pk])
        return super().next_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            plan=self.plan,
            goals=readable(self.plan.goals) if self.plan and not self.may_write else [],
            seen=self.plan.number if self.plan else 0,
            contact=self.follow_up,
            mistakes=kwargs["form"].mistakes() if self.request.method == "POST" and not self.error else [],
            may_write=self.may_write,
            history=self.history(),
            today=today(self.now),
            **kwargs,
        )


class PlanVersionView(PlanScreen):
    """The plan as it was, and what had changed since the conversation before."""

    template_name = "kik_wagtail/desk/plan_version.html"
    http_method_names = ["get"]

    @cached_property
    def version(self) -> PlanVersion:
        rows = self.versions.select_related("made_by", "follow_up")
        return get_object_or_404(rows, number=self.kwargs["number"])

    def get_page_title(self) -> str:
        said = {"number": self.version.number, "client": self.resident.client_number}
        return _("Plan %(client)s, version %(number)s") % said

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        earlier = before(self.version)
        changed = changes(earlier.goals, self.version.goals) if earlier else []
        context = {"version": self.version, "earlier": earlier, "changes": changed, "history": self.history()}
        goals = readable(self.version.goals)
        return self.render_to_response(self.get_context_data(goals=goals, **context))


class PlanPaperView(OfResident, DeskView):
    """A version on one A4, to give to the resident."""

    permission = "view_planversion"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.versions.select_related("resident__area", "resident__coach")
        version = get_object_or_404(rows, number=self.kwargs["number"])
        try:
            document = plan_pdf(version)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("kik_desk:plan_version", self.resident.pk, version.number)
        response = HttpResponse(document, content_type="application/pdf")
        name = f"plan-{self.resident.client_number}-v{version.number}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else 0
