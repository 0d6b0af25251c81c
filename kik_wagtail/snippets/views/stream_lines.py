"""Any stream of blocks as lines to read and compare: where a kind of text has no lines of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.rich_text import RichText

from kik_wagtail.snippets import rich_text
from kik_wagtail.snippets.lines import Line

KIND = "block"


def stream_lines(stream: Any, under: str = "") -> Iterator[Line]:
    for child in stream:
        yield Line(KIND, str(child.block.label), under)
        yield from _lines(child.block, child.value, under)


def _lines(block: Any, value: Any, under: str) -> Iterator[Line]:
    if isinstance(block, blocks.BaseStructBlock):
        for name, inner in block.child_blocks.items():
            yield from _lines(inner, value.get(name), under)
    elif isinstance(block, blocks.BaseStreamBlock):
        yield from stream_lines(value or (), str(block.label))
    elif isinstance(block, blocks.ListBlock):
        for one in value or ():
            yield from _lines(block.child_block, one, under)
    elif shown := _shown(block, value):
        yield Line(KIND, f"{block.label}: {shown}", under)


def _shown(block: Any, value: Any) -> str:
    if isinstance(value, RichText):
        return rich_text.plain(rich_text.parse(value.source))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(block, blocks.ChoiceBlock):
        return str(dict(flatten_choices(block.field.choices)).get(value, value or ""))
    return "" if value is None else str(value)
