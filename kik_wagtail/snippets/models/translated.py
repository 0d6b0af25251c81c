"""A letter text in another language: a row of its own, with its own drafts, approval and versions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kik_wagtail.snippets import languages, messages
from kik_wagtail.snippets.errors import LanguageHasNoFont
from kik_wagtail.snippets.languages import DUTCH
from kik_wagtail.snippets.translating import wrong_in_translation

NOTICE = "Vertaling in het {language}. De brief in het Nederlands geldt."
SAYS_TWICE = _("This text has been translated into this language already.")


def language_choices() -> list[tuple[str, str]]:
    """A function, so that a language more makes no migration."""
    return languages.names(reader=translation.get_language() or DUTCH)


class TranslatedModel(models.Model):
    """Purpose, tone and the like follow the Dutch text; what is frozen says to which version of it the words belong."""

    language = models.CharField(_("language"), max_length=10, choices=language_choices, default=DUTCH, editable=False)
    translation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="translations",
        limit_choices_to={"translation_of": None},
        verbose_name=_("translation of"),
    )
    translated_version = models.PositiveIntegerField(
        _("belongs to version"),
        null=True,
        blank=True,
        help_text=_("Version of the Dutch text that this translation was compared with."),
    )

    class Meta:
        abstract = True

    @property
    def is_translation(self) -> bool:
        return self.translation_of_id is not None

    @property
    def language_name(self) -> str:
        """For whoever reads the screen."""
        return languages.name(self.language, reader=translation.get_language() or DUTCH)

    @property
    def language_label(self) -> str:
        """For a list: with the text that it is a translation of."""
        if self.translation_of is None:
            return self.language_name
        values = {"language": self.language_name, "title": self.translation_of.title}
        return gettext("%(language)s, of “%(title)s”") % values

    def frozen_translation(self) -> dict[str, Any]:
        """Part of the content of a version; nothing for a Dutch text."""
        if self.translation_of is None:
            return {}
        said = {
            "of": self.translation_of_id,
            "version": self.translated_version,
            "language": self.language,
            "direction": "rtl" if languages.is_right_to_left(self.language) else "ltr",
            "notice": NOTICE.format(language=languages.name(self.language)),
        }
        return {"translation": said}

    def clean_translation(self) -> None:
        """For clean(): what a form does not ask is checked too, and told above it."""
        if self.is_translation == (self.language == DUTCH):
            raise ValidationError(_("A translation is in another language and belongs to a Dutch text."))
        if self.translation_of is None:
            return
        if self.translation_of.is_translation:
            raise ValidationError(_("Only a Dutch text is translated. Translate that one instead."))
        try:
            refuse_unprintable(self.language)
        except LanguageHasNoFont as error:
            raise ValidationError(str(error), code="no_font") from error
        same = self.translation_of.translations.filter(language=self.language)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError(SAYS_TWICE)
        self._follow(self.translation_of)

    def _follow(self, original: Any) -> None:
        self.purpose, self.tone = original.purpose, original.tone
        self.core_values = list(original.core_values.all())
        if self.translated_version is None:
            self.translated_version = original.versions.values_list("number", flat=True).first()

    def clean_translated_words(self, wording: dict[str, Any]) -> None:
        if self.is_translation and (problems := wrong_in_translation(wording)):
            raise ValidationError({"body": [messages.sentence(problem) for problem in problems]})


def refuse_unprintable(language: str) -> None:
    """Raises LanguageHasNoFont, which names the language and its script."""
    if not languages.can_be_printed(language):
        reader = translation.get_language() or DUTCH
        script = languages.script_name(languages.script(language), reader=reader)
        raise LanguageHasNoFont(language=languages.name(language, reader=reader), script=script)


def translation_constraints() -> list[Any]:
    return [
        models.UniqueConstraint(
            fields=["translation_of", "language"],
            name="kik_text_translated_once",
            violation_error_message=SAYS_TWICE,
        ),
        models.CheckConstraint(
            condition=models.Q(translation_of=None, language=DUTCH)
            | (models.Q(translation_of__isnull=False) & ~models.Q(language=DUTCH)),
            name="kik_text_dutch_or_translation",
            violation_error_message=_("A translation is in another language and belongs to a Dutch text."),
        ),
    ]
