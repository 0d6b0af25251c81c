"""One spot of a praatplaat, as an editor writes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from kik_wagtail.pages.spots import Place, on_each_other

from .choosers import TextChooserBlock

MOST_SPOTS = 20


class PlaceWidget(forms.NumberInput):
    """An ordinary number field, which the script of the editor also fills by a click in the picture."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"step": "0.1", "min": "0", "max": "100", **(attrs or {})})

    class Media:
        js = ("kik_wagtail/pages/plate_admin.js",)
        css: ClassVar[Any] = {"all": ("kik_wagtail/pages/plate_admin.css",)}


class PercentBlock(blocks.FieldBlock):
    """A place along a side of the picture, in percent."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self._of_field = {"required": required, "help_text": help_text}
        super().__init__(**kwargs)

    @property
    def field(self) -> forms.FloatField:
        outside = _("Type a number from 0 to 100: the place is a percentage of the picture.")
        errors = dict.fromkeys(("min_value", "max_value", "invalid"), outside)
        errors["required"] = _("This spot has no place yet. Click in the picture, or type a number from 0 to 100.")
        return forms.FloatField(
            min_value=0, max_value=100, step_size=None, widget=PlaceWidget(), error_messages=errors, **self._of_field
        )

    class Meta:
        icon = "decimal"


class SpotBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.RichTextBlock(features=["bold", "ul", "link"], required=False, label=_("What there is to tell"))
    x = PercentBlock(label=_("From the left (%)"))
    y = PercentBlock(label=_("From the top (%)"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    core_value = TextChooserBlock("kik_wagtail.CoreValue", required=False, label=_("Core value"))
    provision = TextChooserBlock("kik_wagtail.Provision", required=False, label=_("Provision"))
    partner = TextChooserBlock("kik_wagtail.Partner", required=False, label=_("Partner"))
    guide = TextChooserBlock("kik_wagtail.ConversationGuide", required=False, label=_("Conversation guide"))

    class Meta:
        icon = "site"
        label = _("Spot")
        label_format = "{title}"
        form_classname = "struct-block kik-spot-form"
        form_layout: ClassVar[Any] = [
            "title",
            "text",
            BlockGroup(["x", "y"], heading=_("Place in the picture"), classname="kik-spot-form__place"),
            BlockGroup(
                ["page", "core_value", "provision", "partner", "guide"],
                heading=_("What belongs to it"),
                classname="collapsed",
                help_text=_("Shown with the spot as it is published now. Choose what you need, or nothing."),
            ),
        ]


def board_words() -> str:
    """What the script that places the spots says."""
    return json.dumps(
        {
            "board": gettext("Placing the spots"),
            "how": gettext(
                "Click in the picture to make a spot. Move a spot by dragging it, or choose it and use the arrow keys."
            ),
            "none": gettext("Choose a picture first. Then you place the spots in it."),
            "spot": gettext("Spot {number}: {title}"),
            "at": gettext("{x} percent from the left, {y} percent from the top"),
            "title": gettext("Title of spot {number}"),
            "more": gettext("To its text"),
            "unplaced": gettext("Not in the picture yet:"),
            "full": gettext("There are as many spots as fit: take one out first."),
        }
    )


BOARD = {
    "data-controller": "kik-plate-board",
    "data-kik-plate-board-picture-value": reverse_lazy("kik_plate_picture", args=[0]),
    "data-kik-plate-board-most-value": str(MOST_SPOTS),
    "data-kik-plate-board-words-value": lazy(board_words, str)(),
}


def place_of(spot: Mapping[str, Any]) -> Place | None:
    x, y = spot.get("x"), spot.get("y")
    return None if x is None or y is None else (float(x), float(y))


def refuse_on_each_other(spots: Any) -> None:
    errors = {}
    for earlier, later in on_each_other([place_of(spot) for spot in spots]):
        words = _("This spot lies on spot %(number)s. Put them further apart.") % {"number": earlier + 1}
        errors[later] = StructBlockValidationError({"x": ValidationError(words)})
    if errors:
        raise StructBlockValidationError({"spots": ListBlockValidationError(block_errors=errors)})
