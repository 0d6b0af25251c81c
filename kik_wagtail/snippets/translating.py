"""What a translation cannot hold, because it would be Dutch; and the wording that one begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import rich_text
from .lines import letter_lines
from .merge_fields import registry
from .problems import Problem
from .tree import CLOSING
from .wording import nodes_in

# What the coach writes, what was agreed and shared passages are in Dutch.
DUTCH_BLOCKS = ("passage", "agreements", "free_slot")
SPOKEN = frozenset({"subject", "heading", "text", "item"})
FEWEST_WORDS = 3
FIELD = re.compile(r"\[[^\]]*\]")  # as `lines` writes one
INSTEAD = {"aanhef": "naam_zonder_titel", "naam": "naam_zonder_titel", "afspraak_plek": "afspraak_adres"}


@dataclass(frozen=True, slots=True)
class Begun:
    """The Dutch wording as a translator finds it, and what could not come along."""

    content: dict[str, Any]
    replaced: list[tuple[str, str]]  # merge fields
    removed: list[str]
    left_out: list[str]  # kinds of blocks


def begun_from(content: Mapping[str, Any]) -> Begun:
    """Passages as text: the translation of a passage is its own."""
    blocks = list(_own_blocks(content["blocks"]))
    found = rich_text.fields([*content["subject"], *nodes_in(blocks)])
    dutch = [name for name in found if name not in registry or not registry[name].any_language]
    words = {"subject": _without_dutch(content["subject"]), "blocks": _without_dutch_fields(blocks)}
    return Begun(
        content={**content, **words},
        replaced=[(name, INSTEAD[name]) for name in dutch if name in INSTEAD],
        removed=[name for name in dutch if name not in INSTEAD],
        left_out=[kind for kind in DUTCH_BLOCKS[1:] if kind in {block["type"] for block in content["blocks"]}],
    )


def untranslated(content: Mapping[str, Any], original: Mapping[str, Any]) -> list[str]:
    """Lines of some words that the translation says just as the Dutch text does."""
    dutch = set(_said(original))
    return [line for line in _said(content) if line in dutch]


def _said(content: Mapping[str, Any]) -> Iterator[str]:
    """Each line with “…” for its merge fields; a name or the address of a page is the same in every language."""
    for line in letter_lines({"subject": content["subject"], "blocks": content["blocks"]}):
        words = FIELD.sub("…", line.text)
        if line.kind in SPOKEN and len(words.replace("…", " ").split()) >= FEWEST_WORDS:
            yield words
    for block in content["blocks"]:
        if block["type"] == "signature":
            yield block["value"].get("closing") or CLOSING


def _own_blocks(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        kind, value = block["type"], block["value"]
        if kind == "passage":
            yield {"type": "text", "value": value["nodes"]}
        elif kind == "conditional":
            yield {"type": kind, "value": {**value, "blocks": list(_own_blocks(value["blocks"]))}}
        elif kind not in DUTCH_BLOCKS:
            yield block


def _without_dutch_fields(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changed = {
        "text": _without_dutch,
        "conditional": lambda value: {**value, "blocks": _without_dutch_fields(value["blocks"])},
    }
    return [{**block, "value": changed.get(block["type"], lambda value: value)(block["value"])} for block in blocks]


def _without_dutch(nodes: list[rich_text.Node]) -> list[rich_text.Node]:
    return [{**node, **_inside(node)} for node in nodes if node["t"] != "f" or _kept(node["v"])]


def _inside(node: rich_text.Node) -> dict[str, Any]:
    if node["t"] == "f":
        return {"v": _kept(node["v"])}
    return {key: _without_dutch(node[key]) for key in ("c", "sub") if key in node}


def _kept(name: str) -> str:
    """The field itself, what stands in its place, or "" where there is none."""
    return name if name in registry and registry[name].any_language else INSTEAD.get(name, "")


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
