"""Core values and principles of the approach (2022 letter): content that is shown where it matters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import EditorialModel


class CoreValue(EditorialModel):
    summary = models.TextField(_("what it says"), max_length=500)
    for_coach = models.TextField(_("what it means for the coach"), max_length=1000, blank=True)
    for_resident = models.TextField(_("what it means for the resident"), max_length=1000, blank=True)
    example = models.TextField(_("example sentence"), max_length=500, blank=True)
    preview_names: ClassVar[tuple[str, ...]] = ("summary", "for_coach", "for_resident", "example")

    class Meta(EditorialModel.Meta):
        verbose_name = _("core value")
        verbose_name_plural = _("core values")


class Principle(EditorialModel):
    summary = models.TextField(_("what it says"), max_length=500)
    for_coach = models.TextField(_("what it means for the coach"), max_length=1000, blank=True)
    preview_names: ClassVar[tuple[str, ...]] = ("summary", "for_coach")

    class Meta(EditorialModel.Meta):
        verbose_name = _("principle")
        verbose_name_plural = _("principles")
