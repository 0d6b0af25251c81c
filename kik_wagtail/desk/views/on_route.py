"""A resident on a route: where they stand and every step so far; and the decision that the route asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from kik_wagtail.desk.briefing import facts_of
from kik_wagtail.desk.forms.decision import DecisionForm
from kik_wagtail.desk.on_route import OnRoute, described, routes_of
from kik_wagtail.desk.route_rows import edit_url, route_url
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import results, services
from kik_wagtail.routes.errors import MovedMeanwhile
from kik_wagtail.routes.models import Enrolment, StepVisit
from kik_wagtail.routes.services.asking import DECISION
from kik_wagtail.snippets.choices import Decision
from kik_wagtail.snippets.guidance import guidance_beside
from kik_wagtail.workdays.dates import today

from .base import DeskPage, open_conversation_of
from .form_page import FormPage


class EnrolmentMixin:
    """Finds the resident on a route of the address, or 404."""

    @property
    def enrolment(self) -> Enrolment:
        if not hasattr(self, "_enrolment"):
            rows = Enrolment.objects.select_related(
                "resident__area", "resident__coach", "version", "route", "follow_up"
            )
            self._enrolment = get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[attr-defined]
        return self._enrolment

    @property
    def resident(self) -> Resident:
        return self.enrolment.resident

    @property
    def is_deciding(self) -> bool:
        return self.enrolment.state == Enrolment.State.RUNNING and self.enrolment.asks == DECISION

    @property
    def may_decide(self) -> bool:
        """Who the step asks; where that is the coach, any colleague who may act for them. A decision that a route gives
        to the team lead is not taken by others."""
        asked = self.enrolment.doer_id
        if self.request.user.pk == asked:  # type: ignore[attr-defined]
            return True
        is_the_coachs = asked in {None, self.resident.coach_id}
        return is_the_coachs and self.request.user.has_perm("kik_wagtail.change_enrolment")  # type: ignore[attr-defined]

    @cached_property
    def on_route(self) -> OnRoute:
        return described([self.enrolment], day=today(self.now), user=self.request.user)[0]  # type: ignore[attr-defined]


class OnRouteView(EnrolmentMixin, DeskPage):
    permission = "view_enrolment"
    template_name = "kik_wagtail/desk/on_route.html"
    header_icon = "list-ol"

    def get_page_title(self) -> str:
        return _("Route of %(number)s") % {"number": self.resident.client_number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            resident=self.resident,
            facts=facts_of(self.resident),
            one=self.on_route,
            today=today(self.now),
            may_change=self.may("change_enrolment"),
            is_deciding=self.is_deciding,
            may_decide=self.may_decide,
            edit_url=edit_url(self.resident) if self.may("change_resident") else "",
            **kwargs,
        )


class RoutesOfResidentView(DeskPage):
    """Every route of one resident: under way first, then what ended and with which result."""

    permission = "view_enrolment"
    template_name = "kik_wagtail/desk/routes_of.html"
    header_icon = "list-ol"

    @cached_property
    def resident(self) -> Resident:
        return get_object_or_404(Resident.objects.select_related("area", "coach"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Routes of %(number)s") % {"number": self.resident.client_number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            resident=self.resident,
            facts=facts_of(self.resident),
            routes=routes_of(self.resident, day=today(self.now), user=self.request.user),
            today=today(self.now),
            may_add=self.may("add_enrolment") and self.resident.is_in_view,
            **kwargs,
        )


class DecisionView(EnrolmentMixin, FormPage):
    """Offers the outcomes that the step names. What moved on meanwhile is said, and what was typed is not lost."""

    permission = "view_enrolment"
    template_name = "kik_wagtail/desk/decision.html"
    page_title = gettext_lazy("Decision about")
    header_icon = "help"
    save_label = gettext_lazy("Record this decision")

    def may(self, permission: str) -> bool:
        return super().may(permission) and (permission != self.permission or self.may_decide)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_deciding:
            return super().get(request, *args, **kwargs)
        messages.info(request, _("No decision is asked here now. This is where the resident stands."))
        return redirect(route_url(self.enrolment))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._was_said_already():
            messages.info(request, _("This decision had already been recorded. Nothing was recorded twice."))
            return redirect(self.next_url())
        if not self.is_deciding or request.POST.get("number") != str(self.enrolment.number):
            self.error = MovedMeanwhile()
            return self.render_to_response(self.get_context_data(form=None), status=409)
        return super().post(request, *args, **kwargs)

    def _was_said_already(self) -> bool:
        """A second press: the same person recorded the same choice about the same visit."""
        number, choice = self.request.POST.get("number", ""), self.request.POST.get("choice", "")
        if not number.isdigit() or not choice:
            return False
        decided = StepVisit.objects.filter(enrolment=self.enrolment, number=int(number), choice=choice)
        return decided.filter(by=self.request.user).exists()

    def make_form(self, data: Any = None) -> DecisionForm:
        initial = {"number": self.enrolment.number}
        return DecisionForm(data, route=self.enrolment.version.route, step=self.enrolment.step, initial=initial)

    def save(self, form: DecisionForm) -> str:
        self.attempt(
            services.decide,
            enrolment=self.enrolment,
            user=self.request.user,
            now=self.now,
            calendar=municipal_calendar(),
            **form.cleaned_data,
        )
        said = {"number": self.resident.client_number, "result": results.label(form.cleaned_data["choice"])}
        return _("Decided about %(number)s: %(result)s.") % said

    def after_refusal(self, form: forms.Form) -> None:
        """What was typed is shown to read; the resident stands elsewhere now."""
        del self._enrolment

    def next_steps(self) -> list[Any]:
        planned = open_conversation_of(self.resident)
        url = reverse("kik_desk:contact", args=[planned.pk]) if planned else ""
        return [messages.button(url, _("Open the contact"))] if url else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.POST if kwargs["form"] is None else {}
        choice = typed.get("choice", "")
        return super().get_context_data(
            one=self.on_route,
            today=today(self.now),
            guidance=guidance_beside(Decision.ROUTE_FORK)[Decision.ROUTE_FORK],
            typed_choice=results.label(choice) if results.known(choice) else "",
            typed_ground=typed.get("ground", ""),
            route_url=route_url(self.enrolment),
            **kwargs,
        )
