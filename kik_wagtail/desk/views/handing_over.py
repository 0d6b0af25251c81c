"""To a colleague or to a partner: propose a handover, note what a partner said."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kik_wagtail.desk.forms import HandOverForm
from kik_wagtail.desk.forms.referral import ReferralForm
from kik_wagtail.desk.people_rows import progress_of
from kik_wagtail.desk.words import day_words
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import Referral
from kik_wagtail.residents.models import Resident
from kik_wagtail.residents.services import propose_handover
from kik_wagtail.snippets.choices import Decision
from kik_wagtail.snippets.guidance import guidance_beside
from kik_wagtail.workdays.dates import today

from .form_page import FormPage


class HandOverView(FormPage):
    """Proposes to hand a resident over; the other coach says yes or no on their own Vandaag."""

    permission = "add_handover"
    page_title = gettext_lazy("Hand over")
    header_icon = "resubmit"
    save_label = gettext_lazy("Propose")

    @cached_property
    def resident(self) -> Resident:
        return get_object_or_404(Resident.objects.select_related("area", "coach"), pk=self.kwargs["pk"])

    def make_form(self, data: Any = None) -> HandOverForm:
        return HandOverForm(data, resident=self.resident)

    def save(self, form: HandOverForm) -> str:
        person = {"user": self.request.user, "now": self.now}
        self.attempt(propose_handover, resident=self.resident, **form.arguments(), **person)
        return _("Proposed. %(number)s stays yours until the other coach accepts.") % {
            "number": self.resident.client_number
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        beside = guidance_beside(Decision.HAND_OVER)
        return super().get_context_data(guidance=beside[Decision.HAND_OVER], **kwargs)


class ReferralView(FormPage):
    """The partner answered, or did not: how is it going there?"""

    template_name = "kik_wagtail/desk/referral.html"
    permission = "change_referral"
    page_title = gettext_lazy("Referral of")
    header_icon = "group"

    @cached_property
    def referral(self) -> Referral:
        rows = Referral.objects.select_related("resident__area", "resident__coach", "partner")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def resident(self) -> Resident:
        return self.referral.resident

    def make_form(self, data: Any = None) -> ReferralForm:
        return ReferralForm(data, referral=self.referral, today=today(self.now))

    def save(self, form: ReferralForm) -> str:
        noted = self.attempt(
            services.note_progress, referral=self.referral, user=self.request.user, now=self.now, **form.cleaned_data
        )
        said = {"partner": self.referral.partner.title, "number": self.resident.client_number}
        message = _("Noted what %(partner)s said about %(number)s.") % said
        if noted and noted.ask_on:
            again = _("You hear of it again on %(day)s.") % {"day": day_words(noted.ask_on, today(self.now))}
            message = f"{message} {again}"
        return message

    def after_refusal(self, form: ReferralForm) -> ReferralForm:
        del self.referral  # as it is now
        return self.make_form(form.data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partner = self.referral.partner
        return super().get_context_data(
            subject=partner.title, partner=partner, noted=progress_of(self.referral, today(self.now)), **kwargs
        )
