"""How a contact went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.errors import HeldInTheFuture
from kik_wagtail.follow_up.models import CallAnswer, Outcome, RefusalReason

from .dates import DutchDateField

OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome if outcome is not Outcome.OPEN]


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        label=_("How did it go?"),
        error_messages={"required": _("Choose how this contact went.")},
    )
    held_on = DutchDateField(label=_("Held on"), required=False)
    refusal_reason = forms.ChoiceField(
        choices=[("", _("Choose a reason")), *RefusalReason.choices],
        label=_("Why did the resident decline?"),
        required=False,
    )

    call_answer = forms.ChoiceField(
        label=_("What did the resident say?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers.")},
    )

    def __init__(self, *args: Any, today: date, answers: Sequence[CallAnswer] = (), **kwargs: Any) -> None:
        """`answers`: what a call-back that was reached may have heard."""
        super().__init__(*args, **kwargs)
        self.today = today
        if answers:
            self.fields["call_answer"].choices = [(one.value, one.label) for one in answers]  # type: ignore[attr-defined]
        else:
            del self.fields["call_answer"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        if outcome == Outcome.HELD:
            if (cleaned.get("held_on") or self.today) > self.today:
                self.add_error("held_on", str(HeldInTheFuture()))
            if "call_answer" in self.fields and not cleaned.get("call_answer") and "call_answer" not in self.errors:
                self.add_error("call_answer", _("Choose one of the answers."))
        else:
            self.errors.pop("held_on", None)
            self.errors.pop("call_answer", None)
        if outcome == Outcome.DECLINED and not cleaned.get("refusal_reason"):
            self.add_error("refusal_reason", _("Choose the reason why the resident declined."))
        return cleaned

    @property
    def was_held(self) -> bool:
        return self.cleaned_data.get("outcome") == Outcome.HELD

    def arguments(self) -> dict[str, Any]:
        """The arguments of close_follow_up that say how it went."""
        cleaned = self.cleaned_data
        declined = cleaned["outcome"] == Outcome.DECLINED
        return {
            "outcome": cleaned["outcome"],
            "held_on": (cleaned.get("held_on") or self.today) if self.was_held else None,
            "refusal_reason": cleaned["refusal_reason"] if declined else "",
            "call_answer": (cleaned.get("call_answer") or "") if self.was_held else "",
        }
