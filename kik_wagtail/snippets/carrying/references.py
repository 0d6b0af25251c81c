"""What texts point to, by codes instead of keys: passages, provisions, values, the Dutch text of a translation, pages.

Read once per kind of thing. Something made meanwhile is told with `add`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from kik_wagtail.snippets.finding.library import editorial_models
from kik_wagtail.snippets.models.base import EditorialModel

NAMED_BY = {"kik_wagtail.Area": "name"}  # what is no text, and is known by another name than a code


class References:
    """`by_codes`: the keys are codes already, as in the starter content. `only_in_use`: archived things are not there."""

    def __init__(self, *, by_codes: bool = False, only_in_use: bool = False) -> None:
        self.by_codes, self.only_in_use = by_codes, only_in_use
        self._known: dict[type, tuple[dict[Any, str], dict[str, Any]]] = {}

    def code_of(self, model: type[models.Model], pk: Any) -> str | None:
        return str(pk) if self.by_codes else self._of(model)[0].get(pk)

    def pk_of(self, model: type[models.Model], code: str) -> Any | None:
        return self._of(model)[1].get(code)

    def add(self, text: Any) -> None:
        codes, pks = self._of(type(text))
        codes[text.pk], pks[text.code] = text.code, text.pk

    def path_of(self, pk: int) -> str | None:
        return self._paths[0].get(pk)

    def page_at(self, path: str) -> int | None:
        return self._paths[1].get(path)

    def _of(self, model: type[models.Model]) -> tuple[dict[Any, str], dict[str, Any]]:
        if model not in self._known:
            rows = model._default_manager.all()
            if self.only_in_use and issubclass(model, EditorialModel):
                rows = rows.filter(live=True, is_archived=False)
            pairs = list(rows.values_list("pk", name_of(model)))
            self._known[model] = dict(pairs), {code: pk for pk, code in pairs}
        return self._known[model]

    @cached_property
    def _paths(self) -> tuple[dict[int, str], dict[str, int]]:
        pairs = list(Page.objects.values_list("pk", "url_path"))
        return dict(pairs), {path: pk for pk, path in pairs}


def name_of(model: type[models.Model]) -> str:
    return "code" if issubclass(model, EditorialModel) else NAMED_BY[model._meta.label]


def is_referable(model: Any) -> bool:
    return isinstance(model, type) and (issubclass(model, EditorialModel) or model._meta.label in NAMED_BY)


def in_order() -> list[type[Any]]:
    """Every kind of text, each after the kinds that it points to."""
    found: list[type[Any]] = []

    def add(model: type[Any]) -> None:
        if model not in found:
            for other in _pointed_to(model):
                if other is not model and issubclass(other, EditorialModel):
                    add(other)
            found.append(model)

    for model in editorial_models():
        add(model)
    return found


def _pointed_to(model: type[Any]) -> Iterator[type[Any]]:
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if isinstance(field, StreamField):
            yield from _chosen_in(field.stream_block)
        elif is_referable(field.related_model):
            yield field.related_model


def _chosen_in(block: blocks.Block) -> Iterator[type[Any]]:
    if isinstance(block, blocks.ChooserBlock):
        yield block.model_class
    children: Iterable[blocks.Block] = getattr(block, "child_blocks", {}).values()
    if isinstance(block, blocks.ListBlock):
        children = [block.child_block]
    for child in children:
        yield from _chosen_in(child)
