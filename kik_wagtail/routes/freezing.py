"""A route in the editor -> the plain JSON that is checked, drawn, approved, frozen and walked (see `content.read`)."""

from __future__ import annotations

from typing import Any

from .content import Anchor, Doer, On


def content_of(route: Any) -> dict[str, Any]:
    """{"code", "title", "summary", "purpose", "entry", "tone", "steps": [...], "always": [...]}; ids of blocks are
    the keys of steps, so that a step keeps its key when it is moved."""
    return {
        "code": route.code,
        "title": route.title,
        "summary": route.summary,
        "purpose": route.purpose,
        "entry": route.entry,
        "tone": route.tone,
        "steps": [_step(number, child) for number, child in enumerate(route.body, 1)],
        "always": [_branch(child.value) for child in route.always if child.value["on"]],
    }


def _step(number: int, child: Any) -> dict[str, Any]:
    value = child.value
    step: dict[str, Any] = {
        "key": child.id or f"step-{number}",
        "kind": child.block_type,
        "title": value["title"],
        "anchor": value["when"]["anchor"] or Anchor.PREVIOUS_DONE.value,
        "term": _term(value["when"]),
        "until": _term(value["until"]) if value.get("until") and value["until"]["number"] else None,
        "branches": [_branch(branch) for branch in value.get("outcomes") or () if branch["on"]],
    }
    if "choices" in value:
        step["branches"] = [
            _branch(branch) | {"on": On.DECIDED.value} for branch in value["choices"] if branch["choice"]
        ]
    if "letter" in value:
        step["letter"] = _letter(value["letter"])
    if "guide" in value:
        guide = value["guide"]
        step["guide"] = {"id": guide.pk, "code": guide.code, "title": guide.title} if guide else None
    if value.get("who") and value["who"] != Doer.COACH:
        step["who"] = value["who"]
    return step | {name: value[name] or "" for name in ("channel", "place_kind", "minutes") if name in value}


def _letter(text: Any) -> dict[str, Any] | None:
    return {"id": text.pk, "code": text.code, "title": text.title, "tone": text.tone} if text else None


def _term(value: Any) -> dict[str, Any]:
    return {"offset": value["number"] or 0, "unit": value["unit"] or "days"}


def _branch(value: Any) -> dict[str, Any]:
    choice = value.get("choice") or ""
    return {
        "on": value.get("on") or "",
        "after": _term(value) if value.get("number") else None,
        "to": value.get("to") or "",
        # a decision without a way on ends with what was decided
        "end": value.get("end") or (choice if choice and not value.get("to") else ""),
        "choice": choice,
    }
