"""The wording of a text, spot by spot: which fields and blocks hold words, whatever the model is.

Values are as a revision stores them: {field name: text, or the list of raw blocks of a StreamField}. Codes, choices,
addresses and links hold no words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

Path = tuple[str | int, ...]
WORDLESS = (models.SlugField, models.URLField, models.EmailField, models.FileField, models.UUIDField)


class Spot(NamedTuple):
    path: Path  # ("body", 2, "value", "help")
    label: str  # "Free space for the coach › Explanation for the coach"
    text: str
    is_html: bool
    block: Any  # the block that checks it, None for a field


def word_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if _holds_words(field)]


def _holds_words(field: Any) -> bool:
    if isinstance(field, StreamField):
        return True
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, WORDLESS)
    return is_text and field.editable and not field.choices


def values_of(instance: models.Model) -> dict[str, Any]:
    """Of the row itself."""
    return {field.name: _stored(field, instance) for field in word_fields(type(instance))}


def values_in(model: type[models.Model], content: Mapping[str, Any]) -> dict[str, Any]:
    """Of a revision's content; what the model did not have then is left out."""
    fields = [field for field in word_fields(model) if content.get(field.name) is not None]
    return {field.name: _loaded(field, content[field.name]) for field in fields}


def spots_of(model: type[models.Model], values: Mapping[str, Any]) -> Iterator[Spot]:
    for field in word_fields(model):
        value, label = values.get(field.name), capfirst(str(field.verbose_name))
        if isinstance(field, StreamField):
            yield from _in_stream(field.stream_block, value or [], (field.name,), "")
        elif value:
            yield Spot((field.name,), label, value, isinstance(field, RichTextField), None)


def with_texts(values: Mapping[str, Any], texts: Mapping[Path, str]) -> dict[str, Any]:
    """`values` with other texts at these paths."""
    changed = deepcopy(dict(values))
    for path, text in texts.items():
        target: Any = changed
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = text
    return changed


def put(instance: models.Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(instance, name, value)


def _stored(field: Any, instance: models.Model) -> Any:
    if isinstance(field, StreamField):
        return json.loads(field.value_to_string(instance))
    return field.value_from_object(instance) or ""


def _loaded(field: Any, value: Any) -> Any:
    return json.loads(value) if isinstance(field, StreamField) and isinstance(value, str) else value


def _in_block(block: blocks.Block, value: Any, path: Path, label: str) -> Iterator[Spot]:
    """A block that keeps something else in a line of text says so with `holds_words = False`."""
    if not getattr(block, "holds_words", True):
        return
    if isinstance(block, blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock):
        if value:
            yield Spot(path, label, value, isinstance(block, blocks.RichTextBlock), block)
    elif isinstance(block, blocks.StreamBlock):
        yield from _in_stream(block, value or [], path, label)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if name in (value or {}):
                yield from _in_block(child, value[name], (*path, name), _below(label, child.label))
    elif isinstance(block, blocks.ListBlock):
        yield from _in_list(block, value or [], path, label)


def _in_stream(block: blocks.StreamBlock, value: list[dict[str, Any]], path: Path, label: str) -> Iterator[Spot]:
    """Blocks of which there are more are numbered: Phase 2."""
    counts, numbers = Counter(child["type"] for child in value), Counter[str]()
    for at, raw in enumerate(value):
        child = block.child_blocks.get(raw["type"])
        if child is not None:
            numbers[raw["type"]] += 1
            number = f" {numbers[raw['type']]}" if counts[raw["type"]] > 1 else ""
            yield from _in_block(child, raw["value"], (*path, at, "value"), _below(label, child.label, number))


def _in_list(block: blocks.ListBlock, value: list[Any], path: Path, label: str) -> Iterator[Spot]:
    """An item is stored with an id, or bare where it was made by hand."""
    for at, raw in enumerate(value):
        wrapped = isinstance(raw, dict) and raw.get("type") == "item" and "value" in raw
        inner, inner_path = (raw["value"], (*path, at, "value")) if wrapped else (raw, (*path, at))
        yield from _in_block(block.child_block, inner, inner_path, f"{label} {at + 1}")


def _below(label: str, name: Any, number: str = "") -> str:
    own = f"{capfirst(str(name))}{number}"
    return f"{label} › {own}" if label else own
