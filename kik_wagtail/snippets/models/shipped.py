"""What kik_setup has ever put on this site, so that it adds only what is new and brings nothing back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShippedItem(models.Model):
    key = models.CharField(_("key"), max_length=150, unique=True)
    shipped_at = models.DateTimeField(_("shipped at"))
    content = models.JSONField(
        _("content"), null=True, blank=True, help_text=_("Of a text: its words as the package had them then.")
    )

    class Meta:
        verbose_name = _("shipped item")
        verbose_name_plural = _("shipped items")

    def __str__(self) -> str:
        return self.key
