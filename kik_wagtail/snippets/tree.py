"""Wording + values -> the finished letter as plain data. Pure: no Django, no files.

`blocks` is a list of {"type", "value"}: text holds rich text nodes; passage holds {"id", "title", "live", "nodes"};
conditional holds {"condition", "blocks"}; agreements holds nothing; free_slot holds {"max_length", "help"};
signature holds {"name", "role", "closing"}.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from . import conditions, rich_text
from .conditions import Facts
from .merge_fields import MergeFieldRegistry
from .merge_fields import registry as default_registry
from .problems import Problem
from .rich_text import Node

# Zero-width joiners and bidi marks carry meaning in names and Arabic; a soft hyphen and other format characters
# print nothing here (hyphenation is off) and could only break a line or a tag.
KEEP_FORMAT = {"\u200c", "\u200d", "\u200e", "\u200f"}
CLOSING = "Met vriendelijke groet,"  # also of versions that were published before it could be chosen
UNBROKEN = re.compile(r"^[\d +()-]+$")  # a telephone number stays on one line


def clean_text(value: Any) -> str:
    """NFC, without control and format characters that print nothing; a tab or line end becomes a space.

    Characters that somebody may have meant (private use, unassigned, lone surrogates) stay: `characters.check`
    refuses them by name.
    """
    text = unicodedata.normalize("NFC", str(value))
    if text.isprintable():  # nearly always: nothing in it to look at one by one
        return text
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\t\n\r\v\f\u2028\u2029":
            kept.append(" ")
        elif category not in {"Cc", "Cf"} or character in KEEP_FORMAT:
            kept.append(character)
    return "".join(kept)


class LetterBuilder:
    def __init__(
        self,
        values: Mapping[str, str],
        facts: Facts,
        *,
        free_text: str = "",
        registry: MergeFieldRegistry = default_registry,
    ) -> None:
        self.values = values
        self.facts = facts
        self.free_text = free_text
        self.registry = registry
        self.problems: list[Problem] = []
        self.where = ""  # the part being filled, for messages
        self.seen_free_slot = False

    def build(self, subject: list[Node], blocks: list[dict[str, Any]]) -> dict[str, Any]:
        self.problems.clear()
        self.where = "subject"
        subject_nodes = self._fill(subject)
        if not rich_text.plain(subject_nodes).strip():
            self._problem("no_subject", "subject")
        body = self._expand(blocks)
        if not any(node["t"] != "signature" for node in body):
            self._problem("empty", "body")
        if self.free_text.strip() and not self.seen_free_slot:
            self._problem("no_free_slot", "free_text")
        return {
            "subject": subject_nodes,
            "body": [node for node in body if node["t"] != "signature"],
            "signature": next((node for node in body if node["t"] == "signature"), None),
        }

    def _expand(self, blocks: list[dict[str, Any]], inside: str = "block") -> list[Node]:
        nodes: list[Node] = []
        for number, block in enumerate(blocks, start=1):
            self.where = f"{inside} {number}"
            nodes += getattr(self, f"_expand_{block['type']}")(block["value"])
        return nodes

    def _expand_text(self, value: list[Node]) -> list[Node]:
        return self._fill(value)

    def _expand_passage(self, value: dict[str, Any]) -> list[Node]:
        if not value["live"]:
            self._problem("passage_not_published", self.where, title=value["title"])
        return self._fill(value["nodes"])

    def _expand_conditional(self, value: dict[str, Any]) -> list[Node]:
        if not conditions.known(value["condition"]):
            self._problem("unknown_condition", self.where, name=value["condition"])
            return []
        return (
            self._expand(value["blocks"], f"{self.where}.") if conditions.holds(value["condition"], self.facts) else []
        )

    def _expand_agreements(self, value: dict[str, Any]) -> list[Node]:
        lines = [clean_text(line).strip() for line in str(self.values.get("afspraken") or "").splitlines()]
        lines = [line for line in lines if line]
        if not lines:
            self._problem("missing_value", "afspraken")
            return []
        return [{"t": "ul", "c": [{"t": "li", "c": [_said(line, "afspraken")], "sub": []} for line in lines]}]

    def _expand_free_slot(self, value: dict[str, Any]) -> list[Node]:
        self.seen_free_slot = True
        text = self.free_text.strip()
        limit = value["max_length"] or 0  # a draft may not say it yet
        if 0 < limit < len(text):
            self._problem("free_too_long", "free_text", length=len(text), limit=limit)
        paragraphs = [part for part in text.replace("\r", "").split("\n\n") if part.strip()]
        return [{"t": "p", "c": [_said(clean_text(part), "free_text")]} for part in paragraphs]

    def _expand_signature(self, value: dict[str, Any]) -> list[Node]:
        """Without a name of its own a letter is signed by the resident's coach."""
        said = {key: clean_text(value.get(key) or "").strip() for key in ("name", "role", "closing")}
        said["name"] = said["name"] or self._value("coach_naam")
        return [{"t": "signature", **said, "closing": said["closing"] or CLOSING}]

    def _fill(self, nodes: list[Node]) -> list[Node]:
        return [self._fill_one(node) for node in nodes]

    def _fill_one(self, node: Node) -> Node:
        if node["t"] == "f":
            return _said(self._value(node["v"]), node["v"])
        if node["t"] == "s":
            text = clean_text(node["v"])
            self._refuse_leftover(text)
            return _said(text, self.where)
        filled = dict(node)
        if node["t"] == "a":
            filled["print"] = printed_address(node)
            self._refuse_leftover(filled["print"])
        for key in ("c", "sub"):
            if key in node:
                filled[key] = self._fill(node[key])
        return filled

    def _refuse_leftover(self, text: str) -> None:
        if is_like_a_field(text):
            self._problem("leftover", self.where, text=text.strip()[:60])

    def _value(self, name: str) -> str:
        if name not in self.registry:
            self._problem("unknown_field", name)
            return ""
        value = clean_text(self.values.get(name) or "").strip()
        if UNBROKEN.match(value):
            value = value.replace(" ", "\u00a0")
        if not value:
            self._problem("missing_value", name)
        return value

    def _problem(self, code: str, field: str, **values: Any) -> None:
        self.problems.append(Problem(code, field, values))


def _said(text: str, source: str) -> Node:
    return {"t": "s", "v": text, "from": source}


def is_like_a_field(text: str) -> bool:
    """Looks like a merge field to fill, and is none."""
    return "((" in text or "))" in text


def printed(nodes: list[Node]) -> Iterator[str]:
    """What of these words is printed, addresses of links included; values of merge fields are not known yet."""
    for node in rich_text.walk(nodes):
        if node["t"] == "s":
            yield node["v"]
        elif node["t"] == "a":
            yield printed_address(node)


def printed_address(link: Node) -> str:
    """What a reader on paper needs behind a link, unless the link text already says it."""
    address = re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", link["href"]).rstrip("/")
    return "" if address.lower() in rich_text.plain(link["c"]).lower().replace(" ", "") else clean_text(address)
