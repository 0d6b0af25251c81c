"""What is published now of the texts on one page: each kind fetched once, however many blocks ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructValue

from kik_wagtail.snippets.models.base import EditorialModel

from .choosing import Named, named_in_stream
from .fetching import Wanted, fetch_together

IN_CONTEXT = "kik_shelf"
_ready: ContextVar[Mapping[type, dict[Any, Any]]] = ContextVar("kik_ready")


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
    """What is named is fetched in one query; what else is asked of it later, when it is asked."""

    def __init__(self, named: Iterable[Named] = ()) -> None:
        self._all: dict[type, list[Shown]] = {}
        self._rows: dict[type, dict[Any, Any]] = {}
        self._versions: dict[type, dict[int, Any]] = {}
        self._asked: dict[type, set[int]] = {}
        wanted = list(self._wanted(named))
        for (lay, model, _rows), rows in zip(wanted, fetch_together([one for *_, one in wanted]), strict=True):
            lay(model, rows)

    @classmethod
    def of(cls, streams: Sequence[StreamValue], *whole: type[EditorialModel]) -> Shelf:
        """Of all that these name, and all that is published of the kinds in `whole`."""
        return cls([*map(Named, whole), *(one for stream in streams for one in named_in_stream(stream))])

    @contextmanager
    def laid_ready(self) -> Iterator[None]:
        """Within it choosers take their rows from here."""
        before = _ready.set(self._rows)
        try:
            yield
        finally:
            _ready.reset(before)

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
            self._lay_all(model, model._default_manager.in_use())  # type: ignore[attr-defined]
        return self._all[model]

    def _wanted(self, named: Iterable[Named]) -> Iterator[tuple[Callable[[type, Iterable[Any]], None], type, Wanted]]:
        keys: dict[type[Any], set[Any]] = {}
        for one in named:
            keys.setdefault(one.model, set()).add(one.key)
        for model, asked in keys.items():
            if None in asked:
                yield self._lay_all, model, Wanted(model._default_manager.in_use())
            if chosen := asked - {None}:
                yield self._lay_rows, model, Wanted(model._default_manager.filter(pk__in=chosen))
            if chosen and hasattr(model, "versions"):
                self._asked[model] = chosen
                yield self._lay_versions, model, Wanted(_current(model, chosen))

    def _lay_all(self, model: type, rows: Iterable[Any]) -> None:
        self._all[model] = [Shown(row, {}, row.last_published_at) for row in rows]

    def _lay_rows(self, model: type, rows: Iterable[Any]) -> None:
        self._rows[model] = {row.pk: row for row in rows}

    def _lay_versions(self, model: type, rows: Iterable[Any]) -> None:
        self._versions[model] = {version.text_id: version for version in rows}

    def _versions_of(self, text: Any) -> dict[int, Any]:
        model, asked = type(text), self._asked.setdefault(type(text), set())
        if text.pk not in asked:
            asked.add(text.pk)
            self._lay_versions(model, _current(model, asked))
        return self._versions[model]


def _current(model: Any, keys: set[int]) -> Any:
    return model.versions.rel.related_model.objects.current().filter(text__in=keys)


def laid_ready(model: type) -> dict[Any, Any] | None:
    """Rows by their key, within `Shelf.laid_ready`; None where nothing of this kind was fetched."""
    return _ready.get({}).get(model)


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
