"""A file of texts that a person offers at the screen: checked first, read in when confirmed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TextImport(models.Model):
    """Texts, no residents: the file waits in the row. Once done it holds only what came of it."""

    token = models.UUIDField(_("token"), unique=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("offered by")
    )
    uploaded_at = models.DateTimeField(_("offered at"))
    content = models.TextField(_("content"), blank=True)
    report = models.JSONField(_("report"), default=dict)
    done_at = models.DateTimeField(_("read in at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of texts")
        verbose_name_plural = _("files of texts")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.token)
