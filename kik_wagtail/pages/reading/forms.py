from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

YES, NO = "ja", "nee"


class AnswerForm(forms.Form):
    useful = forms.ChoiceField(
        label=_("Was this page useful to you?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    comment = forms.CharField(
        label=_("What could be better? You may leave this empty."),
        help_text=_("Goes to who keeps this page, without your name. Write no names of residents here."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    use_required_attribute = False

    @classmethod
    def of(cls, answer: Any) -> AnswerForm:
        said = {"useful": YES if answer.is_useful else NO, "comment": answer.comment} if answer else None
        return cls(initial=said, auto_id="kik-%s")

    @property
    def is_useful(self) -> bool:
        return self.cleaned_data["useful"] == YES
