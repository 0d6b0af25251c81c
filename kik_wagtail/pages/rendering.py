"""The body of a page as markup with its headings, kept until something that it shows is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from wagtail.models import Site

from kik_wagtail import conf
from kik_wagtail.snippets.models import ConversationGuide, GlossaryTerm

from . import glossary, stamps
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
    site = Site.find_for_request(request)
    key = f"kik-page:{page.pk}:{page.live_revision_id}:{page.last_published_at}:{stamps.current()}:{get_language()}:{site and site.pk}"
    key = key.replace(" ", "T")
    kept = cache.get(key)
    if kept is None:
        kept = _render(page, request)
        cache.set(key, kept, conf.pages_cache_seconds())
    return kept


def _render(page: Any, request: Any) -> Rendered:
    streams = [getattr(page, name) for name in page.shown_streams]
    context = {"request": request, "page": page, IN_CONTEXT: Shelf.of(*streams)}
    children = [child for stream in streams for child in page.in_order(stream)]
    html = "\n".join(str(child.render(context=context)) for child in children)
    html = glossary.explained(html, _terms()) if children else ""
    headings = tuple(_headings(children, context))
    return Rendered(mark_safe(html), headings, _contact_kinds(streams))  # noqa: S308 - made by templates


def _terms() -> list[glossary.Term]:
    terms = GlossaryTerm.objects.in_use()
    return [glossary.Term(str(term.pk), tuple(term.forms), term.explanation) for term in terms]


def _contact_kinds(streams: list[Any]) -> frozenset[str]:
    texts = (text for stream in streams for text in texts_in(stream))
    return frozenset(kind for text in texts if isinstance(text, ConversationGuide) and text.live for kind in text.kinds)


def _headings(children: list[Any], context: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What each block says it is called, where its own markup gives that heading the same anchor."""
    for child in children:
        heading = getattr(child.block, "heading_of", None)
        words = heading(child.value, context[IN_CONTEXT]) if heading else ""
        if anchor := slugify(words):
            yield anchor, words
