"""Core values and principles beside a decision of a coach."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import IntegerField, Value

from .choices import Decision
from .models import CoreValue, Principle


class Beside(NamedTuple):
    title: str
    for_coach: str
    summary: str
    decisions: list[str]


def guidance_beside(*decisions: Decision) -> dict[str, list[Beside]]:
    """{decision: what a coach reads next to it}: principles first, each in the order of its list. One query."""
    found = _rows(Principle, 0).union(_rows(CoreValue, 1), all=True).order_by("of_kind", "sort_order", "title")
    shown = [Beside(*row[:4]) for row in found]
    return {decision.value: [one for one in shown if decision in one.decisions] for decision in decisions}


def _rows(model: Any, of_kind: int) -> Any:
    rows = model.objects.in_use().order_by().annotate(of_kind=Value(of_kind, IntegerField()))
    return rows.values_list("title", "for_coach", "summary", "decisions", "of_kind", "sort_order")
