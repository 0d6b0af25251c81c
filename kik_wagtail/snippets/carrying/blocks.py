"""The blocks of a StreamField ↔ what stands in a file: `- text: …`, `- passage: code`, `- open: {…}` with its key.

Left out of a file is only what is empty and was empty to begin with; left out on the way back means: as in a new block.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from . import errors
from .decoding import Decoding, mapping, number, sequence, text, yes_or_no
from .markup import WrongMarkup, from_file, to_file
from .references import References

KEY = "key"
LONGEST_KEY = 100
OWN_KEYS = UUID("0b6f3f43-2c55-4a3f-9e0e-0f6b5a0f8a57")  # for questions that came without one
EMPTY: tuple[Any, ...] = ("", None, False, [], {})


def encode(block: blocks.Block, raw: Any, references: References) -> Any:
    if isinstance(block, blocks.StreamBlock):
        return [_encode_child(block, child, references) for child in raw or [] if child["type"] in block.child_blocks]
    if isinstance(block, blocks.StructBlock):
        pairs = ((name, child, (raw or {}).get(name, _default(child))) for name, child in block.child_blocks.items())
        found = ((name, child, encode(child, value, references)) for name, child, value in pairs)
        return {name: value for name, child, value in found if value not in EMPTY or _default(child) not in EMPTY}
    if isinstance(block, blocks.ListBlock):
        return [encode(block.child_block, _bare(item), references) for item in raw or []]
    if isinstance(block, blocks.ChooserBlock):
        return references.code_of(block.model_class, raw) if raw else None
    if isinstance(block, blocks.RichTextBlock):
        return to_file(raw or "", features=block.features or (), path_of=references.path_of)
    if isinstance(block, blocks.IntegerBlock | blocks.BooleanBlock | blocks.StaticBlock):
        return raw
    return text(raw, "")


def decode(block: blocks.Block, value: Any, decoding: Decoding, where: str) -> Any:
    """The raw value that the field stores."""
    if isinstance(block, blocks.StreamBlock):
        children = enumerate(sequence(value, where), start=1)
        found = (_decode_child(block, child, decoding, f"{where} › {at}") for at, child in children)
        return [child for child in found if child is not None]
    if isinstance(block, blocks.StructBlock):
        return _decode_struct(block, mapping(value, where), decoding, where)
    if isinstance(block, blocks.ListBlock):
        items = enumerate(sequence(value, where), start=1)
        found = (decode(block.child_block, item, decoding, f"{where} › {at}") for at, item in items)
        return [item for item in found if item is not None]
    if isinstance(block, blocks.ChooserBlock):
        return decoding.pk_of(block.model_class, value, where) if value is not None else None
    return _decode_scalar(block, value, decoding, where)


def _decode_scalar(block: blocks.Block, value: Any, decoding: Decoding, where: str) -> Any:
    if isinstance(block, blocks.IntegerBlock):
        return number(value, where)
    if isinstance(block, blocks.BooleanBlock):
        return yes_or_no(value, where)
    if isinstance(block, blocks.StaticBlock):
        return None
    if isinstance(block, blocks.RichTextBlock):
        try:
            return from_file(text(value, where), features=block.features or (), page_at=decoding.references.page_at)
        except WrongMarkup as error:
            decoding.markup(error, where)
            return ""
    return text(value, where)


def _encode_child(block: blocks.StreamBlock, raw: dict[str, Any], references: References) -> Any:
    child = block.child_blocks[raw["type"]]
    if isinstance(child, blocks.StaticBlock):
        return raw["type"]
    key = {KEY: raw["id"]} if keeps_keys(block) and raw.get("id") else {}
    return {raw["type"]: encode(child, raw["value"], references), **key}


def _decode_child(block: blocks.StreamBlock, value: Any, decoding: Decoding, where: str) -> dict[str, Any] | None:
    """None where it points to what is not there, and that may be left out."""
    given = {value: None} if isinstance(value, str) else mapping(value, where)
    names = [name for name in given if name != KEY]
    if len(names) != 1:
        raise errors.WrongType(where=where, expected=errors.ONE_BLOCK)
    kind = names[0]
    if kind not in block.child_blocks:
        decoding.fault(where, _("The block “%(name)s” is not known here."), name=kind[:60])
        return None
    inner = f"{where} › {kind}"
    raw = decode(block.child_blocks[kind], given[kind], decoding, inner)
    if raw is None and isinstance(block.child_blocks[kind], blocks.ChooserBlock):
        return None
    key = _key(given.get(KEY), raw, decoding, inner) if keeps_keys(block) else None
    return {"type": kind, "value": raw, **({"id": key} if key else {})}


def _decode_struct(block: blocks.StructBlock, given: dict[str, Any], decoding: Decoding, where: str) -> dict[str, Any]:
    for name in given.keys() - block.child_blocks.keys():
        decoding.fault(where, _("“%(name)s” is not known here."), name=name[:60])
    return dict(_decoded(block, given, decoding, where))


def _decoded(block: Any, given: dict[str, Any], decoding: Decoding, where: str) -> Iterator[tuple[str, Any]]:
    for name, child in block.child_blocks.items():
        if name in given:
            yield name, decode(child, given[name], decoding, f"{where} › {name}")
        else:
            yield name, _default(child)


def _key(given: Any, raw: Any, decoding: Decoding, where: str) -> str:
    """The same question keeps its key for ever; one that came without gets the same key at every reading."""
    key = text(given, where) or str(uuid5(OWN_KEYS, f"{where} {raw.get('label') if isinstance(raw, dict) else ''}"))
    if len(key) > LONGEST_KEY:
        decoding.fault(where, _("This key is too long."))
    if key in decoding.keys:
        decoding.fault(where, _("The key “%(key)s” stands twice in this text."), key=key)
    decoding.keys.add(key)
    return key


def keeps_keys(block: blocks.StreamBlock) -> bool:
    """Do answers hang on the ids of its blocks?"""
    return getattr(block, "keeps_keys", False)


def _default(block: blocks.Block) -> Any:
    """As it is stored."""
    return block.get_prep_value(block.get_default())


def _bare(item: Any) -> Any:
    wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
    return item["value"] if wrapped else item
