"""Rows of many tables in one query: a page with a text of every kind asks no more than one with a single text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.functions import JSONObject, RowNumber
from django.utils.timezone import is_naive

PLAIN = (models.BooleanField, models.CharField, models.TextField, models.DateField, models.IntegerField)
PLAIN += (models.ForeignKey, models.FileField, models.JSONField)
MOST = 50  # pairs that PostgreSQL takes in one object


class Wanted:
    """Only fields that JSON can hold come along; the others (a body of blocks, what a host added) are deferred."""

    def __init__(self, rows: models.QuerySet[Any]) -> None:
        self.rows = rows
        self.fields = [field for field in rows.model._meta.concrete_fields if isinstance(field, PLAIN)][:MOST]


def fetch_together(wanted: Sequence[Wanted]) -> list[list[Any]]:
    """The rows of each queryset, in its own order. Each comes as JSON beside the number of its queryset."""
    if not wanted:
        return []
    first, *others = (_numbered(number, one) for number, one in enumerate(wanted))
    found: list[list[Any]] = [[] for _one in wanted]
    # Django 6.1 would put a union in the order of its first model.
    together = first.union(*others, all=True).order_by() if others else first
    for number, _place, row in sorted(together, key=lambda one: one[:2]):
        found[number].append(_made(wanted[number], row))
    return found


def _numbered(number: int, wanted: Wanted) -> Any:
    """In a union no part has an order of its own, so each row says its place."""
    order = list(wanted.rows.query.order_by or wanted.rows.model._meta.ordering or ["pk"])
    placed = wanted.rows.order_by().annotate(
        _number=models.Value(number, output_field=models.IntegerField()),
        _place=models.Window(RowNumber(), order_by=order),
        _row=JSONObject(**{field.attname: field.attname for field in wanted.fields}),
    )
    return placed.values_list("_number", "_place", "_row")


def _made(wanted: Wanted, row: dict[str, Any]) -> models.Model:
    names = [field.attname for field in wanted.fields]
    values = [_read(field, row[field.attname]) for field in wanted.fields]
    return wanted.rows.model.from_db(wanted.rows.db, names, values)


def _read(field: models.Field[Any, Any], value: Any) -> Any:
    """As the field reads it from its column. SQLite has JSON within JSON as text, and moments in UTC that do not say so."""
    if isinstance(field, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value
    read = field.to_python(value)
    return read.replace(tzinfo=UTC) if isinstance(read, datetime) and is_naive(read) else read
