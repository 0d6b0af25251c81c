"""Switching a route on and off, and the second manager who agrees: one page, which says what it will do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from kik_wagtail.errors import DomainError
from kik_wagtail.routes import entries
from kik_wagtail.routes.content import Tone
from kik_wagtail.routes.counting import matching
from kik_wagtail.routes.forms import SwitchForm
from kik_wagtail.routes.services import agree, ask_on, switch_off
from kik_wagtail.routes.shelf import refusals_of
from kik_wagtail.workdays.dates import today

from .base import MAY_SWITCH, RouteScreen


class SwitchView(RouteScreen):
    template_name = "kik_wagtail/routes/switch.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(MAY_SWITCH):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        deeds = {"aan": self._switch_on, "akkoord": self._agree, "uit": self._switch_off}
        deed = deeds.get(request.POST.get("deed", ""))
        if deed == self._switch_on and not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        if deed is not None:
            self._do(deed)
        return redirect("kik_routes:switch", pk=self.route.pk)

    def _do(self, deed: Callable[[], str]) -> None:
        try:
            messages.success(self.request, deed())
        except DomainError as error:
            messages.error(self.request, str(error))

    def _switch_on(self) -> str:
        terms = self.form.cleaned_data
        switch = ask_on(route=self.route, user=self.request.user, now=self.now, **terms)
        if switch.is_on:
            return _("This route is switched on.")
        return _("Asked. The route is switched on once another manager agrees on this page.")

    def _agree(self) -> str:
        agree(route=self.route, user=self.request.user, now=self.now)
        return _("Agreed: this route is switched on.")

    def _switch_off(self) -> str:
        was_asked = bool(self.switch and self.switch.is_asked)
        switch_off(route=self.route, user=self.request.user, now=self.now)
        return _("The question is taken back.") if was_asked else _("This route is switched off.")

    @cached_property
    def form(self) -> SwitchForm:
        day = today(self.now)
        begun = {"effective_from": day, "a_week": self.switch.a_week if self.switch else 25}
        return SwitchForm(self.request.POST if self.request.method == "POST" else None, initial=begun, day=day)

    def get_page_title(self) -> str:
        return _("Switch on and off")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        content = self.newest.content if self.newest else {}
        context: dict[str, Any] = {"form": self.form}
        if content:
            context |= {
                "entry": entries.label(content["entry"]),
                "matching": matching(content["entry"], today(self.now)),
                "comes_by_hand": content["entry"] == entries.BY_HAND,
                "is_duty": content["tone"] == Tone.DUTY,
                "refusals": refusals_of(content, day=today(self.now)),
                "asked_by_me": bool(self.switch and self.switch.asked_by_id == self.request.user.pk),
            }
        return super().get_context_data(**context | kwargs)
