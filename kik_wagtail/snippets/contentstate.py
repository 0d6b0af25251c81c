"""What Draft.js posts, made safe to convert and to keep; and its places in a text, which count otherwise. Pure.

A place in JavaScript counts halves of characters beyond the basic plane (an emoji is two), in Python whole ones. Wagtail's
converter takes the one for the other: after an emoji a merge field would swallow the letters behind it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

DEEPEST = 4  # levels of a list below the first
LOST = "\ufffd"  # stands for half a character, which no database keeps; it cannot be printed and so is refused by name
ENTITIES = {"LINK": "", "MERGE_FIELD": "field"}  # what our editors know; of what else is posted the words stay


def readable(posted: str) -> str:
    """The same state with places counted in characters. ValueError for what no editor posts."""
    state = json.loads(posted)
    if not isinstance(state, dict) or not isinstance(state.get("blocks"), list):
        raise ValueError("no state of an editor")
    entities = state.get("entityMap") or {}
    if not isinstance(entities, dict) or not all(isinstance(block, dict) for block in state["blocks"]):
        raise ValueError("no state of an editor")
    kept = {key: one for key, one in entities.items() if _is_entity(one)}
    blocks = [_block(block, kept) for block in state["blocks"]]
    return json.dumps({"blocks": blocks, "entityMap": kept})


def for_script(converted: str) -> str:
    """The other way, for the editor."""
    state = json.loads(converted)
    for block in state["blocks"]:
        places = _places(block["text"])
        for found in (*block["inlineStyleRanges"], *block["entityRanges"]):
            start, end = found["offset"], found["offset"] + found["length"]
            found |= {"offset": places[start], "length": places[min(end, len(places) - 1)] - places[start]}
    return json.dumps(state)


def _is_entity(entity: Any) -> bool:
    if not isinstance(entity, dict) or not isinstance(entity.get("data"), dict):
        return False
    needed = ENTITIES.get(str(entity.get("type")))
    return needed is not None and (not needed or isinstance(entity["data"].get(needed), str))


def _block(block: Mapping[str, Any], entities: Mapping[str, Any]) -> dict[str, Any]:
    text, places = _kept(str(block.get("text", "")))
    depth = block.get("depth", 0)
    return {
        **block,
        "text": text,
        "type": str(block.get("type", "unstyled")),
        "depth": min(max(depth, 0), DEEPEST) if isinstance(depth, int) else 0,
        "inlineStyleRanges": _moved(block.get("inlineStyleRanges"), places),
        "entityRanges": _apart(_moved(block.get("entityRanges"), places), entities),
    }


def _kept(text: str) -> tuple[str, list[int]]:
    """Without control characters, and for each place in JavaScript the place in what is left."""
    kept: list[str] = []
    places: list[int] = []
    for character in text:
        places += [len(kept)] * (2 if ord(character) > 0xFFFF else 1)
        category = unicodedata.category(character)
        if category == "Cs":
            kept.append(LOST)
        elif category != "Cc" or character in "\n\t":
            kept.append(character)
    return "".join(kept), [*places, len(kept)]


def _places(text: str) -> list[int]:
    """For each character, and the end, its place in JavaScript."""
    places = [0]
    for character in text:
        places.append(places[-1] + (2 if ord(character) > 0xFFFF else 1))
    return places


def _moved(ranges: Any, places: list[int]) -> list[dict[str, Any]]:
    last = len(places) - 1
    moved = []
    for found in ranges or []:
        start, length = int(found["offset"]), int(found["length"])
        first, behind = (places[min(max(place, 0), last)] for place in (start, start + length))
        if behind > first:
            moved.append({**found, "offset": first, "length": behind - first})
    return moved


def _apart(ranges: list[dict[str, Any]], entities: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Entities that are there, none within another."""
    apart: list[dict[str, Any]] = []
    for found in sorted(ranges, key=lambda one: one["offset"]):
        is_free = not apart or found["offset"] >= apart[-1]["offset"] + apart[-1]["length"]
        if is_free and str(found.get("key")) in entities:
            apart.append(found)
    return apart
