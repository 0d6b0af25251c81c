"""A number that is counted when the page is shown."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kik_wagtail.figures.registry import Counted, choices, figures

from .live import LIVE
from .words import PREVIEW

COUNT = "kik_count"  # in the context of a page's blocks: what counts


def counting() -> Callable[[str], Counted | None]:
    """Counts each figure once, all at the same moment, however often a page shows it."""
    return functools.cache(functools.partial(figures.counted, now=timezone.now()))


class FigureBlock(blocks.StructBlock):
    figure = blocks.ChoiceBlock(choices=choices, label=_("Which number"))
    text = blocks.CharBlock(
        label=_("Instead of its name"), max_length=120, required=False, help_text=_("Stands below the number.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        count = context.get(COUNT) or counting()
        return context | {"counted": count(value.get("figure") or "")}

    class Meta:
        icon = "order"
        group = LIVE
        label = _("Figure")
        description = _("A number of this moment, such as residents in view. Never under five.")
        template = "kik_wagtail/pages/blocks/figure.html"
        preview_template = PREVIEW
        preview_value = {"figure": "in_view", "text": ""}
