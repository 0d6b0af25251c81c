"""What a reader finds: pages first, then texts, each with what it is, since when and the words around the match.

The number of queries is the same for a handful of pages and for thousands: the engine gives one slice of each, and
what a result needs is asked for the whole slice at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.models import Page, ReferenceIndex

from kik_wagtail.pages import catalogue
from kik_wagtail.snippets.finding.words import fold
from kik_wagtail.snippets.models import CoreValue, Principle

from .admin_links import admin_url
from .excerpts import Excerpt, excerpt
from .models import ReadableText
from .texts import kinds_read

ON_A_PAGE = 10
SHORTEST, LONGEST = 2, 100
SHOWN_TO_ALL = (CoreValue, Principle)  # what a municipality goes by; pages show them as a whole, without naming each


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    kind: str
    url: str  # "" for a text that stands on no page, for who has no business in the admin
    where: str  # title of the page that shows the text, "" for a page itself
    since: datetime | None
    words: Excerpt


class Found:
    """`query` as it was understood; `is_short` where there is too little to look for."""

    def __init__(self, request: Any, query: str, number: Any = 1) -> None:
        self.request = request
        self.query = " ".join(query.replace("\x00", " ").split())[:LONGEST]
        self._number = number

    @property
    def is_short(self) -> bool:
        return sum(map(str.isalnum, fold(self.query))) < SHORTEST

    @cached_property
    def page(self) -> ResultPage:
        if self.is_short:
            return Paginator([], ON_A_PAGE).get_page(1)
        pages = catalogue.visible_to(catalogue.method_pages(), self.request).search(self.query, operator="and")
        texts = ReadableText.objects.filter(self._readable()).search(self.query, operator="and")
        return Paginator(_Together(pages, texts), ON_A_PAGE).get_page(self._number)

    @cached_property
    def hits(self) -> list[Hit]:
        found = list(self.page.object_list)
        pages = [one for one in found if isinstance(one, Page)]
        texts = [one for one in found if isinstance(one, ReadableText)]
        return [*self._of_pages(pages), *self._of_texts(texts)]

    def _readable(self) -> Q:
        """Texts on pages that this reader may see, and those of which they may read every one in the admin."""
        user = self.request.user
        own = [model for model in kinds_read() if user.has_perm(f"kik_wagtail.view_{model._meta.model_name}")]
        free = ContentType.objects.get_for_models(*own, *SHOWN_TO_ALL)
        keys = Q(kind__in=[one.pk for one in free.values()])
        if len(own) == len(kinds_read()):
            return Q()
        shown = ReferenceIndex.objects.filter(
            object_id__in=catalogue.visible_to(catalogue.method_pages(), self.request).values(
                key=Cast("pk", CharField())
            ),
            base_content_type=ContentType.objects.get_for_model(Page),
            to_content_type__in=ContentType.objects.get_for_models(*kinds_read()).values(),
        )
        for kind, key in shown.values_list("to_content_type", "to_object_id").distinct():
            keys |= Q(kind=kind, row_id=int(key))
        return Q(pk__in=list(ReadableText.objects.filter(keys).values_list("pk", flat=True)))

    def _of_pages(self, pages: list[Page]) -> Iterator[Hit]:
        specific = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in pages]).specific()}
        for page in (specific[one.pk] for one in pages if one.pk in specific):
            words = excerpt(" ".join(_words_of(page)), self.query)
            kind = capfirst(str(page._meta.verbose_name))
            yield Hit(page.title, kind, page.get_url(self.request) or "", "", page.last_published_at, words)

    def _of_texts(self, texts: list[ReadableText]) -> Iterator[Hit]:
        shown_on = self._pages_with(texts)
        for text in texts:
            model = text.kind.model_class()
            page = shown_on.get((text.kind_id, text.row_id))
            url = page.get_url(self.request) if page else admin_url(text, self.request.user)
            kind = capfirst(str(model._meta.verbose_name))
            words = excerpt(text.words, self.query)
            yield Hit(text.title, kind, url or "", page.title if page else "", text.since, words)

    def _pages_with(self, texts: list[ReadableText]) -> dict[tuple[int, int], Page]:
        """The page highest in the tree that shows each of these."""
        if not texts:
            return {}
        named = ReferenceIndex.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            to_content_type__in={text.kind_id for text in texts},
            to_object_id__in={str(text.row_id) for text in texts},
        ).values_list("to_content_type", "to_object_id", "object_id")
        named = list(named)
        pages = catalogue.visible_to(catalogue.method_pages(), self.request).filter(pk__in={row[2] for row in named})
        by_key = {str(page.pk): page for page in pages}
        found: dict[tuple[int, int], Page] = {}
        for kind, text, page in sorted(
            (row for row in named if row[2] in by_key), key=lambda row: (by_key[row[2]].depth, by_key[row[2]].path)
        ):
            found.setdefault((kind, int(text)), by_key[page])
        return found


class _Together:
    """Two lists of results as one, for a paginator: each is asked for its own part of a slice only."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    @cached_property
    def lengths(self) -> list[int]:
        return [part.count() for part in self.parts]

    def __len__(self) -> int:
        return sum(self.lengths)

    def __getitem__(self, wanted: slice) -> list[Any]:
        found: list[Any] = []
        start, stop = wanted.start, wanted.stop
        for part, length in zip(self.parts, self.lengths, strict=True):
            if start < length and stop > 0:
                found += part[max(start, 0) : min(stop, length)]
            start, stop = start - length, stop - length
        return found


def _words_of(page: Any) -> Iterable[str]:
    for field in type(page).get_searchable_search_fields():
        value = field.get_value(page)
        if field.field_name != "title" and value:
            yield value if isinstance(value, str) else " ".join(map(str, value))
