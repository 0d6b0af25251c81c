"""From the frozen content of a version back to what the editor holds.

A passage that still says what it said comes back as that passage; the words of another come back as text. What a version
leaned on and is gone (a provision, a condition of the host) is named in `lost`.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from . import conditions, kinds, rich_text, wording
from .kinds import Restored
from .merge_fields import registry, token
from .models import CoreValue, LifeDomain, Passage, Provision
from .rich_text import Node

QUESTION_VALUES = ("label", "help", "options", "several", "low", "high", "low_label", "high_label")
MODELS = {"life_domains": LifeDomain, "provisions": Provision, "core_values": CoreValue}


def restored(model: type, content: Mapping[str, Any]) -> Restored:
    return kinds.of_model(model).restored(content)


def stored_html(nodes: list[Node]) -> str:
    """Nodes as the editor stores them: rich_text.to_html with chips for the merge fields."""
    return "".join(_html_of(node) for node in nodes)


def _html_of(node: Node) -> str:
    kind = node["t"]
    if kind == "f":
        name = escape(node["v"])
        return f'<span data-merge-field="{name}">{token(name)}</span>'
    if kind in {"s", "br"}:
        return rich_text.to_html([node])
    inner = stored_html(node["c"]) + stored_html(node.get("sub", []))
    if kind == "a":
        return f'<a href="{escape(node["href"])}">{inner}</a>'
    tag = "h3" if kind == "h" else kind
    return f"<{tag}>{inner}</{tag}>"


def letter_restored(content: Mapping[str, Any]) -> Restored:
    passages: list[str] = []
    lost: list[str] = []
    values = {name: content[name] for name in ("title", "purpose", "tone")}
    if "translation" in content:
        values["translated_version"] = content["translation"]["version"]  # of the words that come back
    values["subject"] = f"<p>{stored_html(content['subject'])}</p>"
    values["body"] = [_block(block, passages, lost) for block in content["blocks"]]
    if "core_values" in content:
        values["core_values"] = _served(content["core_values"], lost)
    nodes = rich_text.parse(values["subject"] + "".join(_html_in(values["body"])))
    lost += [name for name in rich_text.fields(nodes) if name not in registry]
    return Restored(values, passages, lost)


def _served(named: list[Mapping[str, Any]], lost: list[str]) -> list[CoreValue]:
    known = {value.code: value for value in CoreValue.objects.filter(code__in=[one["code"] for one in named])}
    lost += [one["title"] for one in named if one["code"] not in known]
    return list(known.values())


def _block(block: Mapping[str, Any], passages: list[str], lost: list[str]) -> dict[str, Any]:
    kind, value = block["type"], block["value"]
    if kind == "text":
        return {"type": "text", "value": stored_html(value)}
    if kind == "passage":
        if _still_says_so(value):
            return {"type": "passage", "value": value["id"]}
        passages.append(value["title"])
        return {"type": "text", "value": stored_html(value["nodes"])}
    if kind == "conditional":
        if not conditions.known(value["condition"]):
            lost.append(value["condition"])
        inner = [_block(one, passages, lost) for one in value["blocks"]]
        return {"type": "conditional", "value": {"condition": value["condition"], "blocks": inner}}
    return {"type": kind, "value": None if kind == "agreements" else dict(value)}


def _still_says_so(frozen: Mapping[str, Any]) -> bool:
    passage = Passage.objects.in_use().filter(pk=frozen["id"]).first()
    return passage is not None and wording.nodes_of(passage.text) == frozen["nodes"]


def _html_in(blocks: list[dict[str, Any]]) -> list[str]:
    found = []
    for block in blocks:
        if block["type"] == "conditional":
            found += _html_in(block["value"]["blocks"])
        elif block["type"] == "text":
            found.append(block["value"])
    return found


def guide_restored(content: Mapping[str, Any]) -> Restored:
    lost: list[str] = []
    body: list[dict[str, Any]] = [{"type": "phase", "value": _phase(phase)} for phase in content["phases"]]
    body += [{"type": kind, "value": list(content[kind])} for kind in ("dos", "donts") if content[kind]]
    for kind, model in MODELS.items():
        named = content.get(kind, [])
        known = set(model.objects.filter(pk__in=[one["id"] for one in named]).values_list("pk", flat=True))
        lost += [one["title"] for one in named if one["id"] not in known]
        if known:
            body.append({"type": kind, "value": [one["id"] for one in named if one["id"] in known]})
    values = {"title": content["title"], "kinds": content["kinds"], "channel": content["channel"], "body": body}
    return Restored(values, [], lost)


def _phase(phase: Mapping[str, Any]) -> dict[str, Any]:
    questions = [
        {
            "type": question["kind"],
            "id": question["key"],  # so that answers keep belonging to it
            "value": {name: question[name] for name in QUESTION_VALUES if name in question},
        }
        for question in phase["questions"]
    ]
    return {"title": phase["title"], "text": phase["text"], "questions": questions}
