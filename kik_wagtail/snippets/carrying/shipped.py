"""What the package brought to this site, what it brings now, and what the site made of it.

The package's own texts are told from above: `register_source(items)`, where items(day) gives all of them as they
would be shipped on that day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from kik_wagtail.snippets.models import ShippedItem
from kik_wagtail.workdays.dates import local

from .items import Item, says_the_same
from .reader import Items

AS_SHIPPED, CHANGED_HERE, OWN = "as shipped", "changed here", "own"
Source = Callable[[date], Items]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def key_of(model: type[Any], code: str) -> str:
    return f"{model._meta.model_name}:{code}"


class Shipped:
    """Read once; asks the database one question."""

    @cached_property
    def rows(self) -> dict[str, ShippedItem]:
        return {row.key: row for row in ShippedItem.objects.all()}

    def then(self, key: str) -> Item | None:
        """The words as they were shipped to this site. None for a text that was not."""
        row = self.rows.get(key)
        return row.content if row else None

    def now(self, key: str) -> Item | None:
        """The words that this version of the package ships, dated as then. None where it ships them no more."""
        row = self.rows.get(key)
        if row is None:
            return None
        kind, _colon, code = key.partition(":")
        return self._on(local(row.shipped_at).date()).get(kind, {}).get(code)

    def brings(self, kind: str) -> dict[str, Item]:
        """code → words of now, of what was shipped to this site."""
        keys = [key for key in self.rows if key.startswith(f"{kind}:")]
        found = {key.partition(":")[2]: self.now(key) for key in keys}
        return {code: item for code, item in found.items() if item is not None}

    def state_of(self, key: str, item: Item) -> str:
        brought = [words for words in (self.then(key), self.now(key)) if words is not None]
        if not brought:
            return OWN
        return AS_SHIPPED if any(says_the_same(item, words) for words in brought) else CHANGED_HERE

    def _on(self, day: date) -> Items:
        if day not in self._days:
            self._days[day] = {kind: items for source in _sources for kind, items in source(day).items()}
        return self._days[day]

    @cached_property
    def _days(self) -> dict[date, Items]:
        return {}
