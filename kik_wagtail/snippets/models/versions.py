"""Published wording, frozen: rows that never change and never go."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from kik_wagtail.snippets.questions import Question, questions_of
from kik_wagtail.snippets.typeset import Layout


class VersionIsImmutable(RuntimeError):
    """A published version was about to be changed or deleted."""


def content_hash(content: dict[str, Any]) -> str:
    """sha-256 over the content in one canonical spelling."""
    canonical = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class VersionQuerySet(models.QuerySet):
    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise VersionIsImmutable("Published versions never change.")

    update = bulk_update = delete = _refuse

    def current(self) -> VersionQuerySet:
        """Per text the version that is sent or shown now: the last one of a text that is live and not archived."""
        newest = self.model.objects.filter(text=models.OuterRef("text")).order_by("-number").values("pk")[:1]
        return self.filter(pk=models.Subquery(newest), text__live=True, text__is_archived=False)


class PublishedVersion(models.Model):
    """Number, full wording with what it leaned on copied in, hash, who and when. `text` is the snippet it is of."""

    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )
    published_by_name = models.CharField(_("name of who published"), max_length=150, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("text", "-number")

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise VersionIsImmutable("Published versions never change.")
        self.sha256 = content_hash(self.content)
        super().save(*args, force_insert=True, **{key: value for key, value in kwargs.items() if key == "using"})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise VersionIsImmutable("Published versions are never deleted. Archive the text instead.")

    @property
    def is_intact(self) -> bool:
        """False when somebody changed the row outside this code."""
        return self.sha256 == content_hash(self.content)


def _once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["text", "number"],
        name=name,
        violation_error_message=_("This text already has a version with this number."),
    )


class LetterVersion(PublishedVersion):
    text = models.ForeignKey(
        "kik_wagtail.LetterText", models.PROTECT, related_name="versions", verbose_name=_("letter text")
    )

    class Meta(PublishedVersion.Meta):
        verbose_name = _("version of a letter text")
        verbose_name_plural = _("versions of letter texts")
        constraints = [_once("kik_letter_version_once")]

    def layout(self) -> Layout:
        """The site's layout, with the words that were printed on it when this version was published."""
        from .layout import LetterLayout

        return LetterLayout.of_default_site().as_layout(self.content["layout"])

    @property
    def free_slot(self) -> dict[str, Any] | None:
        """{"max_length", "help"} of the coach's own space, or None where the text has none."""
        return next((block["value"] for block in self.content["blocks"] if block["type"] == "free_slot"), None)


class GuideVersion(PublishedVersion):
    text = models.ForeignKey(
        "kik_wagtail.ConversationGuide", models.PROTECT, related_name="versions", verbose_name=_("conversation guide")
    )

    class Meta(PublishedVersion.Meta):
        verbose_name = _("version of a conversation guide")
        verbose_name_plural = _("versions of conversation guides")
        constraints = [_once("kik_guide_version_once")]

    @property
    def questions(self) -> list[Question]:
        return questions_of(self.content)
