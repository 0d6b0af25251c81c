"""What the pages of questions and of changes are made of."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .words import TEXT_FEATURES


class AnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Answer"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return super().get_context(value, parent_context) | {"anchor": slugify(value.get("question") or "")}

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"
        template = "kik_wagtail/pages/blocks/answer.html"
        preview_value = {
            "question": "Wat doe ik als iemand niet opendoet?",
            "answer": "<p>Bel, en spreek in wie u bent en wanneer u terugbelt.</p>",
        }


class AnswersBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        max_length=120, icon="title", label=_("Heading"), template="kik_wagtail/pages/blocks/heading.html"
    )
    answer = AnswerBlock()


class ChangeBlock(blocks.StructBlock):
    on = blocks.DateBlock(label=_("Since"))
    title = blocks.CharBlock(label=_("What changed"), max_length=120)
    text = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("What it means for you"))
    page = blocks.PageChooserBlock(required=False, label=_("Page about it"))

    class Meta:
        icon = "history"
        label = _("Change")
        label_format = "{on} {title}"
        template = "kik_wagtail/pages/blocks/change.html"


class ChangesBlock(blocks.StreamBlock):
    change = ChangeBlock()
