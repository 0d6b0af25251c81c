"""What the blocks of a page name, read from how the page is stored: without asking for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock, StreamValue


class Named(NamedTuple):
    model: type[Any]
    key: Any = None  # None: all that are published


def named_in_stream(stream: StreamValue) -> Iterator[Named]:
    return named_in(stream.stream_block, stream.get_prep_value())


def named_in(block: Any, stored: Any) -> Iterator[Named]:
    """A block says that it shows all of a kind by `shows_all_of`, and that its rows may be laid ready by `is_laid_ready`."""
    if isinstance(block, BaseStreamBlock):
        for one in stored or ():
            if one["type"] in block.child_blocks:
                yield from named_in(block.child_blocks[one["type"]], one["value"])
    elif isinstance(block, BaseStructBlock):
        yield from _in_struct(block, stored or {})
    elif isinstance(block, ListBlock):
        for one in stored or ():
            yield from named_in(block.child_block, one["value"] if _is_item(one) else one)
    elif getattr(block, "is_laid_ready", False) and stored:
        yield Named(block.model_class, stored)


def _in_struct(block: Any, stored: dict[str, Any]) -> Iterator[Named]:
    for name, child in block.child_blocks.items():
        yield from named_in(child, stored.get(name))
    if getattr(block, "shows_all_of", None) and not stored.get("chosen"):
        yield Named(block.shows_all_of)


def _is_item(one: Any) -> bool:
    """False for what was stored before Wagtail gave the items of a list a name."""
    return isinstance(one, dict) and one.get("type") == "item" and "value" in one
