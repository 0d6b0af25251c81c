"""Life domains: the parts of a life that a conversation, and later a development plan, can be about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import EditorialModel, lines_in


class LifeDomain(EditorialModel):
    summary = models.TextField(_("what it is about"), max_length=300)
    ask = models.TextField(
        _("questions to ask"),
        max_length=1000,
        blank=True,
        help_text=_("One question on each line, for the coach. They do not stand in the report."),
    )
    preview_names: ClassVar[tuple[str, ...]] = ("summary", "ask")

    class Meta(EditorialModel.Meta):
        verbose_name = _("life domain")
        verbose_name_plural = _("life domains")

    @property
    def ask_lines(self) -> list[str]:
        return lines_in(self.ask)
