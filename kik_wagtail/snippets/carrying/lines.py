"""An item as lines of plain words, to show what a file changes. Any model: by its fields and blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from kik_wagtail.snippets import comparing, rich_text
from kik_wagtail.snippets.lines import Line, lines_of_nodes
from kik_wagtail.snippets.merge_fields import registry

from .blocks import KEY
from .items import Item, carried_fields
from .markup import TOKEN


class Reader:
    """Lines of items of one model. A line's kind is the label of its field or block."""

    def __init__(self, model: type[models.Model]) -> None:
        self.fields = {field.name: field for field in carried_fields(model)}

    def lines(self, item: Mapping[str, Any]) -> list[Line]:
        found = (line for name, field in self.fields.items() for line in self._of_field(field, item.get(name)))
        return [line for line in found if line.text]

    def _of_field(self, field: Any, value: Any) -> Iterator[Line]:
        label = capfirst(str(field.verbose_name))
        if value is None:
            return
        if isinstance(field, StreamField):
            for child in value:
                yield from _of_child(field.stream_block, child)
        elif isinstance(field, RichTextField):
            yield from _of_html(value, label)
        else:
            yield from _of_value(value, label, dict(field.flatchoices))


def changes(model: type[models.Model], old: Item, new: Item) -> list[dict[str, Any]]:
    """What differs, as plain data: {"state", "label", "pieces": [{"state", "text"}]}."""
    reader = Reader(model)
    found = comparing.compare(reader.lines(old), reader.lines(new))
    return [
        {"state": one.state, "label": one.line.kind, "pieces": [piece._asdict() for piece in one.pieces]}
        for one in found
        if one.state != comparing.SAME
    ]


def _of_child(block: blocks.StreamBlock, child: Any) -> Iterator[Line]:
    if isinstance(child, str):
        yield Line(_label(block.child_blocks[child]), gettext("(stands here)"))
        return
    [(kind, value)] = [(name, value) for name, value in child.items() if name != KEY]
    found = _of_block(block.child_blocks[kind], value, _label(block.child_blocks[kind]))
    key = str(child.get(KEY) or "")
    yield from (replace(line, key=f"{key} {line.kind}") if key else line for line in found)


def _of_block(block: blocks.Block, value: Any, label: str) -> Iterator[Line]:
    if value is None:
        return
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _of_child(block, child)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, value.get(name), _label(child))
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _of_block(block.child_block, item, label)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _of_html(value, label)
    else:
        yield from _of_value(value, label, _choices(block))


def _of_html(html: str, label: str) -> Iterator[Line]:
    nodes = rich_text.parse(TOKEN.sub(lambda match: f"[{_field_label(match[1])}]", html))
    yield from (replace(line, kind=label) for line in lines_of_nodes(nodes))


def _of_value(value: Any, label: str, choices: Mapping[Any, Any]) -> Iterator[Line]:
    for one in value if isinstance(value, list) else [value]:
        said = gettext("yes") if one is True else gettext("no") if one is False else str(choices.get(one, one))
        yield from (Line(label, line) for line in said.splitlines())


def _choices(block: blocks.Block) -> dict[Any, Any]:
    return dict(block.field.choices) if isinstance(block, blocks.ChoiceBlock) else {}


def _label(block: blocks.Block) -> str:
    return capfirst(str(block.label))


def _field_label(name: str) -> str:
    return gettext(registry[name].label) if name in registry else name
