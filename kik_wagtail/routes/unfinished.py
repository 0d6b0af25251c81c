"""A route in a form that is still being filled in: read as far as it goes, without a word about the rest.

What the form itself would refuse is read as left open, so that every other step still reads as it should.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructValue

from .content import Tone
from .models import Route


def posted_route(posted: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen content (see `content.read`) of what an editor has typed so far. Raises LookupError or ValueError for what
    no editor of ours would post."""
    streams = {name: _stream(name, posted) for name in ("body", "always")}
    tone = posted.get("tone", "")
    route = Route(title=posted.get("title", ""), tone=tone if tone in set(Tone) else Tone.NEUTRAL, **streams)
    return route.frozen_content()


def _stream(name: str, posted: Mapping[str, Any]) -> Any:
    block = Route._meta.get_field(name).stream_block
    return as_far_as_it_goes(block, block.value_from_datadict(posted, {}, name))


def as_far_as_it_goes(block: Any, value: Any) -> Any:
    """Each field that its block refuses is None."""
    if isinstance(block, blocks.BaseStreamBlock):
        rows = [(one.block_type, as_far_as_it_goes(one.block, one.value), one.id) for one in value]
        return StreamValue(block, rows)
    if isinstance(block, blocks.ListBlock):
        return ListValue(block, values=[as_far_as_it_goes(block.child_block, one) for one in value])
    if isinstance(block, blocks.BaseStructBlock):
        fields = block.child_blocks.items()
        return StructValue(block, [(name, as_far_as_it_goes(child, value.get(name))) for name, child in fields])
    try:
        return block.clean(value)
    except ValidationError:
        return None
