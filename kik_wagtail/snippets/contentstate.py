"""What Draft.js posts, made safe to convert and to keep; and its places in a text, which count otherwise. Pure.

A place in JavaScript counts halves of characters beyond the basic plane (an emoji is two), in Python whole ones. Wagtail's
converter takes the one for the other: after an emoji a merge field would swallow the letters behind it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

DEEPEST = 4  # levels of a list below the first
LOST = "\ufffd"  # stands for half a character, which no database keeps; it cannot be printed and so is refused by name
# What our editors know, by feature. Of what else is posted the words stay.
BLOCKS = {"h3": "header-three", "ul": "unordered-list-item", "ol": "ordered-list-item"}
STYLES = {"bold": "BOLD"}
ENTITIES = {"link": "LINK", "merge-field": "MERGE_FIELD"}
NEEDS = {"MERGE_FIELD": ("field",), "LINK": ("url", "id")}  # one of these in its data


def readable(posted: str, features: Collection[str]) -> str:
    """The same state with places counted in characters, and nothing that an editor with these features cannot make.

    ValueError for what no editor posts.
    """
    state = json.loads(posted)
    if state is None:
        return posted  # an editor without words
    if not isinstance(state, dict) or not isinstance(state.get("blocks"), list):
        raise ValueError("no state of an editor")
    entities = state.get("entityMap") or {}
    if not isinstance(entities, dict) or not all(isinstance(block, dict) for block in state["blocks"]):
        raise ValueError("no state of an editor")
    kept = {key: one for key, one in entities.items() if _is_entity(one, _known(ENTITIES, features))}
    blocks = [_block(block, kept, features) for block in state["blocks"]]
    return json.dumps({"blocks": blocks, "entityMap": kept})


def for_script(converted: str) -> str:
    """The other way, for the editor: letter for letter what it writes itself of these words.

    It writes whenever it likes. If that differed, a text that was only opened would pass for one that was changed, and
    autosave would make a draft of it.
    """
    state = json.loads(converted)
    blocks = [_written(block) for block in state["blocks"]]
    if not any(block["text"].strip() or block["entityRanges"] for block in blocks):
        return "null"
    entities = {key: _in_order(one, "type", "mutability", "data") for key, one in state["entityMap"].items()}
    return json.dumps({"blocks": blocks, "entityMap": entities}, ensure_ascii=False, separators=(",", ":"))


def _written(block: Mapping[str, Any]) -> dict[str, Any]:
    places = _places(block["text"])
    styles = [_in_order(_placed(one, places), "offset", "length", "style") for one in block["inlineStyleRanges"]]
    ranges = [_in_order(_placed(one, places), "offset", "length", "key") for one in block["entityRanges"]]
    kept = _in_order(block, "key", "text", "type", "depth")
    return {**kept, "inlineStyleRanges": styles, "entityRanges": ranges, "data": block.get("data", {})}


def _placed(found: Mapping[str, Any], places: list[int]) -> dict[str, Any]:
    start, end = found["offset"], found["offset"] + found["length"]
    return {**found, "offset": places[start], "length": places[min(end, len(places) - 1)] - places[start]}


def _in_order(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names}


def _known(names: Mapping[str, str], features: Collection[str]) -> set[str]:
    return {name for feature, name in names.items() if feature in features}


def _is_entity(entity: Any, known: Collection[str]) -> bool:
    if not isinstance(entity, dict) or not isinstance(entity.get("data"), dict) or entity.get("type") not in known:
        return False
    return any(isinstance(entity["data"].get(name), str | int) for name in NEEDS[entity["type"]])


def _block(block: Mapping[str, Any], entities: Mapping[str, Any], features: Collection[str]) -> dict[str, Any]:
    text, places = _kept(str(block.get("text", "")))
    kind, depth = block.get("type"), block.get("depth", 0)
    styles = [one for one in block.get("inlineStyleRanges") or [] if one["style"] in _known(STYLES, features)]
    return {
        **block,
        "text": text,
        "type": kind if kind in _known(BLOCKS, features) else "unstyled",
        "depth": min(max(depth, 0), DEEPEST) if isinstance(depth, int) else 0,
        "inlineStyleRanges": _moved(styles, places),
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
