"""What members of staff said of pages. About them, so: the least, gone with the user, in no export."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


def _reader() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader"))


class PageAnswer(models.Model):
    """Was this useful? One answer of a reader for each version of a page; the last one counts."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="kik_answers", verbose_name=_("page"))
    user = _reader()
    revision = models.PositiveBigIntegerField(_("version"), default=0)
    is_useful = models.BooleanField(_("useful"))
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    is_told = models.BooleanField(_("told to who keeps the page"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer about a page")
        verbose_name_plural = _("answers about pages")
        constraints = [
            models.UniqueConstraint(fields=["page", "user", "revision"], name="kik_page_answer_once"),
        ]
        indexes = [models.Index(fields=["page"], condition=models.Q(is_told=False), name="kik_page_answer_untold")]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.is_useful}"


class PageReading(models.Model):
    """Read and understood. `asked_on` is the day that the page asked it anew: with another day there it is asked again."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    user = _reader()
    asked_on = models.DateField(_("asked anew on"), null=True)
    at = models.DateTimeField(_("at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reading of a page")
        verbose_name_plural = _("readings of pages")
        constraints = [models.UniqueConstraint(fields=["page", "user"], name="kik_page_reading_once")]
        permissions = [("count_pagereading", _("Can count who read a page, per team"))]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.at:%Y-%m-%d}"


class NewsSeen(models.Model):
    """Until when a coach has seen what is new."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader"), primary_key=True
    )
    at = models.DateTimeField(_("at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("news seen")
        verbose_name_plural = _("news seen")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
