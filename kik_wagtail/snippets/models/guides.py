"""Conversation guides: what a coach has beside the form, and the questions the form is made of."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import LockableMixin, WorkflowMixin

from kik_wagtail.snippets import rich_text
from kik_wagtail.snippets.blocks import GuideBodyBlock
from kik_wagtail.snippets.choices import ContactKind, GuideChannel
from kik_wagtail.snippets.validators import error_of, validate_length

from .base import EditorialModel, EditorialQuerySet
from .four_eyes import FourEyesMixin
from .ticked import KindsField
from .versions import GuideVersion


class GuideQuerySet(EditorialQuerySet):
    def for_contact(self, *, kind: str, at_a_distance: bool) -> GuideVersion | None:
        """The published guide to lay beside a contact: one for its channel before one for any channel. One query."""
        channels = [GuideChannel.DISTANCE, GuideChannel.ANY] if at_a_distance else [GuideChannel.ANY]
        newest = GuideVersion.objects.current().select_related("text").defer("text__body")
        found = [one for one in newest if kind in one.text.kinds and one.text.channel in channels]
        found.sort(key=lambda one: (channels.index(one.text.channel), one.text.sort_order, one.text.title))
        return found[0] if found else None


class ConversationGuide(FourEyesMixin, WorkflowMixin, LockableMixin, EditorialModel):
    kinds = KindsField(
        _("for which contacts"), default=list, help_text=_("The kinds of contact that this guide is for.")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=GuideChannel.choices, default=GuideChannel.ANY)
    body = StreamField(GuideBodyBlock(), verbose_name=_("guide"))

    objects = models.Manager.from_queryset(GuideQuerySet)()
    preview_template: ClassVar[str] = "kik_wagtail/snippets/preview_guide.html"

    class Meta(EditorialModel.Meta):
        verbose_name = _("conversation guide")
        verbose_name_plural = _("conversation guides")

    def clean(self) -> None:
        super().clean()
        texts = [child.value["text"] for child in self.body or [] if child.block_type == "phase"]
        with error_of("body"):
            validate_length(node for text in texts if text for node in rich_text.walk(rich_text.parse(text.source)))

    @property
    def kinds_label(self) -> str:
        return ", ".join(str(label) for value, label in ContactKind.choices if value in self.kinds)

    def frozen_content(self) -> dict[str, Any]:
        from kik_wagtail.snippets.guide_content import content_of

        return content_of(self)

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | {"content": self.frozen_content()}
