"""Breaking the glass: one resident of others, by client number and with a reason; and the team lead who looks at it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from kik_wagtail.desk.forms.emergency import EmergencyForm
from kik_wagtail.desk.words import clock_words
from kik_wagtail.residents.emergency import note_seen, open_in_emergency, opened_by
from kik_wagtail.residents.models import Resident, TemporaryAccess

from .base import Attempted, DeskPage
from .team import TeamPage


class EmergencyView(Attempted, DeskPage):
    template_name = "kik_wagtail/desk/emergency.html"
    permission = "add_temporaryaccess"
    page_title = gettext_lazy("In an emergency")
    header_icon = "warning"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=EmergencyForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EmergencyForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        number = form.cleaned_data["client_number"]
        if own := Resident.objects.filter(client_number=number).first():
            messages.info(request, _("You see %(number)s already. Nothing was opened.") % {"number": number})
            return redirect("kik_desk:resident", own.pk)
        opened = self.attempt(open_in_emergency, **form.cleaned_data, user=request.user, now=self.now)
        if self.error:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        said = {"number": number, "time": clock_words(opened.until)}
        messages.success(request, _("You see %(number)s until %(time)s. The team lead hears of it.") % said)
        return redirect("kik_desk:resident", opened.resident_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opened = opened_by(self.request.user, now=self.now)
        return super().get_context_data(opened=opened, error=self.error, **kwargs)


class SeenView(TeamPage):
    """POST only: the team lead has looked at it. Of two leads one is the first."""

    permission = "change_temporaryaccess"
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = TemporaryAccess.objects.in_emergency().filter(resident__area=self.area)
        opened = get_object_or_404(told.select_related("resident"), pk=self.kwargs["pk"])
        if opened.user_id == request.user.pk:
            return permission_denied(request)  # nobody looks at their own
        if note_seen(opened=opened, user=request.user, now=self.now):
            messages.success(request, _("Noted that you looked at it."))
        else:
            messages.info(request, _("A colleague had looked at it already."))
        return redirect("kik_desk:team", self.area.pk)
