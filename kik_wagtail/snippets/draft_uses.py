"""Which drafts point to a row that nothing live of the same text points to. The reference index knows what is live only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex

from .finding.library import editorial_models


def drafts_with(row: Any) -> Iterator[Any]:
    """Texts of every kind, with one query for each kind that can point to such a row."""
    for kind in editorial_models():
        fields = [field for field in _pointing_fields(kind) if _can_name(field, type(row))]
        if not fields:
            continue
        live = _naming_live(kind, fields, row)
        drafts = kind._default_manager.filter(has_unpublished_changes=True).select_related("latest_revision")
        for text in drafts:
            content = text.latest_revision.content if text.latest_revision else {}
            if text.pk not in live and any(_names(field, content.get(field.name), row) for field in fields):
                yield text


def _pointing_fields(kind: type[Any]) -> list[Any]:
    return [
        field
        for field in [*kind._meta.concrete_fields, *kind._meta.many_to_many]
        if isinstance(field, StreamField) or field.related_model
    ]


def _can_name(field: Any, model: type[Any]) -> bool:
    return isinstance(field, StreamField) or field.related_model is model


def _naming_live(kind: type[Any], fields: list[Any], row: Any) -> set[int]:
    """Keys of texts of this kind whose own row names it: told already."""
    told = ReferenceIndex.get_references_to(row).filter(base_content_type=ContentType.objects.get_for_model(kind))
    keys = {int(pk) for pk in told.values_list("object_id", flat=True)}
    for field in fields:
        if isinstance(field, models.ManyToManyField):
            keys |= set(kind._default_manager.filter(**{field.name: row}).values_list("pk", flat=True))
    return keys


def _names(field: Any, value: Any, row: Any) -> bool:
    if not value:
        return False
    if isinstance(field, StreamField):
        raw = json.loads(value) if isinstance(value, str) else value
        return (type(row), row.pk) in _chosen(field.stream_block, raw)
    return row.pk in value if isinstance(value, list) else row.pk == value


def _chosen(block: blocks.Block, raw: Any) -> Iterator[tuple[type[Any], Any]]:
    """What choosers name in raw blocks, which asks the database nothing."""
    if isinstance(block, blocks.ChooserBlock):
        yield block.model_class, raw
    elif isinstance(block, blocks.StreamBlock):
        for child in raw or []:
            if child["type"] in block.child_blocks:
                yield from _chosen(block.child_blocks[child["type"]], child["value"])
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _chosen(child, (raw or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw or []:
            yield from _chosen(block.child_block, item["value"] if isinstance(item, dict) and "value" in item else item)
