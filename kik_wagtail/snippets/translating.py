"""What a translation cannot hold, because it would be Dutch; and the wording that one begins with. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import rich_text
from .merge_fields import registry
from .problems import Problem
from .wording import nodes_in

# What the coach writes, what was agreed and shared passages are in Dutch.
DUTCH_BLOCKS = ("passage", "agreements", "free_slot")


def wrong_in_translation(wording: Mapping[str, Any]) -> list[Problem]:
    """One problem for the merge fields together, and one for each kind of block that is Dutch."""
    nodes = [*wording["subject"], *nodes_in(wording["blocks"])]
    fields = [name for name in rich_text.fields(nodes) if name in registry and not registry[name].any_language]
    found = [Problem("dutch_fields", "body", {"fields": fields})] if fields else []
    kinds = set(_kinds(wording["blocks"]))
    return [*found, *(Problem(f"dutch_{kind}", "body") for kind in DUTCH_BLOCKS if kind in kinds)]


def _kinds(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        yield block["type"]
        if block["type"] == "conditional":
            yield from _kinds(block["value"]["blocks"])
