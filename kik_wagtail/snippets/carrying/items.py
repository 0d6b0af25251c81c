"""A text ↔ an item of a file, whatever its model: its own fields by name, codes for what it points to.

The content of a text is as a revision stores it: {field name: value}. What belongs to this site and not to the words
(who owns it, when it was published, its place in the list) is not carried along.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField

from kik_wagtail.snippets.models.base import EditorialModel
from kik_wagtail.snippets.models.four_eyes import BOOKKEEPING

from . import blocks
from .decoding import Decoding, number, sequence, text, yes_or_no
from .markup import WrongMarkup, from_file, to_file
from .references import References, is_referable

OF_THIS_SITE = frozenset({"id", "code", "sort_order", "go_live_at", "expire_at", "translated_version"}) | BOOKKEEPING
STATE = "state"
UPKEEP = frozenset({"valid_until"})
LEFT_AS_IT_IS = object()
Item = dict[str, Any]


def carried_fields(model: type[models.Model]) -> list[Any]:
    """Long words last."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return sorted((field for field in fields if _is_carried(field)), key=_is_long)


def _is_carried(field: Any) -> bool:
    if field.name in OF_THIS_SITE or isinstance(field, models.FileField):
        return False
    return not field.is_relation or is_referable(field.related_model)


def _is_long(field: Any) -> bool:
    return isinstance(field, StreamField | models.TextField)


def content_of(text: models.Model, chosen: Mapping[str, Iterable[Any]] | None = None) -> dict[str, Any]:
    """Of the row itself. `chosen`: keys of what its many-to-many fields point to, where they were read in bulk."""
    content: dict[str, Any] = {}
    for field in carried_fields(type(text)):
        if field.many_to_many:
            content[field.name] = list((chosen or {}).get(field.name, ()))
        elif isinstance(field, StreamField):
            content[field.name] = json.loads(field.value_to_string(text))
        else:
            content[field.name] = field.value_from_object(text)
    return content


def encode(model: type[models.Model], content: Mapping[str, Any], references: References) -> Item:
    """Left out is what is empty, and empty in a new text too. What the content lacks is as in a new text."""
    item = {}
    for field in carried_fields(model):
        value = _encode(field, content.get(field.name, _empty(field)), references)
        if value not in blocks.EMPTY or _empty(field) not in blocks.EMPTY:
            item[field.name] = value
    return item


def decode(model: type[models.Model], item: Mapping[str, Any], decoding: Decoding) -> dict[str, Any]:
    """Content for every carried field; one that the item leaves out is as in a new text."""
    fields = {field.name: field for field in carried_fields(model)}
    for name in item.keys() - fields.keys() - {STATE}:
        decoding.fault(name[:60], _("This field is not known here."))
    content = {
        name: _decode(field, item[name], decoding) if name in item else _empty(field) for name, field in fields.items()
    }
    return {name: value for name, value in content.items() if value is not LEFT_AS_IT_IS}


def put(instance: models.Model, content: Mapping[str, Any]) -> None:
    for field in carried_fields(type(instance)):
        if field.name in content:
            value = content[field.name]
            if field.many_to_many:
                setattr(instance, field.name, list(field.related_model._default_manager.filter(pk__in=value)))
            else:
                setattr(instance, field.attname, value)


def is_same(one: Item, other: Item) -> bool:
    """Whatever they say about their state."""
    return _without(one, {STATE}) == _without(other, {STATE})


def says_the_same(one: Item, other: Item) -> bool:
    """The same but for what a site keeps up itself, such as the date of its next check."""
    return _without(one, UPKEEP | {STATE}) == _without(other, UPKEEP | {STATE})


def _without(item: Item, names: Collection[str]) -> Item:
    return {name: value for name, value in item.items() if name not in names}


def _encode(field: Any, value: Any, references: References) -> Any:
    if isinstance(field, StreamField):
        raw = json.loads(value) if isinstance(value, str) else value
        return blocks.encode(field.stream_block, raw, references)
    if field.many_to_many:
        return sorted(filter(None, (references.code_of(field.related_model, pk) for pk in value or ())))
    if field.is_relation:
        return references.code_of(field.related_model, value) if value else None
    if isinstance(field, RichTextField):
        return to_file(value or "", features=field.features or (), path_of=references.path_of)
    if isinstance(field, models.JSONField | models.BooleanField | models.IntegerField):
        return value
    return "" if value is None else str(value).replace("\r\n", "\n")


def _decode(field: Any, value: Any, decoding: Decoding) -> Any:
    where = field.name
    if isinstance(field, StreamField):
        return blocks.decode(field.stream_block, value, decoding, where)
    if field.many_to_many:
        found = (decoding.pk_of(field.related_model, code, where) for code in sequence(value, where))
        return [pk for pk in found if pk is not None]
    if field.is_relation:
        return _decode_pointer(field, value, decoding)
    if isinstance(field, RichTextField):
        return _decode_html(field, value, decoding)
    if isinstance(field, models.JSONField):
        return [text(one, where) for one in sequence(value, where)]
    if isinstance(field, models.BooleanField):
        return yes_or_no(value, where)
    if isinstance(field, models.IntegerField):
        return number(value, where)
    return text(value, where) or _empty(field)


def _decode_pointer(field: Any, value: Any, decoding: Decoding) -> Any:
    """What is no text, such as an area, may be called otherwise at another municipality."""
    if value is None:
        return None
    if issubclass(field.related_model, EditorialModel):
        return decoding.pk_of(field.related_model, value, field.name)
    pk = decoding.references.pk_of(field.related_model, text(value, field.name))
    if pk is None:
        decoding.note(field.name, _("“%(name)s” is not known here and was left out."), name=value)
        return LEFT_AS_IT_IS
    return pk


def _decode_html(field: Any, value: Any, decoding: Decoding) -> str:
    html, page_at = text(value, field.name), decoding.references.page_at
    try:
        return from_file(html, features=field.features or (), page_at=page_at)
    except WrongMarkup as error:
        decoding.markup(error, field.name)
        return ""


def _empty(field: Any) -> Any:
    return [] if field.many_to_many else field.get_default()
