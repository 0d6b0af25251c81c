"""The words around what was found. Pure."""

from __future__ import annotations

from typing import NamedTuple

from kik_wagtail.snippets.finding.words import Term

REACH = 90  # characters on each side


class Excerpt(NamedTuple):
    before: str
    found: str
    after: str


def excerpt(text: str, query: str) -> Excerpt:
    """Around the first word of the query that stands there; the beginning where the engine matched otherwise."""
    text = " ".join(text.split())
    for words in (query, *sorted(query.split(), key=len, reverse=True)):
        term = Term(words, is_part=True)
        span = next(term.spans(text), None) if term.is_usable else None
        if span:
            return Excerpt(_ending(text[: span.start]), text[span.start : span.end], _beginning(text[span.end :]))
    return Excerpt("", "", _beginning(text, 2 * REACH))


def _ending(words: str) -> str:
    if len(words) <= REACH:
        return words
    return f"…{words[-REACH:].partition(' ')[2]}"


def _beginning(words: str, reach: int = REACH) -> str:
    if len(words) <= reach:
        return words
    return f"{words[:reach].rpartition(' ')[0]}…"
