"""Everything that is filled in about one contact: how it went, the report, the promises, the next contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from kik_wagtail.desk.services import Report
from kik_wagtail.follow_up.models import FollowUp, Outcome
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import local

from .commitments import commitment_forms, empty_row
from .next_contact import NextContactForm
from .outcome import OutcomeForm
from .report import ReportForm

Values = Mapping[str, Sequence[str]]
SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


class ContactEntry:
    """The forms of the Contact screen as one. `values` are posted values, or a draft to go on with.

    Where the contact was not held, the report is neither checked nor kept.
    """

    def __init__(
        self,
        *,
        follow_up: FollowUp,
        guide: Any,
        today: date,
        calendar: Calendar,
        data: QueryDict | None = None,
        draft: Values | None = None,
        outcome: str = "",
    ) -> None:
        posted = dict(data.lists()) if data is not None else {}
        values: Values = posted or draft or {}
        resident = follow_up.resident
        self.follow_up, self.guide, self.draft, self.today = follow_up, guide, draft or {}, today
        answers = follow_up.answers_offered
        initial = {"outcome": outcome or Outcome.HELD} | self._times()
        self.outcome = OutcomeForm(data, today=today, answers=answers, initial=initial)
        self.report = ReportForm(data, guide=guide)
        self.commitments = commitment_forms(values, bound=data is not None)
        self.next: NextContactForm | None = None
        if follow_up.is_conversation and resident.is_in_view:
            last_held = self._last_held(data)
            self.next = NextContactForm(data, resident=resident, last_held=last_held, today=today, calendar=calendar)
        if data is None:
            for form in self._forms():
                form.initial |= _initial(form, self.draft)

    def _times(self) -> dict[str, Any]:
        appointment = self.follow_up.appointment_at
        return {"held_on": min(local(appointment).date(), self.today) if appointment else self.today}

    def _last_held(self, data: QueryDict | None) -> date | None:
        """The last conversation once this one is saved: itself, if it is held."""
        before = self.follow_up.resident.last_conversation_on
        if data is None:
            held_on = self.outcome.initial["held_on"] if self.outcome.initial["outcome"] == Outcome.HELD else None
        else:
            held_on = self.outcome.arguments()["held_on"] if self.outcome.is_valid() else None
        return max(filter(None, (before, held_on)), default=None)

    def _forms(self) -> list[forms.Form]:
        return [form for form in (self.outcome, self.report, self.next) if form is not None]

    def _checked(self) -> list[forms.Form]:
        """What is asked of this outcome."""
        self.outcome.is_valid()  # a wrong day does not keep the report from being checked as well
        held = [self.report, *self.commitments] if self.outcome.was_held else []
        return [form for form in (self.outcome, *held, self.next) if form is not None]

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self._checked()]  # every form: all mistakes at once
        return all(checked)

    def mistakes(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what is wrong) for the summary above the form, in the order of the screen."""
        return [
            (form[name].id_for_label or f"id_{name}", str(form[name].label), " ".join(form.errors[name]))
            for form in self._checked()
            for name in form.errors
            if name in form.fields
        ]

    def empty_commitment(self) -> forms.Form:
        return empty_row()

    def result(self) -> dict[str, Any]:
        """The arguments of services.finish_contact; ask only when valid."""
        report = None
        if self.outcome.was_held:
            report = Report(
                guide_version=self.guide,
                answers=self.report.answers(),
                facts=self.report.facts(),
                commitments=tuple(form.cleaned_data for form in self.commitments),
                partner=self.report.cleaned_data["partner"],
            )
        next_contact = self.next.agreed() if self.next else None
        return self.outcome.arguments() | {"report": report, "next_contact": next_contact}


def _initial(form: forms.Form, draft: Values) -> dict[str, Any]:
    """What a draft says about the fields of `form`, as typed."""
    return {
        name: list(draft[name]) if isinstance(field, SEVERAL) else (draft[name] or [""])[0]
        for name, field in form.fields.items()
        if name in draft
    }
