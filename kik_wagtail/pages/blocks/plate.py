"""The praatplaat: a picture to talk over, with numbered spots. From the library, or drawn from our own texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from kik_wagtail.pages.anchors import anchor_in, within
from kik_wagtail.pages.plate_drawing import TALL, WIDE, Stop, draw
from kik_wagtail.pages.plate_texts import spots_of_route, spots_of_values, spots_written, stops_of
from kik_wagtail.pages.shelf import Shelf, shelf_in
from kik_wagtail.pages.spots import Sheet, Spot, marks
from kik_wagtail.pages.words import timeline_of
from kik_wagtail.snippets.models import CoreValue

from .choosers import TextChooserBlock
from .spots import BOARD, MOST_SPOTS, SpotBlock, place_of, refuse_on_each_other
from .words import PREVIEW

PLATE = _("To talk over")


class AnyPlateBlock(blocks.StructBlock):
    """Its template gets `sheets` and `spots`; a subclass says which (`shown`)."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    intro = blocks.TextBlock(label=_("In a few words"), max_length=400, required=False)

    def heading_of(self, value: Any, shelf: Shelf) -> str:
        return value.get("title") or ""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        anchor = anchor_in(parent_context, self.heading_of(value, Shelf()))
        sheets, spots = self.shown(value, shelf_in(parent_context), anchor)
        return context | {"anchor": anchor, "sheets": sheets, "spots": spots}

    def shown(self, value: Any, shelf: Shelf, anchor: str) -> tuple[list[Sheet], list[Spot]]:
        raise NotImplementedError

    class Meta:
        group = PLATE
        template = "kik_wagtail/pages/blocks/plate.html"
        preview_template = PREVIEW


class PlateBlock(AnyPlateBlock):
    picture = ImageBlock(required=False, label=_("Picture"))
    spots = blocks.ListBlock(
        SpotBlock(),
        default=[],
        max_num=MOST_SPOTS,
        collapsed=True,
        label=_("Spots"),
        help_text=_("In the order in which you tell about them. They are numbered in that order."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        refuse_on_each_other(cleaned["spots"])
        return cleaned

    def shown(self, value: Any, shelf: Shelf, anchor: str) -> tuple[list[Sheet], list[Spot]]:
        written, image = value.get("spots") or [], value.get("picture")
        spots = spots_written(written, shelf, anchor)
        places = [place_of(spot) for spot in written]
        return ([Sheet("image", marks(spots, places), image=image)] if image else []), spots

    def get_preview_value(self) -> Any:
        """In the picker of blocks: a picture of the library, if there is one."""
        image = get_image_model().objects.order_by("-pk").first()
        spot = {"title": gettext("The first conversation"), "x": 30, "y": 40}
        return self.normalize(
            {**self.get_default(), "title": gettext("Our approach in one picture"), "picture": image, "spots": [spot]}
        )

    class Meta:
        icon = "image"
        label = _("Praatplaat: a picture")
        description = _("A picture of the library with numbered spots, each with something to tell.")
        form_classname = "struct-block kik-plate-form"
        form_attrs = BOARD


class DrawnPlateBlock(AnyPlateBlock):
    shows_all_of = CoreValue
    chosen = blocks.ListBlock(
        TextChooserBlock("kik_wagtail.CoreValue", required=False, label=_("Core value")),
        default=[],
        label=_("Core values around it"),
        help_text=_("None chosen: all of them, in their own order."),
    )
    route = TextChooserBlock(
        "kik_wagtail.Route", required=False, label=_("Route"), help_text=_("Its steps are the road in the middle.")
    )

    def shown(self, value: Any, shelf: Shelf, anchor: str) -> tuple[list[Sheet], list[Spot]]:
        chosen = list(value.get("chosen") or ())
        values = [one for one in map(shelf.shown, chosen) if one] if chosen else shelf.all(self.shows_all_of)
        route = shelf.shown(value.get("route"))
        timeline = timeline_of(route) if route else None
        spots = [*spots_of_values(values, anchor), *spots_of_route(timeline, anchor)]
        if not spots:
            return [], []
        return self._sheets(value.get("title") or "", spots, len(values), stops_of(timeline), anchor), spots

    def _sheets(self, title: str, spots: list[Spot], values: int, stops: Sequence[Stop], anchor: str) -> list[Sheet]:
        about = gettext("The same as in the list: %(spots)s.") % {"spots": "; ".join(spot.title for spot in spots)}
        sheets = []
        for layout in (WIDE, TALL):
            drawn = draw(
                title=title,
                about=about,
                values=[spot.title for spot in spots[:values]],
                stops=stops,
                layout=layout,
                name=within(anchor, layout.shape),
            )
            markup = mark_safe(drawn.markup)  # noqa: S308 - escaped by `draw`
            sheets.append(Sheet(layout.shape, marks(spots, [*drawn.values, *drawn.stops]), drawing=markup))
        return sheets

    def get_preview_value(self) -> Any:
        """In the picker of blocks: the first route that is published here."""
        route = self.child_blocks["route"].target_model._default_manager.in_use().first()
        return self.normalize({**self.get_default(), "title": gettext("Our approach in one picture"), "route": route})

    class Meta:
        icon = "pick"
        label = _("Praatplaat: a drawing")
        description = _(
            "Drawn from the core values and a route as they are published now, with something to tell at each."
        )
