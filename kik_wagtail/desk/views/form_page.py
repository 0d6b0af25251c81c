"""A small screen with one form about a resident."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from kik_wagtail.desk.briefing import facts_of
from kik_wagtail.desk.words import last_spoken
from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import today

from .base import Attempted, DeskPage


class FormPage(Attempted, DeskPage):
    """Shows a form about a resident; a valid one calls a service and goes on."""

    template_name = "kik_wagtail/desk/form.html"
    permission = "change_followup"
    save_label: Any = gettext_lazy("Save")

    @property
    def resident(self) -> Resident:
        raise NotImplementedError

    def make_form(self, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def save(self, form: Any) -> str:
        """Calls the service and gives the message; sets `error` where that refuses."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.make_form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            _go_to_first_mistake(form)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        message = self.save(form)
        if self.error:
            return self.render_to_response(self.get_context_data(form=self.after_refusal(form)), status=409)
        messages.success(request, message, buttons=self.next_steps())
        return redirect(self.next_url())

    def next_steps(self) -> list[Any]:
        """Buttons in the message: what a coach usually does now."""
        return []

    def after_refusal(self, form: Any) -> Any:
        return form

    def get_page_title(self) -> str:
        return f"{self.page_title} {self.resident.client_number}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = today(self.now)
        return super().get_context_data(
            resident=self.resident,
            facts=[*facts_of(self.resident), last_spoken(self.resident, day)],
            calls=self.resident.phone if self.resident.safe_to_call else "",
            error=self.error,
            save_label=self.save_label,
            next_url=self.next_url(),
            **kwargs,
        )


def _go_to_first_mistake(form: forms.Form) -> None:
    """Who sends a form by keyboard goes on where something is wrong."""
    wrong = next((name for name in form.fields if name in form.errors), None)
    if wrong:
        form.fields[wrong].widget.attrs["autofocus"] = True
