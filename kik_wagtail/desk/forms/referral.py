"""What a partner said about a referral."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.models import Referral
from kik_wagtail.follow_up.rules import NO_ANSWER, REFERRAL_STEPS, may_follow

from .dates import DutchDateField

STEPS = {
    "accepted_on": _("accepted the referral"),
    "started_on": _("the resident has started"),
    "still_going_on": _("it is still going on"),
    "ended_on": _("it has ended"),
    NO_ANSWER: _("no answer yet: I ask again later"),
}


class ReferralForm(forms.Form):
    """Offers what may follow on what was said before."""

    step = forms.ChoiceField(label=_("What did the partner say?"), widget=forms.RadioSelect)
    on = DutchDateField(label=_("Since when?"), required=False)

    def __init__(self, *args: Any, referral: Referral, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
        noted = {name: getattr(referral, name) for name in REFERRAL_STEPS}
        offered = [(step, label) for step, label in STEPS.items() if may_follow(step, noted=noted)]
        self.fields["step"].choices = offered  # type: ignore[attr-defined]
        if self.is_bound:  # what a colleague was ahead with is refused by the service, in words
            self.fields["step"].choices = list(STEPS.items())  # type: ignore[attr-defined]
