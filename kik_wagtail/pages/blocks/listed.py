"""What the pages of questions and of changes are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from kik_wagtail.pages.anchors import anchor_in
from kik_wagtail.pages.shelf import Shelf

from .words import PREVIEW, TEXT_FEATURES, HeadingBlock


class AnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Answer"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"anchor": anchor_in(parent_context, value.get("question") or "")}

    class Meta:
        icon = "help"
        label = _("Question")
        description = _("A question as readers ask it, with the answer below it.")
        label_format = "{question}"
        template = "kik_wagtail/pages/blocks/answer.html"
        preview_template = PREVIEW
        preview_value = {
            "question": "Wat doe ik als iemand niet opendoet?",
            "answer": "<p>Bel, en spreek in wie u bent en wanneer u terugbelt.</p>",
        }


class AnswersBlock(blocks.StreamBlock):
    heading = HeadingBlock(max_length=120)
    answer = AnswerBlock()


class ChangeBlock(blocks.StructBlock):
    on = blocks.DateBlock(label=_("Since"))
    title = blocks.CharBlock(label=_("What changed"), max_length=120)
    text = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("What it means for you"))
    page = blocks.PageChooserBlock(required=False, label=_("Page about it"))

    def heading_of(self, value: Any, shelf: Shelf) -> str:
        return value.get("title") or ""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"anchor": anchor_in(parent_context, self.heading_of(value, Shelf()))}

    class Meta:
        icon = "history"
        label = pgettext_lazy("what changed", "Change")
        description = _("What is different, since when, and what it means for the reader.")
        label_format = "{on} {title}"
        template = "kik_wagtail/pages/blocks/change.html"
        preview_template = PREVIEW
        preview_value = {
            "on": date(2026, 1, 1),
            "title": "Nabellen binnen twee weken",
            "text": "<p>Tot nu toe was dat vier weken.</p>",
            "page": None,
        }


class ChangesBlock(blocks.StreamBlock):
    change = ChangeBlock()
