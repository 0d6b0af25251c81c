"""Letter texts and the passages they share."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import LockableMixin, WorkflowMixin

from kik_wagtail.snippets import rich_text, wording
from kik_wagtail.snippets.blocks import BODY_FEATURES, LINE_FEATURES, LetterBodyBlock
from kik_wagtail.snippets.checking import senders
from kik_wagtail.snippets.choices import Purpose, Tone
from kik_wagtail.snippets.fields import WordingField
from kik_wagtail.snippets.merge_fields import registry
from kik_wagtail.snippets.validators import (
    error_of,
    validate_length,
    validate_links,
    validate_merge_fields,
    validate_printable,
    validate_printable_text,
)

from .base import EditorialModel
from .four_eyes import FourEyesMixin
from .layout import LetterLayout
from .translated import TranslatedModel, translation_constraints

LONGEST_SUBJECT = 160


class Passage(EditorialModel):
    text = WordingField(_("text"), features=BODY_FEATURES, validators=[validate_merge_fields])

    class Meta(EditorialModel.Meta):
        verbose_name = _("passage")
        verbose_name_plural = _("passages")

    def clean(self) -> None:
        super().clean()
        with error_of("text"):
            validate_printable_text(self.text)
            validate_length(rich_text.walk(self.nodes))
            validate_links(self.text)

    def check_complete(self) -> None:
        from kik_wagtail.snippets.checking.passage_checks import refused_of  # asks the letters: stands above the models

        senders.refuse(refused_of(self), field="text")

    @property
    def nodes(self) -> list[rich_text.Node]:
        return wording.nodes_of(self.text)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        from kik_wagtail.snippets import previews

        return previews.passage_page(request, self)


class LetterText(FourEyesMixin, WorkflowMixin, LockableMixin, TranslatedModel, EditorialModel, ClusterableModel):
    """Wording of a letter. Letters are made from its published versions only, never from this row."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.INVITATION)
    tone = models.CharField(
        _("tone"),
        max_length=10,
        choices=Tone.choices,
        default=Tone.NEUTRAL,
        help_text=_("Duty: names the legal duty and whom to call, announces no sanction."),
    )
    core_values = ParentalManyToManyField(
        "kik_wagtail.CoreValue",
        blank=True,
        related_name="letter_texts",
        verbose_name=_("which core value does this letter serve?"),
        help_text=_("Choose one or two. It stands with the versions of this letter, and is not printed."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Who keeps this text up to date."),
    )
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The owner is warned 30 days before.")
    )
    note = models.CharField(
        _("note for editors"),
        max_length=300,
        blank=True,
        help_text=_("Never printed. For example: to be checked by legal."),
    )
    default_preview_size = "tablet"  # the width of a page on paper

    subject = WordingField(_("subject"), features=LINE_FEATURES, validators=[validate_merge_fields])
    body = StreamField(LetterBodyBlock(), verbose_name=_("text"))

    class Meta(EditorialModel.Meta):
        verbose_name = _("letter text")
        verbose_name_plural = _("letter texts")
        constraints = translation_constraints()

    def clean(self) -> None:
        super().clean()
        self.clean_translation()
        if len(self.subject_line) > LONGEST_SUBJECT:
            raise ValidationError(
                {
                    "subject": _("The subject has %(count)s characters. At most 160 fit.")
                    % {"count": len(self.subject_line)}
                }
            )
        with error_of("subject"):
            validate_printable(self.subject_line)
        if self.tone == Tone.DUTY and self.valid_until is None:
            raise ValidationError({"valid_until": _("A text about a duty needs a date on which it is checked again.")})
        words = {"subject": self.subject_nodes, "blocks": wording.blocks_of(self.body or [])}
        with error_of("body"):
            validate_length(rich_text.walk(wording.nodes_in(words["blocks"])))
        self.clean_translated_words(words)
        self._check_fields_work(wording.fields_of(words))

    def check_complete(self) -> None:
        missing = {}
        if not self.subject_line.strip():
            missing["subject"] = _("A letter needs a subject.")
        if not wording.says_something(wording.blocks_of(self.body)):
            missing["body"] = _("This letter says nothing yet. Write something, or choose a passage.")
        if missing:
            raise ValidationError(missing)
        with error_of("body"):
            for html in wording.texts_in(self.body):
                validate_links(html)
        senders.refuse(senders.refused_of(self, self.frozen_content()), field="body")

    def _check_fields_work(self, names: list[str]) -> None:
        lost = [
            registry[name].label for name in names if name in registry and not registry[name].works_for(self.purpose)
        ]
        if lost:
            labels = ", ".join(gettext(label) for label in lost)
            raise ValidationError(
                {
                    "body": _(
                        "There is no value for %(labels)s in a letter for this purpose. Remove it or choose another purpose."
                    )
                    % {"labels": labels}
                }
            )

    @property
    def remark(self) -> str:
        """What few texts have, for a list: the language of a translation, the archive."""
        return " · ".join(filter(None, [self.is_translation and self.language_label, self.archived_label]))

    @property
    def subject_nodes(self) -> list[rich_text.Node]:
        return rich_text.parse_line(self.subject)

    @property
    def subject_line(self) -> str:
        return rich_text.plain(self.subject_nodes)

    @property
    def served_values(self) -> list[Any]:
        """By code: another order in the list of core values is no other wording."""
        return sorted(self.core_values.all(), key=lambda value: value.code)

    def frozen_content(self, layout: LetterLayout | None = None) -> dict[str, Any]:
        """The full wording as JSON, with passages and the words of the layout copied in."""
        layout = layout or LetterLayout.of_default_site()
        return {
            "code": self.code,
            "title": self.title,
            "purpose": self.purpose,
            "tone": self.tone,
            "core_values": [{"code": one.code, "title": one.title} for one in self.served_values],
            "subject": self.subject_nodes,
            "blocks": wording.blocks_of(self.body),
            "layout": layout.printed_text(),
            **self.frozen_translation(),
        }

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        from kik_wagtail.snippets import sample_residents

        return [(sample.key, gettext(sample.label)) for sample in sample_residents.SAMPLES]

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        from kik_wagtail.snippets import previews

        return previews.letter_page(request, self, mode_name)
