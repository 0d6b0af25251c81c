"""Core values and principles of the approach (2022 letter): content that is shown where it matters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import EditorialModel, lines_in
from .ticked import DecisionsField


class GuidingModel(EditorialModel):
    """What we go by: what it says, what it asks of a coach and gives a resident, and how it sounds."""

    summary = models.TextField(_("what it says"), max_length=500)
    for_coach = models.TextField(_("what it means for the coach"), max_length=1000, blank=True)
    for_resident = models.TextField(_("what it means for the resident"), max_length=1000, blank=True)
    examples = models.TextField(
        _("example sentences"), max_length=1000, blank=True, help_text=_("One sentence on each line.")
    )
    decisions = DecisionsField(
        _("shown beside the decision"),
        default=list,
        blank=True,
        help_text=_("The coach reads the title and what it means for the coach, at the moment of deciding."),
    )

    preview_names: ClassVar[tuple[str, ...]] = ("summary", "for_coach", "for_resident", "examples")

    class Meta(EditorialModel.Meta):
        abstract = True

    @property
    def example_lines(self) -> list[str]:
        return lines_in(self.examples)


class CoreValue(GuidingModel):
    class Meta(GuidingModel.Meta):
        verbose_name = _("core value")
        verbose_name_plural = _("core values")


class Principle(GuidingModel):
    class Meta(GuidingModel.Meta):
        verbose_name = _("principle")
        verbose_name_plural = _("principles")
