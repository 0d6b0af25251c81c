"""What to look for, where, and what to put in its place."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kik_wagtail.snippets.validators import validate_merge_fields, validate_printable

from .searching import Where
from .words import Term

LONGEST = 100


class FindForm(forms.Form):
    q = forms.CharField(
        label=_("Find"),
        max_length=LONGEST,
        help_text=_("Capitals and accents make no difference: “client” finds “Cliënt” too."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    part = forms.BooleanField(
        label=_("Also inside longer words"), required=False, help_text=_("“client” then finds “cliënten” too.")
    )
    where = forms.ChoiceField(label=_("Look in"), choices=Where.choices, required=False)
    kind = forms.MultipleChoiceField(
        label=_("Kinds of text"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )

    def __init__(self, *args: Any, kinds: Iterable[type[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {model._meta.model_name: model for model in kinds}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (name, capfirst(str(model._meta.verbose_name_plural))) for name, model in self.kinds.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "q" in cleaned:
            cleaned["term"] = Term(cleaned["q"], is_part=cleaned.get("part", False))
            if not cleaned["term"].is_usable:
                self.add_error("q", _("Type at least two letters."))
        return cleaned

    @property
    def chosen_kinds(self) -> list[type[Any]]:
        return [self.kinds[name] for name in self.cleaned_data["kind"]] or list(self.kinds.values())


class ReplaceForm(forms.Form):
    by = forms.CharField(
        label=_("Replace by"), max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_by(self) -> str:
        """Refused once, here, rather than in every text."""
        words = self.cleaned_data["by"]
        validate_merge_fields(escape(words))
        validate_printable(words)
        return words
