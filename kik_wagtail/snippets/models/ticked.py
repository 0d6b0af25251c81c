"""A list of codes from a closed list, ticked in a form."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kik_wagtail.snippets.choices import ContactKind, Decision


class TickedField(models.JSONField):
    ticked: ClassVar[type[models.TextChoices]]

    def formfield(self, **kwargs: Any) -> Any:
        return forms.TypedMultipleChoiceField(
            choices=self.ticked.choices,
            widget=forms.CheckboxSelectMultiple,
            label=capfirst(str(kwargs.get("label", self.verbose_name))),
            help_text=self.help_text,
            required=not self.blank,
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list) or not set(value) <= set(self.ticked.values):
            raise ValidationError(_("Choose from the list."))


class KindsField(TickedField):
    ticked = ContactKind


class DecisionsField(TickedField):
    ticked = Decision
