"""Blocks that show a text as it is published now. What the page keeps is which text, never its words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kik_wagtail import conf
from kik_wagtail.pages.anchors import anchor_in, within
from kik_wagtail.pages.shelf import Shelf, shelf_in
from kik_wagtail.pages.words import explained_fields, letter_words, route_shown
from kik_wagtail.snippets.models import CoreValue, Principle

from .choosers import TextChooserBlock
from .words import PREVIEW

LIVE = _("In step with the texts")


class LiveBlock(blocks.StructBlock):
    """Its template gets `shown` (see Shelf.shown), or `is_gone` where the text went or is not published."""

    chooses = "text"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        shelf = shelf_in(parent_context)
        shown = self.shown(value, shelf)
        anchor = anchor_in(parent_context, self.heading_of(value, shelf)) if shown else ""
        return context | {"shown": shown, "is_gone": not shown, "anchor": anchor}

    def shown(self, value: Any, shelf: Shelf) -> Any:
        return shelf.shown(value.get(self.chooses))

    def get_preview_value(self) -> Any:
        """In the picker of blocks: the first text that is published here."""
        chooser = self.child_blocks[self.chooses]
        row = chooser.target_model._default_manager.in_use().first()
        return self.normalize({**self.get_default(), self.chooses: row})

    def heading_of(self, value: Any, shelf: Shelf) -> str:
        """What stands in the table of contents; "" for nothing."""
        shown = self.shown(value, shelf)
        return shown.title if shown else ""

    class Meta:
        preview_template = PREVIEW


class GuidingListBlock(LiveBlock):
    """All rows of `shows_all_of` in their own order, or the chosen ones in the order in which they were chosen."""

    shows_all_of: Any = None

    def get_preview_value(self) -> Any:
        return self.get_default()

    def shown(self, value: Any, shelf: Shelf) -> Any:
        chosen = list(value.get("chosen") or ())
        return [one for one in map(shelf.shown, chosen) if one] if chosen else shelf.all(self.shows_all_of)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        dates = [one.on for one in context["shown"] if one.on]
        return context | {"newest": max(dates, default=None)}

    def heading_of(self, value: Any, shelf: Shelf) -> str:
        return value.get("title") or "" if self.shown(value, shelf) else ""


class CoreValuesBlock(GuidingListBlock):
    shows_all_of = CoreValue
    title = blocks.CharBlock(label=_("Title"), max_length=120, default="Kernwaarden")
    chosen = blocks.ListBlock(
        TextChooserBlock("kik_wagtail.CoreValue", label=_("Core value")),
        default=[],
        label=_("Which"),
        help_text=_("None chosen: all of them, in their own order."),
    )
    with_explanation = blocks.BooleanBlock(
        label=_("With what they mean for coach and resident"), required=False, default=True
    )

    class Meta:
        icon = "pick"
        group = LIVE
        label = _("Core values")
        description = _("All core values, or some, as they are published now.")
        template = "kik_wagtail/pages/blocks/guiding.html"


class PrincipleBlock(GuidingListBlock):
    shows_all_of = Principle
    title = blocks.CharBlock(label=_("Title"), max_length=120, default="Uitgangspunten")
    chosen = blocks.ListBlock(
        TextChooserBlock("kik_wagtail.Principle", label=_("Principle")),
        default=[],
        label=_("Which"),
        help_text=_("None chosen: all of them, in their own order."),
    )
    with_explanation = blocks.BooleanBlock(
        label=_("With what they mean for coach and resident"), required=False, default=True
    )

    class Meta:
        icon = "key"
        group = LIVE
        label = _("Principles")
        description = _("One or more principles, as they are published now.")
        template = "kik_wagtail/pages/blocks/guiding.html"


GUIDE_PARTS = [
    ("phases", _("phases and questions")),
    ("life_domains", _("life domains")),
    ("dos", _("do and rather not")),
    ("provisions", _("provisions to mention")),
]


class GuideBlock(LiveBlock):
    chooses = "guide"
    guide = TextChooserBlock("kik_wagtail.ConversationGuide", label=_("Conversation guide"))
    parts = blocks.MultipleChoiceBlock(
        choices=GUIDE_PARTS, required=False, label=_("Which part"), help_text=_("None ticked: the whole guide.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"parts": value.get("parts") or [name for name, _label in GUIDE_PARTS]}

    class Meta:
        icon = "form"
        group = LIVE
        label = _("Conversation guide")
        description = _("A guide as coaches have it beside the report: whole, or a part.")
        template = "kik_wagtail/pages/blocks/guide.html"


class LetterTextBlock(LiveBlock):
    chooses = "text"
    text = TextChooserBlock("kik_wagtail.LetterText", label=_("Letter text"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        if not context["shown"]:
            return context
        content = context["shown"].content
        return context | {"words": letter_words(content), "fields": explained_fields(content)}

    class Meta:
        icon = "mail"
        group = LIVE
        label = _("Letter text")
        description = _("The wording that is sent now, with every field explained.")
        template = "kik_wagtail/pages/blocks/letter_text.html"


class RouteBlock(LiveBlock):
    chooses = "route"
    route = TextChooserBlock("kik_wagtail.Route", label=_("Route"))
    with_picture = blocks.BooleanBlock(label=_("With the picture"), required=False, default=True)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        name = within(context["anchor"], "route")
        return context | (route_shown(context["shown"], name) if context["shown"] else {})

    class Meta:
        icon = "arrow-right"
        group = LIVE
        label = _("Route")
        description = _("A working method step by step, as list and picture.")
        template = "kik_wagtail/pages/blocks/route.html"


class ProvisionBlock(LiveBlock):
    chooses = "provision"
    provision = TextChooserBlock("kik_wagtail.Provision", label=_("Provision"))

    class Meta:
        icon = "help"
        group = LIVE
        label = _("Provision")
        description = _("What it is, for whom and how to ask for it.")
        template = "kik_wagtail/pages/blocks/provision.html"


class PartnerBlock(LiveBlock):
    chooses = "partner"
    partner = TextChooserBlock("kik_wagtail.Partner", label=_("Partner"))

    class Meta:
        icon = "group"
        group = LIVE
        label = _("Partner")
        description = _("Who a resident can be referred to, and how to reach them.")
        template = "kik_wagtail/pages/blocks/partner.html"


class PlaceBlock(LiveBlock):
    chooses = "place"
    place = TextChooserBlock("kik_wagtail.Place", label=_("Place"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        address = context["shown"].row.address if context["shown"] else ""
        return context | {"map_url": conf.map_url(address)}

    class Meta:
        icon = "site"
        group = LIVE
        label = _("Place")
        description = _("Address with a link to the map, how to get there and opening hours.")
        template = "kik_wagtail/pages/blocks/place.html"
