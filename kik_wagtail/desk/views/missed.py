"""An appointment that does not take place, and taking that back: one press each."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from kik_wagtail.desk.row import contact_url
from kik_wagtail.desk.words import planned_words
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.errors import TooLateToReopen
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.follow_up.services.missed import MISSED
from kik_wagtail.letters.models import Letter

from .base import Attempted, DeskView, FollowUpMixin, letter_buttons, tell


class MissedView(FollowUpMixin, Attempted, DeskView):
    permission = "change_followup"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, outcome: str) -> HttpResponse:
        if outcome not in MISSED or not self.follow_up.is_conversation:
            raise Http404
        planned = self.attempt(
            services.close_missed,
            follow_up=self.follow_up,
            outcome=outcome,
            user=request.user,
            now=self.now,
            calendar=municipal_calendar(),
        )
        if self.error:
            self._found = None
            if self.follow_up.closed_by_id == request.user.pk:
                messages.info(request, _("This contact had already been saved. Nothing was saved twice."))
            else:
                tell(request, self.error)
        else:
            self._say(planned)
        return redirect(self.next_url())

    def _say(self, planned: FollowUp) -> None:
        said = f"{self.follow_up.resident.client_number}: {self.follow_up.get_outcome_display()}."
        buttons = [messages.button(contact_url(self.follow_up), _("Undo"))]
        if planned.pk != self.follow_up.pk:
            said += " " + _("Planned anew: %(when)s.") % {"when": planned_words(planned)}
            appointment = reverse("kik_desk:appointment", args=[planned.pk])
            buttons = [messages.button(appointment, _("Make an appointment")), *buttons]
            buttons[1:1] = letter_buttons(self.request, planned)
        messages.success(self.request, said, buttons=buttons)


class ReopenView(FollowUpMixin, Attempted, DeskView):
    permission = "change_followup"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.attempt(self._reopen)
        if self.error:
            tell(request, self.error)
        else:
            said = {"number": self.follow_up.resident.client_number}
            messages.success(request, _("The appointment with %(number)s stands again.") % said)
        return redirect("kik_desk:contact", self.follow_up.pk)

    def _reopen(self) -> None:
        """A letter about the new conversation is something that was built on it."""
        planned = services.planned_with(self.follow_up)
        if planned is not None and Letter.objects.filter(follow_up=planned).exists():
            raise TooLateToReopen
        services.reopen_missed(
            follow_up=self.follow_up, user=self.request.user, now=self.now, calendar=municipal_calendar()
        )
