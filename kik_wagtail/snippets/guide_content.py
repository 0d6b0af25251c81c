"""A guide as plain data: what is shown beside the report, frozen in a version and compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import rich_text, wording

QUESTION_TEXTS = ("label", "help", "low", "high", "low_label", "high_label", "several")


def content_of(guide: Any) -> dict[str, Any]:
    """{"code", "title", "kinds", "channel", "phases": [{"title", "text" (safe HTML), "questions"}],
    "life_domains": [{"id", "code", "title", "summary", "ask": [question]}], "dos", "donts",
    "provisions": [{"id", "code", "title", "summary"}], "core_values": [same, with "for_coach" and "examples": [line]]}."""
    content: dict[str, Any] = {
        "code": guide.code,
        "title": guide.title,
        "kinds": list(guide.kinds),
        "channel": guide.channel,
        "phases": [],
        "life_domains": [],
        "dos": [],
        "donts": [],
        "provisions": [],
        "core_values": [],
    }
    for block in guide.body:
        if block.block_type == "phase":
            content["phases"].append(_phase(block.value))
        else:
            content[block.block_type] = [_LISTED[block.block_type](value) for value in block.value if value]
    return content


def _phase(value: Any) -> dict[str, Any]:
    text = value["text"]
    return {
        "title": value["title"],
        "text": rich_text.to_html(wording.nodes_of(text.source)) if text else "",
        "questions": [_question(child) for child in value["questions"]],
    }


def _question(child: Any) -> dict[str, Any]:
    data = {"key": child.id, "kind": child.block_type}
    data |= {name: child.value[name] for name in QUESTION_TEXTS if name in child.value}
    if "options" in child.value:
        data["options"] = list(child.value["options"])
    return data


def _named(snippet: Any) -> dict[str, Any]:
    return {"id": snippet.pk, "code": snippet.code, "title": snippet.title, "summary": snippet.summary}


def _core_value(value: Any) -> dict[str, Any]:
    return _named(value) | {"for_coach": value.for_coach, "examples": value.example_lines}


def _life_domain(domain: Any) -> dict[str, Any]:
    return _named(domain) | {"ask": domain.ask_lines}


_LISTED: dict[str, Callable[[Any], Any]] = {
    "life_domains": _life_domain,
    "dos": str,
    "donts": str,
    "provisions": _named,
    "core_values": _core_value,
}
