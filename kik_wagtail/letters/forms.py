"""What a coach fills in for one letter."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kik_wagtail.snippets.models import LetterVersion


def as_typed(text: str) -> str:
    """A browser sends line ends as CR LF."""
    return text.replace("\r\n", "\n").strip()


class LetterForm(forms.Form):
    """`request_key` makes two presses one letter; `version` and `translation` are the words that were on the screen.

    How long the free text may be is said by the letter itself, with everything else that is wrong.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    request_key = forms.UUIDField(widget=forms.HiddenInput)
    translation = forms.IntegerField(required=False)  # what the screen offers now, also where the form is sent again
    with_translation = forms.BooleanField(label=_("Send the translation along"), required=False)
    free_text = forms.CharField(
        label=_("Your own text"),
        required=False,
        max_length=5000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
    )

    @classmethod
    def for_version(cls, version: LetterVersion, *, with_translation: bool, free_text: str = "") -> LetterForm:
        """A fresh form with a key of its own."""
        initial = {"version": version.pk, "request_key": uuid4(), "free_text": free_text}
        form = cls(initial={**initial, "with_translation": with_translation})
        form.shape_for(version)
        return form

    def shape_for(self, version: LetterVersion) -> None:
        """The coach's space as this wording has it; without one the field is hidden, and its text reported."""
        slot = version.free_slot
        field = self.fields["free_text"]
        if slot is None:
            field.widget = forms.HiddenInput()
        else:
            field.help_text = slot["help"]
            field.widget.attrs |= {"data-kik-counter-target": "input", "data-action": "kik-counter#count"}

    def clean_free_text(self) -> str:
        return as_typed(self.cleaned_data["free_text"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("with_translation") and not cleaned.get("translation"):
            raise forms.ValidationError(_("Look at the letter again."))
        return cleaned

    @property
    def hidden_errors(self) -> bool:
        """Nobody could mend these on the screen."""
        return bool(set(self.errors) - {"free_text"})

    @property
    def chosen_translation(self) -> int | None:
        """Key of its version."""
        return self.cleaned_data["translation"] if self.cleaned_data["with_translation"] else None

    def arguments(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("request_key", "free_text")}
