"""What is published now of the texts on one page: each kind fetched once, however many blocks ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructValue

from kik_wagtail.snippets.models.base import EditorialModel

IN_CONTEXT = "kik_shelf"


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it is published: its row, the frozen content of its version ({} for a kind without), and since when."""

    row: Any
    content: Mapping[str, Any]
    on: datetime | None
    number: int | None = None
    version: Any = None

    @property
    def title(self) -> str:
        return self.content.get("title") or self.row.title


class Shelf:
    def __init__(self, texts: list[EditorialModel] | None = None) -> None:
        self._ids: dict[type, set[int]] = {}
        self._versions: dict[type, dict[int, Any]] = {}
        self._all: dict[type, list[Shown]] = {}
        for text in texts or ():
            self._ids.setdefault(type(text), set()).add(text.pk)

    @classmethod
    def of(cls, *streams: Any) -> Shelf:
        return cls([text for stream in streams for text in texts_in(stream)])

    def shown(self, text: EditorialModel | None) -> Shown | None:
        """None for a text that was deleted, is archived or is not published."""
        if text is None or not text.live or text.is_archived:
            return None
        if not hasattr(text, "versions"):
            return Shown(text, {}, text.last_published_at)
        version = self._versions_of(text).get(text.pk)
        return Shown(text, version.content, version.published_at, version.number, version) if version else None

    def all(self, model: type[EditorialModel]) -> list[Shown]:
        """Every published row of a kind without versions, in the order of its list."""
        if model not in self._all:
            rows = model._default_manager.in_use()  # type: ignore[attr-defined]
            self._all[model] = [Shown(row, {}, row.last_published_at) for row in rows]
        return self._all[model]

    def _versions_of(self, text: Any) -> dict[int, Any]:
        model, wanted = type(text), self._ids.setdefault(type(text), set())
        if model not in self._versions or text.pk not in wanted:
            wanted.add(text.pk)
            current = text.versions.model.objects.current().filter(text__in=wanted)
            self._versions[model] = {version.text_id: version for version in current}
        return self._versions[model]


def shelf_in(context: Any) -> Shelf:
    """The one that the page laid ready, or one for this block alone (a preview of a block)."""
    return (context or {}).get(IN_CONTEXT) or Shelf()


def texts_in(value: Any) -> Iterator[EditorialModel]:
    return (one for one in values_in(value) if isinstance(one, EditorialModel))


def values_in(value: Any) -> Iterator[Any]:
    """What blocks hold at last: words, texts, images; through streams, structs and lists."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from values_in(child.value)
    elif isinstance(value, StructValue):
        for one in value.values():
            yield from values_in(one)
    elif isinstance(value, ListValue | list):
        for one in value:
            yield from values_in(one)
    else:
        yield value
