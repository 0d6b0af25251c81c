"""Stored rich text ↔ the HTML of a file: a block on each line, merge fields as ((name)), pages by their path. Pure.

What stands in a file is not trusted: only the tags that the field offers, only `href`, only safe addresses. What would
be dropped silently on the page is refused with a word for it instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from html import escape
from html.parser import HTMLParser

from kik_wagtail.snippets import rich_text
from kik_wagtail.snippets.merge_fields import token
from kik_wagtail.snippets.rich_text import Node

PAGE = "page:"
TOKEN = re.compile(r"\(\(([a-z][a-z0-9_]*)\)\)")
TAGS_OF = {"h3": {"h3"}, "ul": {"ul", "li"}, "ol": {"ol", "li"}, "bold": {"b"}, "link": {"a"}}
ALWAYS = frozenset({"p", "br"})
BLOCKS = frozenset({"p", "h3", "ul", "ol", "li"})
SINGLE_LINE, CHIPS = "single-line", "merge-field"


class WrongMarkup(ValueError):
    """`code` names what is wrong, `what` shows it."""

    def __init__(self, code: str, what: str) -> None:
        self.code, self.what = code, what
        super().__init__(code)


def to_file(html: str, *, features: Collection[str], path_of: Callable[[int], str | None]) -> str:
    if SINGLE_LINE in features:
        return _inline(rich_text.parse_line(html)).strip()
    lines = list(_lines(rich_text.parse(html, lambda pk: _address(path_of(pk)))))
    return "\n".join([*lines, ""]) if lines else ""


def from_file(text: str, *, features: Collection[str], page_at: Callable[[str], int | None]) -> str:
    """As the editor stores it. Raises WrongMarkup."""
    writer = _Writer(features, page_at)
    try:
        writer.feed(text.replace("\r\n", "\n"))
        return writer.finished()
    except AssertionError as error:  # how the parser says "<![x]>"
        raise WrongMarkup("tag", "<!>") from error


def _address(path: str | None) -> str | None:
    return PAGE + path if path else None


def _lines(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if node["t"] in {"ul", "ol"}:
            yield f"<{node['t']}>"
            for item in node["c"]:
                yield from _item(item)
            yield f"</{node['t']}>"
        else:
            tag = "h3" if node["t"] == "h" else node["t"]
            yield f"<{tag}>{_inline(node['c']).strip()}</{tag}>"


def _item(item: Node) -> Iterator[str]:
    words = _inline(item["c"]).strip()
    if not item["sub"]:
        yield f"<li>{words}</li>"
        return
    yield f"<li>{words}"
    yield from _lines(item["sub"])
    yield "</li>"


def _inline(nodes: list[Node]) -> str:
    return "".join(_inline_one(node) for node in nodes)


def _inline_one(node: Node) -> str:
    kind = node["t"]
    if kind == "s":
        return escape(node["v"], quote=False)
    if kind == "f":
        return token(node["v"])
    if kind == "br":
        return "<br/>"
    inner = _inline(node["c"])
    return f'<a href="{escape(node["href"])}">{inner}</a>' if kind == "a" else f"<b>{inner}</b>"


class _Writer(HTMLParser):
    def __init__(self, features: Collection[str], page_at: Callable[[str], int | None]) -> None:
        super().__init__(convert_charrefs=True)
        self.is_line, self.has_chips = SINGLE_LINE in features, CHIPS in features
        self.allowed = {tag for name, tags in TAGS_OF.items() if name in features for tag in tags}
        self.allowed |= set() if self.is_line else ALWAYS
        self.page_at = page_at
        self.written: list[str] = []
        self.open: list[str] = []
        self.is_loose = False  # words outside a block stand in a paragraph of their own

    def finished(self) -> str:
        self.close()
        self._end_loose()
        if self.open:
            raise WrongMarkup("open", f"<{self.open[-1]}>")
        html = "".join(self.written)
        return f"<p>{html}</p>" if self.is_line and html else html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = "b" if tag == "strong" else tag
        if tag not in self.allowed:
            raise WrongMarkup("tag", f"<{tag}>")
        if tag == "br":
            self.written.append("<br/>")
            return
        if tag in BLOCKS:
            self._begin_block(tag)
        else:
            self._begin_words()
        self.written.append(self._link(attrs) if tag == "a" else self._bare(tag, attrs))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            raise WrongMarkup("tag", f"<{tag}/>")
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        tag = "b" if tag == "strong" else tag
        if not self.open or self.open[-1] != tag:
            raise WrongMarkup("open", f"</{tag}>")
        if tag in BLOCKS:
            self._trim()
        self.open.pop()
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        words = re.sub(r"[ \t]*\n[ \t]*", " ", data)
        if not self.written or self.written[-1] in _EDGES:
            words = words.lstrip(" ")
        if not words:
            return
        if self.open and self.open[-1] in {"ul", "ol"}:
            raise WrongMarkup("list", words.strip()[:40])
        self._begin_words()
        self.written.append(self._chipped(words))

    def handle_comment(self, data: str) -> None:
        raise WrongMarkup("tag", "<!-- -->")

    def handle_decl(self, decl: str) -> None:
        raise WrongMarkup("tag", "<!>")

    def handle_pi(self, data: str) -> None:
        raise WrongMarkup("tag", "<?>")

    unknown_decl = handle_decl

    def _begin_block(self, tag: str) -> None:
        self._end_loose()
        self._trim()
        inside = self.open[-1] if self.open else ""
        fits = inside in {"ul", "ol"} if tag == "li" else inside in {"", "li"} if tag in {"ul", "ol"} else not inside
        if not fits:
            raise WrongMarkup("place", f"<{tag}>")

    def _begin_words(self) -> None:
        if not self.open and not self.is_line and not self.is_loose:
            self.written.append("<p>")
            self.is_loose = True

    def _end_loose(self) -> None:
        if self.is_loose:
            self._trim()
            self.written.append("</p>")
            self.is_loose = False

    def _trim(self) -> None:
        if self.written and not self.written[-1].startswith("<"):
            self.written[-1] = self.written[-1].rstrip(" ")

    def _bare(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        if attrs:
            raise WrongMarkup("attribute", f"<{tag} {attrs[0][0]}>")
        return f"<{tag}>"

    def _link(self, attrs: list[tuple[str, str | None]]) -> str:
        wrong = [name for name, _value in attrs if name != "href"]
        href = (dict(attrs).get("href") or "").strip()
        if wrong:
            raise WrongMarkup("attribute", f"<a {wrong[0]}>")
        if href.startswith(PAGE):
            pk = self.page_at(href.removeprefix(PAGE))
            if pk is None:
                raise WrongMarkup("page", href.removeprefix(PAGE))
            return f'<a linktype="page" id="{pk}">'
        if not rich_text.is_safe(href):
            raise WrongMarkup("link", href[:60])
        return f'<a href="{escape(href)}">'

    def _chipped(self, words: str) -> str:
        """Text as HTML, with chips where the field has them."""
        parts = TOKEN.split(words) if self.has_chips else [words]
        html = [escape(part, quote=False) if at % 2 == 0 else _chip(part) for at, part in enumerate(parts)]
        return "".join(html)


def _chip(name: str) -> str:
    return f'<span data-merge-field="{name}">{token(name)}</span>'


_EDGES = {*(f"<{tag}>" for tag in BLOCKS), *(f"</{tag}>" for tag in BLOCKS)}
