"""All texts of this site as a file: published, or the newest wording of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from kik_wagtail.workdays.dates import local

from .items import STATE, Item, content_of, encode
from .reader import TextsFile
from .references import References, in_order
from .shipped import Shipped, key_of

PUBLISHED, NEWEST = "published", "newest"


def texts_file(*, now: datetime, wording: str = PUBLISHED, kinds: Iterable[type[Any]] | None = None) -> TextsFile:
    """Every text, also an archived one; of each kind in the order of its list."""
    references, shipped = References(), Shipped()
    wanted = set(in_order() if kinds is None else kinds)
    texts = {}
    for model in in_order():
        if model in wanted:
            items = items_of(model, references, wording=wording)
            texts[model._meta.model_name] = {
                code: {STATE: shipped.state_of(key_of(model, code), item), **item} for code, item in items.items()
            }
    moment = local(now).replace(microsecond=0).isoformat()
    return TextsFile(texts=texts, package=package_version(), moment=moment, wording=wording)


def items_of(model: type[Any], references: References, *, wording: str = PUBLISHED) -> dict[str, Item]:
    contents = contents_of(model, wording=wording)
    return {code: encode(model, content, references) for code, content in contents}


def contents_of(model: type[Any], *, wording: str = PUBLISHED) -> Iterator[tuple[str, dict[str, Any]]]:
    """(code, content) of each text. A handful of queries, however many there are."""
    rows = model._default_manager.select_related("latest_revision").order_by("sort_order", "title", "code")
    chosen = _chosen(model)
    for text in rows:
        if wording == NEWEST and text.has_unpublished_changes and text.latest_revision:
            yield text.code, text.latest_revision.content
        elif wording == NEWEST or text.live:
            yield text.code, content_of(text, chosen.get(text.pk))


def package_version() -> str:
    try:
        return version("kik-wagtail")
    except PackageNotFoundError:  # run from its sources
        return ""


def _chosen(model: type[Any]) -> dict[Any, dict[str, list[Any]]]:
    """text key → field → keys of what it points to, for the many-to-many fields."""
    found: dict[Any, dict[str, list[Any]]] = {}
    for field in model._meta.many_to_many:
        own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        pairs = field.remote_field.through._default_manager.values_list(f"{own}_id", f"{other}_id")
        for pk, chosen in pairs:
            found.setdefault(pk, {}).setdefault(field.name, []).append(chosen)
    return found
