"""What core's reference index says of a row, a page at a time. Core's own groups fetch every source with its own query."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

Key = tuple[int, str]


class Sources:
    """A sequence of (row that refers, its references), for a paginator: sources are fetched by kind, for one page."""

    def __init__(self, row: Any) -> None:
        references = ReferenceIndex.get_references_to(row).select_related("content_type", "base_content_type")
        ordered = references.order_by("base_content_type", "object_id", "pk")
        self.groups = [(key, list(found)) for key, found in groupby(ordered, key=_key)]

    def __len__(self) -> int:
        return len(self.groups)

    def __getitem__(self, page: slice) -> list[tuple[Any, list[ReferenceIndex]]]:
        groups = self.groups[page]
        sources = _fetched(key for key, _references in groups)
        return [(sources[key], references) for key, references in groups if key in sources]


def _key(reference: ReferenceIndex) -> Key:
    return reference.base_content_type_id, reference.object_id


def _fetched(keys: Iterable[Key]) -> dict[Key, Any]:
    """One query for each kind of source; a row that is gone is left out."""
    found: dict[Key, Any] = {}
    for kind, keys_of_kind in groupby(sorted(keys), key=lambda key: key[0]):
        model = ContentType.objects.get_for_id(kind).model_class()
        rows = model._base_manager.in_bulk([model._meta.pk.to_python(key[1]) for key in keys_of_kind]) if model else {}
        found |= {(kind, str(pk)): row for pk, row in rows.items()}
    return found
