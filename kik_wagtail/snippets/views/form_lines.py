"""What stands in a form, saved or not, as lines that can be compared and read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField

from kik_wagtail.snippets import kinds, wording
from kik_wagtail.snippets.lines import Line, letter_lines

from .labels import LABELS, label_of_line

TEXTS = (models.CharField, models.TextField, StreamField)


def as_typed(form: Any) -> Any:
    """The text as it stands in this bound form; words that the form refuses as well."""
    text = form.instance
    for name in form.errors:
        if name in form.fields and isinstance(_field(text, name), TEXTS):
            setattr(text, name, form[name].data)
    for name, chosen in form.cleaned_data.items():
        if isinstance(_field(text, name), ParentalManyToManyField):
            getattr(text, name).set(chosen)  # in memory only
    return text


def lines_of(text: Any, names: Iterable[str]) -> list[Line]:
    """`names`: the fields of the form, in its order."""
    kind = kinds.of(text) if kinds.has_versions(type(text)) else None
    lines = list(kind.lines(text.frozen_content(), LABELS)) if kind else []
    for name in names:
        field = _field(text, name)
        if field is not None and not (kind and name in kind.covers):
            lines += _lines_of_field(text, field)
    return [line for line in lines if line.text]


def label_of(line_kind: str, text: Any) -> str:
    kind = kinds.of(text) if kinds.has_versions(type(text)) else None
    if label := label_of_line(line_kind, kind):
        return label
    field = _field(text, line_kind)
    return capfirst(str(field.verbose_name)) if field is not None else ""


def _lines_of_field(text: Any, field: Any) -> list[Line]:
    value = getattr(text, field.name)
    if field.many_to_many:
        value = ", ".join(str(one) for one in value.all())
    if isinstance(field, RichTextField):
        nodes = wording.nodes_of(value)
        return letter_lines({"subject": [], "blocks": [{"type": "text", "value": nodes}]}, LABELS)
    if isinstance(field, StreamField):
        return []  # a kind of text with blocks registers its own lines
    return [Line(field.name, _shown(text, field, value))]


def _shown(text: Any, field: Any, value: Any) -> str:
    if field.choices:
        return str(getattr(text, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "year"):
        return date_format(value, "j F Y")
    return "" if value is None else str(value)


def _field(text: Any, name: str) -> Any:
    try:
        return text._meta.get_field(name)
    except FieldDoesNotExist:
        return None
