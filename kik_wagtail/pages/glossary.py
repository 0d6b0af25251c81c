"""Explains a term where it first stands on a page: in the words themselves, as a button with a pop-over.

The browser does the rest: a pop-over opens by click, touch and keyboard, closes by Escape and by a click elsewhere, and
needs no script. The markup is read once and left as it is but for what is put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

LEFT_ALONE = frozenset(
    [
        "a",
        "button",
        "code",
        "dfn",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "label",
        "nav",
        "pre",
        "script",
        "select",
        "style",
        "summary",
        "svg",
        "textarea",
        "video",
    ]
)
OPT_OUT = "data-kik-plain"  # on an element whose words are to stay as they are, such as the wording of a letter
EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class Term(NamedTuple):
    key: str  # for ids
    forms: tuple[str, ...]
    explanation: str


def explained(html: str, terms: Iterable[Term]) -> SafeString:
    """`html` with the first occurrence of each term explained. Longer terms go before shorter ones in them."""
    by_form = {_folded(form): term for term in terms for form in term.forms}
    if not by_form:
        return mark_safe(html)  # noqa: S308 - as it came
    longest_first = sorted(by_form, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    done: set[str] = set()

    def with_pop_over(match: re.Match[str]) -> str:
        term = by_form[match[0].casefold()]
        if term.key in done:
            return match[0]
        done.add(term.key)
        return _marked(term, match[0])

    parts, at = [], 0
    for start, end in _words_of(html):
        parts += [html[at:start], pattern.sub(with_pop_over, html[start:end])]
        at = end
    return mark_safe("".join([*parts, html[at:]]))  # noqa: S308 - what is put in is escaped


def _folded(form: str) -> str:
    """As it stands in markup."""
    return str(escape(form)).casefold()


def _marked(term: Term, words: str) -> str:
    return format_html(
        '<dfn class="kik-term"><button type="button" class="kik-term__word" popovertarget="kik-term-{key}">{words}</button>'
        '<span class="kik-term__text" id="kik-term-{key}" popover>{text}</span></dfn>',
        key=term.key,
        words=mark_safe(words),  # noqa: S308 - a piece of markup without a tag in it
        text=term.explanation,
    )


def _words_of(html: str) -> list[tuple[int, int]]:
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    reader.end_run(len(html))
    return reader.found


class _Reader(HTMLParser):
    """Where words stand that may be explained: (start, end) in the markup, from one tag to the next."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, int]] = []
        self._starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self._closed: list[str] = []  # open elements from the outermost that is left alone
        self._run: int | None = None

    def end_run(self, at: int) -> None:
        if self._run is not None:
            self.found.append((self._run, at))
        self._run = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.end_run(self._at)
        if tag not in EMPTY and (self._closed or tag in LEFT_ALONE or any(name == OPT_OUT for name, _value in attrs)):
            self._closed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.end_run(self._at)

    def handle_endtag(self, tag: str) -> None:
        self.end_run(self._at)
        if tag in self._closed:
            while self._closed.pop() != tag:
                pass

    def handle_comment(self, data: str) -> None:
        self.end_run(self._at)

    def handle_data(self, data: str) -> None:
        if not self._closed and self._run is None:
            self._run = self._at

    handle_entityref = handle_charref = handle_data

    @property
    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column
