"""Plan a conversation, make an appointment for it, move it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kik_wagtail.desk.briefing import briefing_of, reports_of, wishes_of
from kik_wagtail.desk.forms import AppointmentForm, NextContactForm, RescheduleForm
from kik_wagtail.desk.forms.next_contact import NONE
from kik_wagtail.desk.free import offered_days
from kik_wagtail.desk.reasons import nothing_planned_words
from kik_wagtail.desk.words import (
    day_words,
    full_day_words,
    limit_words,
    name_of,
    planned_line,
    planned_words,
    week_words,
)
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets.choices import Decision
from kik_wagtail.snippets.guidance import guidance_beside
from kik_wagtail.workdays.dates import local, today

from .base import FollowUpMixin, letter_buttons, open_conversation_of
from .form_page import FormPage


class PlanView(FormPage):
    """The next conversation of a resident with whom nothing is planned, or why there is none."""

    template_name = "kik_wagtail/desk/plan.html"
    planned: FollowUp | None = None
    permission = "add_followup"
    page_title = gettext_lazy("Plan a conversation:")
    header_icon = "calendar"

    @cached_property
    def resident(self) -> Resident:
        return get_object_or_404(Resident.objects.select_related("area", "coach"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if planned := open_conversation_of(self.resident):
            return redirect("kik_desk:contact", planned.pk)
        return super().get(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> NextContactForm:
        wanted = NONE if self.request.GET.get("next") == NONE else "agreed"
        return NextContactForm(
            data,
            resident=self.resident,
            last_held=self.resident.last_conversation_on,
            today=today(self.now),
            calendar=municipal_calendar(),
            initial={"next": wanted},
        )

    def save(self, form: NextContactForm) -> str:
        agreed = form.agreed()
        common = {"resident": self.resident, "user": self.request.user, "now": self.now}
        said = {"number": self.resident.client_number}
        if isinstance(agreed, services.NoNext):
            self.attempt(services.record_no_next_contact, **common, reason=agreed.reason, until_on=agreed.until_on)
            said["day"] = day_words(agreed.until_on, today(self.now))
            return _("No next contact with %(number)s for now. On %(day)s you are asked again.") % said
        self.planned = self.attempt(services.plan_conversation, **common, agreed=agreed, calendar=municipal_calendar())
        said["when"] = planned_words(self.planned) if self.planned else ""
        return _("Conversation with %(number)s planned: %(when)s.") % said

    def next_steps(self) -> list[Any]:
        return letter_buttons(self.request, self.planned) if self.planned else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        window = kwargs["form"].window()
        words = {"week": week_words(window), "limit": limit_words(window)} if window else {}
        day = today(self.now)
        _begun, last = reports_of(self.resident)
        briefing = briefing_of(self.resident, today=day, last=last)
        return super().get_context_data(
            subject=nothing_planned_words(self.resident, day=day),
            today=day,
            briefing=briefing,
            wished=wishes_of(briefing.last) if briefing.last else "",
            beside=guidance_beside(Decision.NO_NEXT_CONTACT),
            **kwargs,
            **words,
        )


class FollowUpFormPage(FollowUpMixin, FormPage):
    header_icon = "date"
    form_class: type[forms.Form]
    service: Any

    @property
    def resident(self) -> Resident:
        return self.follow_up.resident

    def make_form(self, data: Any = None) -> forms.Form:
        return self.form_class(data, follow_up=self.follow_up)  # type: ignore[call-arg]

    def save(self, form: Any) -> str:
        self.attempt(
            type(self).service,
            follow_up=self.follow_up,
            user=self.request.user,
            now=self.now,
            calendar=municipal_calendar(),
            **form.arguments(),
        )
        return self.said() % {"number": self.resident.client_number, "when": planned_words(self.follow_up)}

    def said(self) -> str:
        raise NotImplementedError

    def next_steps(self) -> list[Any]:
        return letter_buttons(self.request, self.follow_up)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = _("Now planned: %(contact)s") % {"contact": planned_line(self.follow_up, today(self.now))}
        return super().get_context_data(subject=now, **kwargs)

    def after_refusal(self, form: Any) -> Any:
        """What was typed stays; the hidden revision is the present one, so that a second press is on purpose."""
        self._found = None
        typed = form.data.copy()
        typed["revision"] = self.follow_up.revision
        again = self.make_form(typed)
        again.full_clean()
        return again


class AppointmentView(FollowUpFormPage):
    page_title = gettext_lazy("Appointment with")
    form_class = AppointmentForm
    service = staticmethod(services.make_appointment)
    template_name = "kik_wagtail/desk/appointment.html"
    styles = (*FormPage.styles, "kik_wagtail/desk/agenda.css")

    def make_form(self, data: Any = None) -> AppointmentForm:
        """`?on=01-12-2026&at=10:00` fills in a free hour that was chosen."""
        form = AppointmentForm(data, follow_up=self.follow_up, calendar=municipal_calendar(), day=today(self.now))
        if data is None:
            form.initial |= {name: self.request.GET[name] for name in ("on", "at") if self.request.GET.get(name)}
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        follow_up = self.follow_up
        coach = follow_up.coach or self.request.user
        first = max(follow_up.earliest_on, today(self.now))
        free = offered_days(coach, first=first, now=self.now, calendar=municipal_calendar())
        return super().get_context_data(free=free, free_of=name_of(coach), **kwargs)

    def said(self) -> str:
        made = _("Appointment with %(number)s: %(when)s.")
        at = self.follow_up.appointment_at
        if at and local(at).date() > self.follow_up.latest_on:
            latest = full_day_words(self.follow_up.latest_on)
            made += " " + _("That is later than the latest date, %(day)s.") % {"day": latest}
        return made


class RescheduleView(FollowUpFormPage):
    page_title = gettext_lazy("Move the contact with")
    form_class = RescheduleForm
    service = staticmethod(services.reschedule)

    def said(self) -> str:
        return _("Contact with %(number)s moved: %(when)s.")
