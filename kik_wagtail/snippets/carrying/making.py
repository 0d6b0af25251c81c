"""A text out of the content of an item: checked as its form would, kept as a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.fields import StreamField

from .decoding import Fault
from .items import put


def new_text(model: type[Any], code: str, content: dict[str, Any], **values: Any) -> Any:
    """Not saved, not published."""
    text = model(code=code, live=False, **values)
    put(text, content)
    return text


def faults_of(text: Any) -> list[Fault]:
    """What its form would say."""
    faults: list[Fault] = []
    try:
        text.full_clean()
    except ValidationError as error:
        faults += [Fault("" if name == NON_FIELD_ERRORS else name, said) for name, said in _by_field(error)]
    for field in text._meta.concrete_fields:
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(text, field.name))
            except ValidationError as error:
                faults += _in_blocks(error, field.name)
    return faults


def _by_field(error: ValidationError) -> Iterator[tuple[str, str]]:
    for name, said in error.message_dict.items():
        yield name, " ".join(said)


def _in_blocks(error: Any, where: str) -> Iterator[Fault]:
    if not hasattr(error, "block_errors"):
        yield Fault(where, " ".join(error.messages))
        return
    for place, inner in error.block_errors.items():
        yield from _in_blocks(inner, f"{where} › {place + 1 if isinstance(place, int) else place}")
    for general in error.non_block_errors.as_data():
        yield Fault(where, " ".join(general.messages))
