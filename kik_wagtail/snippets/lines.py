"""The content of a version as lines of plain words: what two versions are compared by. Pure.

A line is a paragraph, an item, a question, or a fact such as the purpose. Words of a passage stand as text, so that
wording that was copied in compares as the same wording; a line of its own says which passage it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import rich_text
from .rich_text import Node
from .tree import CLOSING

LETTER_FACTS = ("title", "purpose", "tone")
GUIDE_FACTS = ("title", "kinds", "channel")
QUESTION_ENDS = ("low", "low_label", "high", "high_label", "several")


@dataclass(frozen=True, slots=True)
class Line:
    kind: str  # "subject", "text", "item", "heading", "question", "purpose", ...
    text: str
    under: str = ""  # the condition it stands under
    key: str = ""  # the same for ever, where there is such a thing: the key of a question
    look: str = ""  # bold and addresses of links: a change that words do not show


@dataclass(frozen=True, slots=True)
class Labels:
    """How stored names read; each takes the kind of name and the name."""

    read: Callable[[str, str], str] = lambda kind, name: name

    def field(self, name: str) -> str:
        return f"[{self.read('field', name)}]"

    def condition(self, name: str) -> str:
        return self.read("condition", name)


def letter_lines(content: Mapping[str, Any], labels: Labels | None = None) -> list[Line]:
    labels = labels or Labels()
    facts = [Line(name, labels.read(name, content[name])) for name in LETTER_FACTS if content.get(name)]
    if translation := content.get("translation"):
        facts += [
            Line("language", labels.read("language", translation["language"])),
            Line("translated_version", str(translation["version"])),
        ]
    serves = [
        Line("core_values", one["title"], key=f"core_values {one['code']}") for one in content.get("core_values", ())
    ]
    subject = Line("subject", _words(content["subject"], labels), look=_look(content["subject"]))
    layout = [Line(name, text) for name, text in content.get("layout", {}).items() if text]
    return [*facts, *serves, subject, *_of_blocks(content["blocks"], labels, ""), *layout]


def guide_lines(content: Mapping[str, Any], labels: Labels | None = None) -> list[Line]:
    labels = labels or Labels()
    lines = [Line("title", content["title"])]
    lines.append(Line("kinds", ", ".join(labels.read("kinds", kind) for kind in content["kinds"])))
    lines.append(Line("channel", labels.read("channel", content["channel"])))
    for phase in content["phases"]:
        lines.append(Line("phase", phase["title"]))
        lines += _of_nodes(rich_text.parse(phase["text"]), labels, "")
        lines += [line for question in phase["questions"] for line in _of_question(question, labels)]
    lines += [line for one in content.get("life_domains", ()) for line in _of_life_domain(one)]
    lines += [Line(kind, text) for kind in ("dos", "donts") for text in content[kind]]
    lines += [_named("provisions", one) for one in content["provisions"]]
    return lines + [line for one in content["core_values"] for line in _of_core_value(one)]


def _named(kind: str, one: Mapping[str, Any]) -> Line:
    return Line(kind, f"{one['title']}: {one['summary']}", key=f"{kind} {one['code']}")


def _of_core_value(value: Mapping[str, Any]) -> Iterator[Line]:
    yield _named("core_values", value)
    if value.get("for_coach"):
        yield Line("for_coach", value["for_coach"], key=f"for_coach {value['code']}")
    for number, sentence in enumerate(value.get("examples", ()), start=1):
        yield Line("example", sentence, key=f"example {value['code']} {number}")


def _of_life_domain(domain: Mapping[str, Any]) -> Iterator[Line]:
    yield _named("life_domains", domain)
    for number, question in enumerate(domain["ask"], start=1):
        yield Line("ask", question, key=f"ask {domain['code']} {number}")


def _of_blocks(blocks: list[dict[str, Any]], labels: Labels, under: str) -> Iterator[Line]:
    for block in blocks:
        kind, value = block["type"], block["value"]
        if kind == "text":
            yield from _of_nodes(value, labels, under)
        elif kind == "passage":
            yield Line("passage", value["title"], under)
            yield from _of_nodes(value["nodes"], labels, under)
        elif kind == "conditional":
            yield Line("condition", labels.condition(value["condition"]))
            yield from _of_blocks(value["blocks"], labels, labels.condition(value["condition"]))
        elif kind == "free_slot":
            yield Line("free_slot", " ".join(filter(None, (str(value["max_length"] or ""), value.get("help")))), under)
        elif kind == "signature":
            closing = "" if value.get("closing") == CLOSING else value.get("closing")
            signed = ", ".join(filter(None, (value.get("name"), value.get("role"))))
            yield Line("signature", " ".join(filter(None, (closing, signed))), under)
        else:
            yield Line(kind, "", under)


def lines_of_nodes(nodes: list[Node]) -> Iterator[Line]:
    """Of rich text by itself."""
    yield from _of_nodes(nodes, Labels(), "")


def _of_nodes(nodes: list[Node], labels: Labels, under: str) -> Iterator[Line]:
    for node in nodes:
        if node["t"] in {"ul", "ol"}:
            for item in node["c"]:
                yield Line("item", _words(item["c"], labels), under, look=node["t"] + _look(item["c"]))
                yield from _of_nodes(item["sub"], labels, under)
        else:
            kind = "heading" if node["t"] == "h" else "text"
            yield Line(kind, _words(node["c"], labels), under, look=_look(node["c"]))


def _words(nodes: list[Node], labels: Labels) -> str:
    """Reading text; a merge field as [label], a line end as a space."""
    kinds = {"s": lambda node: node["v"], "f": lambda node: labels.field(node["v"]), "br": lambda node: " "}
    return "".join(kinds[node["t"]](node) for node in rich_text.walk(nodes) if node["t"] in kinds).strip()


def _look(nodes: list[Node]) -> str:
    marks = [
        f"{node.get('href', '')}<{rich_text.plain(node['c'])}>" for node in rich_text.walk(nodes) if node["t"] in "ab"
    ]
    return "".join(marks)


def _of_question(question: Mapping[str, Any], labels: Labels) -> Iterator[Line]:
    key = question["key"] or ""
    yield Line("question", question["label"], key=key)
    if question.get("help"):
        yield Line("question_help", question["help"], key=f"{key} help")
    ends = [str(question[name]) for name in QUESTION_ENDS[:4] if question.get(name) not in (None, "")]
    several = [labels.read("several", "")] if question.get("several") else []
    answer = [labels.read("question", question["kind"]), *question.get("options", []), *ends, *several]
    yield Line("answer", " · ".join(answer), key=f"{key} answer")
