"""Where do we still say …? Every place in every text, with the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kik_wagtail.snippets.merge_fields import registry

from .library import FixedText, KeptText, OldPassages
from .markup import Match, Reading, may_match
from .spots import Spot, spots_of
from .words import Term

REACH = 60  # characters shown on each side
FAR = 4 * REACH  # as many of the source are read for them


class Where(TextChoices):
    ANYWHERE = "", _("what is live and drafts")
    LIVE = "live", _("what is live")
    DRAFT = "draft", _("drafts")


class Context(NamedTuple):
    label: str  # the field or block
    before: str
    found: str
    after: str


class Hit(NamedTuple):
    context: Context
    is_live: bool
    is_draft: bool


@dataclass(frozen=True)
class FoundText:
    text: Any
    hits: list[Hit]
    has_drafts: bool = True  # of this kind of text


def found_in(texts: Iterable[KeptText], term: Term, *, where: str = Where.ANYWHERE) -> Iterator[FoundText]:
    copied = OldPassages()
    for kept in texts:
        hits = [*_hits(kept, term), *_copied_hits(kept, term, copied)]
        wanted = [hit for hit in hits if _is_wanted(hit, where)]
        if wanted:
            yield FoundText(kept.text, wanted)


def found_in_fixed(texts: Iterable[FixedText], term: Term) -> Iterator[FoundText]:
    for fixed in texts:
        hits = [Hit(context, True, False) for context in contexts(type(fixed.text), fixed.live, term)]
        if hits:
            yield FoundText(fixed.text, hits, has_drafts=False)


def _copied_hits(kept: KeptText, term: Term, copied: OldPassages) -> Iterator[Hit]:
    for spot in copied.in_text(kept.text):
        yield from (Hit(context_of(spot, reading, match), True, False) for reading, match in _matches(spot, term))


def contexts(model: type[Model], values: Mapping[str, Any], term: Term) -> list[Context]:
    return [context_of(spot, reading, match) for spot, reading, match in matches_in(model, values, term)]


def matches_in(model: type[Model], values: Mapping[str, Any], term: Term) -> Iterator[tuple[Spot, Reading, Match]]:
    for spot in spots_of(model, values):
        yield from ((spot, reading, match) for reading, match in _matches(spot, term))


def _matches(spot: Spot, term: Term) -> Iterator[tuple[Reading, Match]]:
    if may_match(spot.text, term, is_html=spot.is_html):
        reading = Reading(spot.text, is_html=spot.is_html)
        yield from ((reading, match) for match in reading.matches(term))


def context_of(spot: Spot, reading: Reading, match: Match) -> Context:
    start, end = match.span
    before = reading.shown(max(0, start - FAR), start, _field_label)
    after = reading.shown(end, end + FAR, _field_label)
    return Context(spot.label, _ending(before.lstrip(" ·")), match.found, _beginning(after.rstrip(" ·")))


def _ending(words: str) -> str:
    """The last words, whole ones."""
    if len(words) <= REACH:
        return words
    cut = words[-REACH:]
    return f"…{cut[cut.find(' ') + 1 :] if ' ' in cut.rstrip() else cut}"


def _beginning(words: str) -> str:
    if len(words) <= REACH:
        return words
    cut = words[:REACH]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut.lstrip() else cut}…"


def _hits(kept: KeptText, term: Term) -> Iterator[Hit]:
    """In reading order of the newest wording; then what only the live text says."""
    live = contexts(type(kept.text), kept.live, term)
    if not kept.has_draft:
        yield from (Hit(context, True, False) for context in live)
        return
    for context in contexts(type(kept.text), kept.newest, term):
        is_live = context in live
        if is_live:
            live.remove(context)
        yield Hit(context, is_live, True)
    yield from (Hit(context, True, False) for context in live)


def _is_wanted(hit: Hit, where: str) -> bool:
    return {Where.LIVE: hit.is_live, Where.DRAFT: hit.is_draft}.get(where, True)  # type: ignore[call-overload]


def _field_label(name: str) -> str:
    return gettext(registry[name].label) if name in registry else name
