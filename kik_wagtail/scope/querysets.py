"""Querysets of personal models: every fetch notes whose rows it returned, every write stays inside the scope."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.expressions import F
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesIterable

from .context import NotTraceable, current
from .expressions import InScope

CHUNK = 2000  # rows fetched, noted and recorded at a time when a result is streamed


def _blocked(name: str) -> Callable[..., NoReturn]:
    def method(self: Any, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotTraceable(f"{name}() bypasses the scope; use the ORM.")

    return method


class ScopedQuerySet(models.QuerySet):
    raw = _blocked("raw")
    extra = _blocked("extra")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            scope = current()
            rows = list(self._iterable_class(self))
            scope.seen.update(self._resident_ids(rows))
            self._result_cache = rows
        super()._fetch_all()  # does the prefetches

    def _noted_in_chunks(self, rows: Iterable[Any]) -> Iterator[Any]:
        scope = current()
        chunk: list[Any] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                scope.seen.update(self._resident_ids(chunk))
                yield from chunk
                chunk = []
        scope.seen.update(self._resident_ids(chunk))
        yield from chunk

    def _iterator(self, use_chunked_fetch: bool, chunk_size: int | None) -> Iterator[Any]:
        yield from self._noted_in_chunks(super()._iterator(use_chunked_fetch, chunk_size))

    async def aiterator(self, chunk_size: int = CHUNK) -> AsyncIterator[Any]:
        scope = current()
        async for row in super().aiterator(chunk_size):
            scope.seen.update(self._resident_ids([row]))
            yield row

    def _resident_ids(self, rows: list[Any]) -> Iterable[int]:
        if not rows:
            return ()
        key, kind = self.model.scope_resident, self._iterable_class
        if issubclass(kind, ModelIterable):
            if key in rows[0].__dict__:
                return {row.__dict__[key] for row in rows}
        else:
            names = list(self._fields or (f.attname for f in self.model._meta.concrete_fields))
            same = {"id", "pk"} if key == "id" else {key, key.removesuffix("_id")}
            at = next((i for i, name in enumerate(names) if name in same), None)
            if at is not None:
                if issubclass(kind, ValuesIterable):
                    return {row[names[at]] for row in rows}
                return set(rows) if issubclass(kind, FlatValuesListIterable) else {row[at] for row in rows}
            if set(names) <= self.model.scope_plain | set(self.query.annotation_select):
                return ()  # figures and bare keys
        raise NotTraceable(f"{self.model.__name__}: select {key!r} as well, so that the access can be recorded.")

    def bulk_create(self, objs: Iterable[Any], *args: Any, update_conflicts: bool = False, **kwargs: Any) -> list[Any]:
        if update_conflicts and not current().sees_everything:
            raise PermissionDenied("An upsert could overwrite a row outside the scope.")
        objs = list(objs)
        for obj in objs:
            obj.check_new_row()
        return super().bulk_create(objs, *args, update_conflicts=update_conflicts, **kwargs)


def manager_of(queryset_class: type[ScopedQuerySet]) -> models.Manager:
    """A manager whose every query carries the scope."""
    base: Any = models.Manager.from_queryset(queryset_class)

    class ScopedManager(base):
        def get_queryset(self) -> Any:
            return super().get_queryset().filter(InScope(F("area_id"), F(self.model.scope_resident)))

    return ScopedManager()
