"""Blocks of plain words: what an editor writes on the page itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kik_wagtail.pages.anchors import anchor_in
from kik_wagtail.pages.shelf import Shelf

TEXT_FEATURES = ["h3", "bold", "ul", "ol", "link", "document-link"]
WORDS = _("Words")
PREVIEW = "kik_wagtail/pages/block_preview.html"


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; stands in the table of contents."""

    def heading_of(self, value: Any, shelf: Shelf) -> str:
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return super().get_context(value, parent_context) | {"anchor": anchor_in(parent_context, value)}

    class Meta:
        icon = "title"
        group = WORDS
        label = _("Heading")
        description = _("A heading above what follows. It stands in the table of contents.")
        form_classname = "title"
        template = "kik_wagtail/pages/blocks/heading.html"
        preview_template = PREVIEW
        preview_value = "Zo bereidt u een gesprek voor"


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES} | kwargs)

    class Meta:
        icon = "pilcrow"
        group = WORDS
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        template = "kik_wagtail/pages/blocks/text.html"
        preview_template = PREVIEW
        preview_value = "<p>Lees eerst het vorige verslag. Niemand vertelt graag twee keer hetzelfde.</p>"


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), max_length=600)
    who = blocks.CharBlock(
        label=_("Who said it"), max_length=120, required=False, help_text=_("A role, never a resident’s name.")
    )

    class Meta:
        icon = "openquote"
        group = WORDS
        label = _("Quotation")
        description = _("What somebody said, with their role.")
        template = "kik_wagtail/pages/blocks/quotation.html"
        preview_template = PREVIEW
        preview_value = {"text": "Mijn coach belde zelf terug, zoals beloofd.", "who": "inwoner"}


class CallOutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("tip", _("tip")), ("note", _("good to know")), ("attention", _("mind this"))],
        default="note",
        label=_("Kind"),
    )
    text = blocks.RichTextBlock(features=["bold", "ul", "link"], label=_("Text"))

    class Meta:
        icon = "help"
        group = WORDS
        label = _("Call-out")
        description = _("A few words that may not be missed, in a box.")
        template = "kik_wagtail/pages/blocks/call_out.html"
        preview_template = PREVIEW
        preview_value = {"kind": "tip", "text": "<p>Vraag waar iemand het liefst praat.</p>"}


class OneStepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=120)
    text = blocks.RichTextBlock(features=["bold", "ul", "link"], required=False, label=_("What you do"))

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"


class StepPlanBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    steps = blocks.ListBlock(OneStepBlock(), min_num=1, label=_("Steps"))

    def heading_of(self, value: Any, shelf: Shelf) -> str:
        return value.get("title") or ""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"anchor": anchor_in(parent_context, self.heading_of(value, Shelf()))}

    class Meta:
        icon = "list-ol"
        group = WORDS
        label = _("Step plan")
        description = _("Steps in order, each with what to do.")
        template = "kik_wagtail/pages/blocks/step_plan.html"
        preview_template = PREVIEW
        preview_value = {
            "title": "Een warm gesprek bij een overdracht",
            "steps": [{"title": "Bel de nieuwe coach", "text": ""}, {"title": "Praat met z’n drieën", "text": ""}],
        }
