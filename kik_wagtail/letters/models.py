"""Letters as they were made: the version of the wording, the values that filled it, and the look of the page."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.models import AboutResident, FollowUp
from kik_wagtail.scope.encrypted import EncryptedJSONField
from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel
from kik_wagtail.scope.querysets import manager_of
from kik_wagtail.snippets.typeset import Layout

from .queries import LetterQuerySet

LANGUAGES = (("nl", _("Dutch")),)


class FrozenLayout(models.Model):
    """Logo, window and colours as they were: one row per look, shared by all letters made with it.

    An editor may move the window of the envelope tomorrow; the letter of today must still come out the same.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    data = models.JSONField(_("layout"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("layout of letters that were made")
        verbose_name_plural = _("layouts of letters that were made")

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def layout(self) -> Layout:
        return Layout(**self.data | {"logo": base64.b64decode(self.data["logo"])})

    @staticmethod
    def data_of(layout: Layout) -> dict[str, Any]:
        return asdict(layout) | {"logo": base64.b64encode(layout.logo).decode("ascii")}


class ReferenceCounter(models.Model):
    """The last number given in a year. A row of its own: letters themselves answer only inside a scope."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of letter references")
        verbose_name_plural = _("counters of letter references")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class PrintFile(models.Model):
    """Letters that somebody took out of the list to print them together. The file is set anew from the letters."""

    request_key = models.UUIDField(_("request"), unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("print file")
        verbose_name_plural = _("print files")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.pk}"


class Letter(AboutResident):
    """One letter to one resident. Points to its exact wording for ever.

    No PDF is kept: version + values + layout + `made_at` give the same bytes, and `sha256` proves it.
    """

    class State(models.TextChoices):
        MADE = "made", _("made")
        PRINTED = "printed", _("printed")
        CANCELLED = "cancelled", _("cancelled")

    scope_plain: ClassVar[frozenset[str]] = ScopedModel.scope_plain | {
        *("version", "version_id", "translation", "translation_id", "state", "made_at")
    }

    follow_up = ScopedForeignKey(
        FollowUp, models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name=_("contact")
    )
    version = models.ForeignKey(
        "kik_wagtail.LetterVersion", models.PROTECT, related_name="letters", verbose_name=_("version of the text")
    )
    translation = models.ForeignKey(
        "kik_wagtail.LetterVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters_behind",
        verbose_name=_("translation behind it"),
    )
    layout = models.ForeignKey(FrozenLayout, models.PROTECT, related_name="+", verbose_name=_("layout"))
    values: models.Field[Any, Any] = EncryptedJSONField(_("values"))
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="nl")
    reference = models.CharField(
        _("reference"),
        max_length=30,
        unique=True,
        error_messages={"unique": _("Another letter has this reference.")},
    )
    pages = models.PositiveSmallIntegerField(_("pages"))
    sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64)
    request_key = models.UUIDField(_("request"), editable=False)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    state = models.CharField(_("state"), max_length=15, choices=State.choices, default=State.MADE)
    state_at = models.DateTimeField(_("in this state since"))
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    print_file = models.ForeignKey(
        PrintFile, models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name=_("print file")
    )

    objects = manager_of(LetterQuerySet)

    class Meta(AboutResident.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "request_key"],
                name="kik_letter_once_per_request",
                violation_error_message=_("This letter has been made already."),
            ),
            models.CheckConstraint(
                condition=Q(pages__gte=1),
                name="kik_letter_has_a_page",
                violation_error_message=_("A letter has at least one page."),
            ),
            models.CheckConstraint(
                condition=Q(state="made", state_at=models.F("made_at")) | ~Q(state="made"),
                name="kik_letter_made_when_made",
                violation_error_message=_("A letter that was printed or cancelled does not become new again."),
            ),
        ]
        indexes = [
            models.Index(fields=["resident", "made_at"], name="kik_letter_resident_made"),
            models.Index(fields=["version", "state", "made_at"], name="kik_letter_version_state"),
            models.Index(fields=["area", "made_at", "id"], name="kik_letter_area_made"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED
