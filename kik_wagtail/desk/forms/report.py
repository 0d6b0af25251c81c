"""The report: the questions of the guide that lies beside it, and what every report asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kik_wagtail.follow_up.models import Way, Wish
from kik_wagtail.snippets import questions
from kik_wagtail.snippets.models import Partner, Provision
from kik_wagtail.snippets.questions import Question

from .dates import DutchDateField

YES, NO = "yes", "no"
YES_NO = [(YES, _("yes")), (NO, _("no"))]
GRADES = [(str(grade), str(grade)) for grade in range(1, 11)]
MAX_LENGTH = 5000


def _open(question: Question) -> forms.Field:
    return forms.CharField(max_length=MAX_LENGTH, widget=AdminAutoHeightTextInput(attrs={"rows": 2}))


def _choice(question: Question) -> forms.Field:
    options = [(option, option) for option in question.options]
    if question.several:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple)
    return forms.ChoiceField(choices=options, widget=forms.RadioSelect)


def _scale(question: Question) -> forms.Field:
    steps = [(str(step), str(step)) for step in range(question.low, question.high + 1)]
    return forms.ChoiceField(choices=steps, widget=forms.RadioSelect)


def _yes_no(question: Question) -> forms.Field:
    return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)


def _date(question: Question) -> forms.Field:
    return DutchDateField()


FIELD_OF: dict[str, Callable[[Question], forms.Field]] = {
    questions.OPEN: _open,
    questions.CHOICE: _choice,
    questions.SCALE: _scale,
    questions.YES_NO: _yes_no,
    questions.DATE: _date,
}


def question_field(question: Question) -> forms.Field:
    """Never required: a conversation is no questionnaire."""
    field = FIELD_OF[question.kind](question)
    field.required = False
    field.label, field.help_text = question.label, question.help
    return field


class ReportForm(forms.Form):
    is_active = forms.ChoiceField(
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
        label=_("Takes part?"),
        help_text=_("Work, voluntary work, informal care or a course."),
    )
    wishes = forms.MultipleChoiceField(
        choices=Wish.choices, widget=forms.CheckboxSelectMultiple, required=False, label=_("Wants")
    )
    way = forms.ChoiceField(choices=Way.choices, widget=forms.RadioSelect, required=False, label=_("In which way?"))
    partner = forms.ModelChoiceField(
        Partner.objects.none(), required=False, label=_("Referred to"), empty_label=_("not referred")
    )
    provisions = forms.ModelMultipleChoiceField(
        Provision.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("Told about")
    )
    grade_conversation = forms.ChoiceField(
        choices=GRADES,
        widget=forms.RadioSelect,
        required=False,
        label=_("The resident's grade for this conversation"),
    )
    grade_initiative = forms.ChoiceField(
        choices=GRADES,
        widget=forms.RadioSelect,
        required=False,
        label=_("The resident's grade for staying in contact"),
    )

    def __init__(self, *args: Any, guide: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide = guide
        self.questions: list[Question] = guide.questions if guide else []
        for question in self.questions:
            self.fields[name_of(question)] = question_field(question)
        self.fields["partner"].queryset = Partner.objects.in_use()  # type: ignore[attr-defined]
        provisions = Provision.objects.in_use()
        self.fields["provisions"].queryset = provisions  # type: ignore[attr-defined]
        self.fields["provisions"].choices = [(one.pk, str(one)) for one in provisions]  # type: ignore[attr-defined]

    def question_fields(self) -> list[tuple[Question, forms.BoundField]]:
        return [(question, self[name_of(question)]) for question in self.questions]

    def answers(self) -> dict[str, Any]:
        """{question key: answer} of what was answered, as it is kept."""
        found = {question.key: self.cleaned_data.get(name_of(question)) for question in self.questions}
        return {key: _kept(value) for key, value in found.items() if value not in (None, "", [])}

    def facts(self) -> dict[str, Any]:
        """The other arguments of write_report."""
        cleaned = self.cleaned_data
        return {
            "is_active": {YES: True, NO: False}.get(cleaned["is_active"]),
            "wishes": cleaned["wishes"],
            "way": cleaned["way"],
            "grade_conversation": int(cleaned["grade_conversation"] or 0) or None,
            "grade_initiative": int(cleaned["grade_initiative"] or 0) or None,
            "provisions": cleaned["provisions"],
        }


def name_of(question: Question) -> str:
    return f"q_{question.key}"


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
