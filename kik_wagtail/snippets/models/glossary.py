"""Words that need a few others beside them: explained on the method pages where they first stand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import EditorialModel, lines_in


class GlossaryTerm(EditorialModel):
    """The title is the term as it stands in a sentence."""

    other_forms = models.TextField(
        _("other forms"),
        max_length=300,
        blank=True,
        help_text=_("One on each line: the plural, a verb, an abbreviation."),
    )
    explanation = models.TextField(_("explanation"), max_length=300, help_text=_("One or two short sentences."))
    preview_names: ClassVar[tuple[str, ...]] = ("explanation", "other_forms")

    class Meta(EditorialModel.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    @property
    def forms(self) -> list[str]:
        return [self.title, *lines_in(self.other_forms)]
