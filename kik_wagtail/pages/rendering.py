"""The body of a page as markup with its headings, kept until something that it shows is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Site

from kik_wagtail import conf
from kik_wagtail.snippets.models import ConversationGuide, GlossaryTerm

from . import glossary, pictures, stamps
from .anchors import IN_CONTEXT as ANCHOR
from .anchors import Anchors
from .blocks.figure import COUNT, counting
from .shelf import IN_CONTEXT, Shelf, texts_in


@dataclass(frozen=True, slots=True)
class Rendered:
    html: SafeString
    headings: tuple[tuple[str, str], ...]  # (anchor, words), for the table of contents
    contact_kinds: frozenset[str] = frozenset()  # kinds of contact that a guide on the page is for


def rendered(page: Any, request: Any) -> Rendered:
    """Of a live page from the cache; a preview or a draft is always made anew, and never kept."""
    if getattr(request, "is_preview", False) or not page.live or page.pk is None:
        return _render(page, request)
    stamp = stamps.current()
    if stamp is None:
        return _render(page, request)
    site = Site.find_for_request(request)
    key = f"kik-page:{page.pk}:{_digest(page)}:{stamp}:{get_language()}:{site.pk if site else ''}"
    kept = cache.get(key)
    if kept is None:
        kept = _render(page, request)
        cache.set(key, kept, conf.pages_cache_seconds())
    return kept


def _digest(page: Any) -> str:
    """Of the blocks as they are stored: whoever still holds an older page finds the body of that page. Asks no text."""
    stored = [getattr(page, name).get_prep_value() for name in page.shown_streams]
    return hashlib.sha256(json.dumps(stored, cls=DjangoJSONEncoder).encode()).hexdigest()[:32]


def _render(page: Any, request: Any) -> Rendered:
    streams = [getattr(page, name) for name in page.shown_streams]
    shelf = Shelf.of(streams, *([GlossaryTerm] if any(streams) else []))
    with shelf.laid_ready():
        pictures.fetch_renditions(streams)
    context = {"request": request, "page": page, IN_CONTEXT: shelf, COUNT: counting()}
    parts, headings, anchors = [], [], Anchors()
    for child in _in_order(page, streams):
        words = _heading_of(child, shelf)
        anchor = anchors.free(words)
        parts.append(str(child.render(context=context | {ANCHOR: anchor})))
        if words:
            headings.append((anchor, words))
    html = glossary.explained("\n".join(parts), _terms(shelf)) if parts else mark_safe("")
    return Rendered(html, tuple(headings), _contact_kinds(streams))


def _terms(shelf: Shelf) -> list[glossary.Term]:
    terms = (one.row for one in shelf.all(GlossaryTerm))
    return [glossary.Term(str(term.pk), tuple(term.forms), term.explanation) for term in terms]


def _contact_kinds(streams: list[Any]) -> frozenset[str]:
    texts = (text for stream in streams for text in texts_in(stream))
    return frozenset(kind for text in texts if isinstance(text, ConversationGuide) and text.live for kind in text.kinds)


def _in_order(page: Any, streams: list[Any]) -> Iterator[Any]:
    for stream in streams:
        yield from page.in_order(stream)


def _heading_of(child: Any, shelf: Shelf) -> str:
    """What the block says it is called; its own markup gives that heading the anchor."""
    heading_of = getattr(child.block, "heading_of", None)
    return str(heading_of(child.value, shelf)) if heading_of else ""
