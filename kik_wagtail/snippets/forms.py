"""Forms of the texts beyond what Wagtail makes of the fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kik_wagtail.admin.archived import OffersWhatIsKept

from . import languages
from .errors import LanguageHasNoFont
from .models import CoreValue
from .models.translated import refuse_unprintable

FOLLOWS = _("As in the Dutch text.")


class EditorialForm(OffersWhatIsKept):
    """Asks of a text that is not a draft any more what a draft may lack."""

    def _clean_fields(self) -> None:
        """What no page of ours posts is answered as such: a stream cannot be read, let alone shown again."""
        try:
            for name in self.fields:
                self[name].data  # noqa: B018
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadRequest("A form that was not filled in on its own page.") from error
        super()._clean_fields()

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation and not self.errors:
            try:
                self.instance.check_complete()
            except ValidationError as error:
                self.add_error(None, error)


class LetterTextForm(EditorialForm):
    """A Dutch text belongs to no version. A translation follows it in purpose and tone, which stand there to read, and in
    the core values.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "core_values" in self.fields:
            self.fields["core_values"].label_from_instance = _with_meaning
        if self.instance.is_translation:
            self._shape_for_translation()
        else:
            self.fields.pop("translated_version", None)

    def _shape_for_translation(self) -> None:
        for name in ("purpose", "tone"):
            self.fields[name].disabled, self.fields[name].help_text = True, FOLLOWS
        self.fields.pop("core_values", None)
        if "translated_version" in self.fields:
            self.fields["translated_version"] = self._version_field()

    def _version_field(self) -> forms.Field:
        numbers = self.instance.translation_of.versions.values_list("number", flat=True)
        field = self._meta.model._meta.get_field("translated_version")
        return forms.TypedChoiceField(
            label=capfirst(str(field.verbose_name)),
            help_text=field.help_text,
            choices=[(number, str(number)) for number in numbers],
            coerce=int,
        )


class NewTranslationForm(forms.Form):
    """All languages of the list: one that cannot be printed is refused with the reason."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [pair for pair in self._names if pair[0] not in {languages.DUTCH, *taken}]
        printable = [pair for pair in left if languages.can_be_printed(pair[0])]
        others = [pair for pair in left if pair not in printable]
        self.fields["language"].choices = [("", ""), *printable, (_("No font for this script"), others)]

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        return languages.names(reader=get_language() or languages.DUTCH)

    def clean_language(self) -> str:
        code = self.cleaned_data["language"]
        try:
            refuse_unprintable(code)
        except LanguageHasNoFont as error:
            raise forms.ValidationError(str(error)) from error
        return code


def _with_meaning(value: CoreValue) -> str:
    return format_html("<span><b>{}.</b> {}</span>", value.title, value.summary)
