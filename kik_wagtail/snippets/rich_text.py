"""Stored rich text (HTML) -> a small allow-listed tree of plain dicts. Pure, standard library only.

Inline nodes   {"t": "s", "v": text} · {"t": "f", "v": field name} · {"t": "b", "c": [...]}
               {"t": "a", "href": url, "c": [...]} · {"t": "br"}
Block nodes    {"t": "p" | "h", "c": inline} · {"t": "ul" | "ol", "c": [{"t": "li", "c": inline, "sub": [lists]}]}

Tags outside the list are dropped and their text kept; script and style lose their text too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = {"p": "p", "h3": "h", "ul": "ul", "ol": "ol", "li": "li"}
SILENT = {"script", "style", "template"}

PageUrl = Callable[[int], "str | None"]
Node = dict


def parse(html: str, page_url: PageUrl = lambda page_id: None) -> list[Node]:
    parser = _TreeParser(page_url)
    parser.feed(html or "")
    parser.close()
    return [_tidy(block) for block in parser.blocks if not _is_empty(block)]


def parse_line(html: str) -> list[Node]:
    """One line of inline nodes (the subject): block boundaries become a space."""
    line: list[Node] = []
    for block in parse(html):
        if line:
            line.append(_text(" "))
        line.extend(node for node in block["c"] if node["t"] in {"s", "f", "b"})
    return line


def walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.get("c", []))
        yield from walk(node.get("sub", []))


def plain(nodes: list[Node]) -> str:
    return "".join(
        {"s": node.get("v", ""), "f": f"(({node.get('v')}))", "br": "\n"}.get(node["t"], "") for node in walk(nodes)
    )


def fields(nodes: list[Node]) -> list[str]:
    """Merge fields in reading order, each once."""
    return list(dict.fromkeys(node["v"] for node in walk(nodes) if node["t"] == "f"))


def to_html(nodes: list[Node]) -> str:
    """Back to HTML with the allow-listed tags only, everything else escaped: safe to put in a page."""
    return "".join(_html_of(node) for node in nodes)


def _html_of(node: Node) -> str:
    kind = node["t"]
    if kind in {"s", "f"}:
        return escape(node["v"] if kind == "s" else f"(({node['v']}))")
    if kind == "br":
        return "<br>"
    inner = to_html(node["c"]) + to_html(node.get("sub", []))
    if kind == "a":
        return f'<a href="{escape(node["href"])}">{inner}</a>'
    tag = "h3" if kind == "h" else kind
    return f"<{tag}>{inner}</{tag}>"


class _TreeParser(HTMLParser):
    def __init__(self, page_url: PageUrl) -> None:
        super().__init__(convert_charrefs=True)
        self.page_url = page_url
        self.blocks: list[Node] = []
        self.lists: list[Node] = []  # open ul/ol, outermost first
        self.inline: list[tuple[str, list[Node]]] = []  # open inline containers within the current block
        self.silent = 0
        self.in_field = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in SILENT:
            self.silent += 1
        elif self.in_field:
            self.in_field += tag == "span"
            if tag in {"b", "strong"}:  # Draftail writes bold inside the entity
                field = self._target().pop()
                self._target().append({"t": "b", "c": [field]} if field["t"] == "f" else field)
        elif tag in {"ul", "ol"}:
            self._open_list(tag)
        elif tag == "li":
            if not self.lists:
                self._open_list("ul")
            item = {"t": "li", "c": [], "sub": []}
            self.lists[-1]["c"].append(item)
            self.inline = [("li", item["c"])]
        elif tag in BLOCKS:
            self._open_block(BLOCKS[tag])
        elif tag in {"b", "strong"}:
            self._open_inline("b", {"t": "b", "c": []})
        elif tag == "a":
            href = self._safe_href(attributes)
            self._open_inline("a", {"t": "a", "href": href, "c": []} if href else None)
        elif tag == "br":
            self._target().append({"t": "br"})
        elif tag == "span" and attributes.get("data-merge-field"):
            self.in_field = 1
            self._target().append({"t": "f", "v": attributes["data-merge-field"]})

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.in_field:
            self.in_field -= tag == "span"
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
            self.inline = [("li", self.lists[-1]["c"][-1]["c"])] if self.lists else []
        elif tag in {"p", "h3", "li"}:
            self.inline = []
        elif tag in {"b", "strong"}:
            self._close_inline("b")
        elif tag == "a":
            self._close_inline("a")

    def handle_data(self, data: str) -> None:
        if self.silent or self.in_field or (not data.strip() and not self.inline):
            return
        self._target().append(_text(data))

    def _open_block(self, kind: str) -> None:
        self.lists = []
        block = {"t": kind, "c": []}
        self.blocks.append(block)
        self.inline = [(kind, block["c"])]

    def _open_list(self, kind: str) -> None:
        new = {"t": kind, "c": []}
        if self.lists and self.lists[-1]["c"]:
            self.lists[-1]["c"][-1]["sub"].append(new)
        else:
            self.blocks.append(new)
        self.lists.append(new)
        self.inline = []

    def _target(self) -> list[Node]:
        if not self.inline:
            self._open_block("p")
        return self.inline[-1][1]

    def _open_inline(self, kind: str, node: Node | None) -> None:
        target = self._target()
        if node is None:  # not allowed: the text stays, in the surrounding node
            self.inline.append((kind, target))
            return
        target.append(node)
        self.inline.append((kind, node["c"]))

    def _close_inline(self, kind: str) -> None:
        if len(self.inline) > 1 and self.inline[-1][0] == kind:
            self.inline.pop()

    def _safe_href(self, attributes: dict) -> str | None:
        if attributes.get("linktype") == "page" and str(attributes.get("id", "")).isdecimal():
            return self.page_url(int(attributes["id"]))
        href = (attributes.get("href") or "").strip()
        return href if is_safe(href) else None


def is_safe(href: str) -> bool:
    """May a link in a text lead there?"""
    try:
        return urlsplit(href).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def _text(value: str) -> Node:
    return {"t": "s", "v": " ".join(value.split("\n"))}


def _is_empty(node: Node) -> bool:
    if node["t"] in {"ul", "ol"}:
        return all(_is_empty(item) and not item["sub"] for item in node["c"])
    return not any(n["t"] == "f" or (n["t"] == "s" and n["v"].strip()) for n in walk(node["c"]))


def _tidy(block: Node) -> Node:
    if block["t"] in {"ul", "ol"}:
        block["c"] = [item for item in block["c"] if not _is_empty(item) or item["sub"]]
    for node in walk([block]):
        if "c" in node:
            node["c"] = _joined(node["c"])
    return block


def _joined(nodes: list[Node]) -> list[Node]:
    """Neighbours in bold are one: Draftail writes bold within each merge field, others around them all. Nobody sees a bold
    space, and the editor keeps one or not: between bold words it is bold, at the edge of them it is not. Otherwise a text
    that is opened and saved would differ from the same words before."""
    joined: list[Node] = []
    for node in (part for one in nodes for part in _without_bold_edges(one)):
        if joined and node["t"] == joined[-1]["t"] and node["t"] in {"b", "s"}:
            kept = "c" if node["t"] == "b" else "v"
            joined[-1] = {**joined[-1], kept: joined[-1][kept] + node[kept]}
        elif node["t"] == "b" and len(joined) > 1 and joined[-2]["t"] == "b" and _is_space(joined[-1]):
            space = joined.pop()
            joined[-1] = {**joined[-1], "c": [*joined[-1]["c"], space, *node["c"]]}
        else:
            joined.append(node)
    return joined


def _without_bold_edges(node: Node) -> list[Node]:
    """The same words, spaces at the start and the end of bold beside it."""
    if node["t"] != "b":
        return [node]
    inner = _joined([child for one in node["c"] for child in (one["c"] if one["t"] == "b" else [one])])
    before = after = ""
    if inner and inner[0]["t"] == "s":
        words = inner[0]["v"].lstrip(" ")
        before = inner[0]["v"][: len(inner[0]["v"]) - len(words)]
        inner = [{**inner[0], "v": words}, *inner[1:]]
    if inner and inner[-1]["t"] == "s":
        words = inner[-1]["v"].rstrip(" ")
        after = inner[-1]["v"][len(words) :]
        inner = [*inner[:-1], {**inner[-1], "v": words}]
    inner = [one for one in inner if one["t"] != "s" or one["v"]]
    parts = [_text(before), {**node, "c": inner}, _text(after)]
    return [one for one in parts if one.get("v") or one.get("c")]


def _is_space(node: Node) -> bool:
    return node["t"] == "s" and not node["v"].strip(" ")
