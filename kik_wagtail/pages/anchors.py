"""Names within a page, for its table of contents and for links: each once, however often a text is shown."""

from __future__ import annotations

from itertools import chain, count
from typing import Any

from django.utils.text import slugify

IN_CONTEXT = "kik_anchor"
NAMELESS = "deel"
TAKEN = frozenset(
    {"content", "geleerd", "header", "inhoud", "main", "menu", "search", "zoek", "zoeken"}
)  # by pages around ours


def anchor_in(context: Any, words: str) -> str:
    """The name that the page gave this block, or one of its own (a preview of a block)."""
    return (context or {}).get(IN_CONTEXT) or slugify(words) or NAMELESS


def within(anchor: str, name: Any) -> str:
    """A name for something in the block with this anchor. No heading is called so: its anchor has no two dashes together."""
    return f"{anchor}--{name}"


class Anchors:
    def __init__(self) -> None:
        self._taken = set(TAKEN)

    def free(self, words: str) -> str:
        base = slugify(words) or NAMELESS
        anchor = next(one for one in chain([base], (f"{base}-{n}" for n in count(2))) if one not in self._taken)
        self._taken.add(anchor)
        return anchor
