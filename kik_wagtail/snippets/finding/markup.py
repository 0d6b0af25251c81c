"""Stored text as a reader sees it, with the place in the source of every character. Pure.

Of HTML only text is read: no tag, attribute or merge field. Bold and links may begin and end inside a word; a
paragraph, an item, a line end and a merge field may not. Replacing touches characters of text and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from html.parser import HTMLParser
from typing import NamedTuple

from .words import BARRIER, Span, Term

INLINE = frozenset({"a", "b", "strong", "i", "em", "u", "s", "span", "sub", "sup", "small", "mark", "code"})
SILENT = frozenset({"script", "style", "template"})
ENDS, SPACES = re.compile(rf"\s*(?:{BARRIER}\s*)+"), re.compile(r"\s+")


class Character(NamedTuple):
    shown: str
    start: int  # in the source
    end: int
    link: int = 0  # number of the link it stands in
    field: str = ""  # the merge field that stands here

    @property
    def place(self) -> tuple[int, int]:
        return self.start, self.end


class Match(NamedTuple):
    span: Span  # in the reading
    found: str
    by_hand: bool  # half in a link: only a person can say what the link should cover then


class Edit(NamedTuple):
    start: int
    end: int
    text: str


class Reading:
    """A stored text, read."""

    def __init__(self, source: str, *, is_html: bool) -> None:
        self.source, self.is_html = source, is_html
        self.characters = list(_Tokens(source).characters()) if is_html else _read_plain(source)
        self.text = "".join(character.shown for character in self.characters)

    def matches(self, term: Term) -> list[Match]:
        return [self._match(span) for span in term.spans(self.text)]

    def _match(self, span: Span) -> Match:
        links = {character.link for character in self.characters[span.start : span.end]}
        by_hand = len(links) > 1 or self._cuts(span.start) or self._cuts(span.end)
        return Match(span, self.text[span.start : span.end], by_hand)

    def _cuts(self, at: int) -> bool:
        """Would beginning or ending here cut a character reference in two?"""
        return 0 < at < len(self.characters) and self.characters[at - 1].place == self.characters[at].place

    def shown(self, start: int, end: int, name_of: Callable[[str], str]) -> str:
        """Words for a person: a merge field as [name], the end of a paragraph as a dot in the middle."""
        shown = (f"[{name_of(one.field)}]" if one.field else one.shown for one in self.characters[start:end])
        return SPACES.sub(" ", ENDS.sub(" · ", "".join(shown)))

    def replaced(self, news: Mapping[Match, str]) -> str:
        """The source with other words for these matches; the tags around and between stay as they were."""
        edits = [edit for match, new in news.items() for edit in self._edits(match, new)]
        kept, at = [], 0
        for edit in sorted(edits):
            kept += [self.source[at : edit.start], edit.text]
            at = edit.end
        return "".join([*kept, self.source[at:]])

    def _edits(self, match: Match, new: str) -> Iterator[Edit]:
        """A word in two pieces becomes one, in the place of the longer piece."""
        pieces = _pieces(self.characters[match.span.start : match.span.end])
        best = max(pieces, key=len)
        for piece in pieces:
            put = new if piece is best else ""
            yield Edit(piece[0].start, piece[-1].end, escape(put, quote=False) if self.is_html else put)


def may_match(source: str, term: Term, *, is_html: bool) -> bool:
    """Quick, and never wrongly False."""
    return term.may_stand_in(_without_tags(source) if is_html else source)


def _pieces(characters: list[Character]) -> list[list[Character]]:
    """Runs that stand side by side in the source."""
    pieces: list[list[Character]] = []
    for character in characters:
        if pieces and _follows(pieces[-1][-1], character):
            pieces[-1].append(character)
        else:
            pieces.append([character])
    return pieces


def _follows(before: Character, character: Character) -> bool:
    return before.end == character.start or before.place == character.place


def _read_plain(source: str) -> list[Character]:
    return [Character(character, at, at + 1) for at, character in enumerate(source)]


def _without_tags(source: str) -> str:
    return "".join(token.text for token in _Tokens(source).found)


class _Token(NamedTuple):
    start: int
    text: str  # what a reader sees of it; BARRIER where words end
    is_text: bool
    link: int
    field: str


class _Tokens(HTMLParser):
    """Every piece of text with its place; what is no text counts only where a word cannot go through it."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = _line_starts(source)
        self.source = source
        self.found: list[_Token] = []
        self.silent = self.in_field = self.link = self.links = 0
        try:
            self.feed(source)
            self.close()
        except AssertionError:  # how the parser says "<![x]>"; no editor makes that
            self.found.clear()
        self._add("", is_text=False, at=len(source))

    def characters(self) -> Iterator[Character]:
        for token, following in zip(self.found, self.found[1:], strict=False):
            if not token.is_text:
                yield from (Character(one, token.start, token.start, field=token.field) for one in token.text)
                continue
            raw = self.source[token.start : following.start]
            shown = raw if raw == token.text else unescape(raw)
            if shown == raw:
                yield from (Character(one, at, at + 1, token.link) for at, one in enumerate(raw, token.start))
            else:  # &euml;
                yield from (Character(one, token.start, following.start, token.link) for one in shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark(tag)
        if self.in_field:
            self.in_field += tag == "span"
        elif tag in SILENT:
            self.silent += 1
        elif tag == "span" and (name := dict(attrs).get("data-merge-field")):
            self.in_field = 1
            self._add(BARRIER, is_text=False, field=name)
        elif tag == "a":
            self.links += 1
            self.link = self.links

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark(tag)

    def handle_endtag(self, tag: str) -> None:
        self._mark(tag)
        if self.in_field:
            self.in_field -= tag == "span"
        elif tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a":
            self.link = 0

    def handle_data(self, data: str) -> None:
        is_seen = not self.silent and not self.in_field
        self._add(data if is_seen else "", is_text=is_seen)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        self._add("", is_text=False)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def _mark(self, tag: str) -> None:
        self._add("" if tag in INLINE else BARRIER, is_text=False)

    def _add(self, text: str, *, is_text: bool, field: str = "", at: int | None = None) -> None:
        line, column = self.getpos()
        start = self.lines[line - 1] + column if at is None else at
        self.found.append(_Token(start, text, is_text, self.link, field))


def _line_starts(source: str) -> list[int]:
    return [0, *(at + 1 for at, character in enumerate(source) if character == "\n")]
