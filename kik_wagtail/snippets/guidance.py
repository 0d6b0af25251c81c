"""Core values and principles beside a decision of a coach."""

from __future__ import annotations

from itertools import chain

from .choices import Decision
from .models import CoreValue, Principle
from .models.values import GuidingModel


def guidance_beside(*decisions: Decision) -> dict[str, list[GuidingModel]]:
    """{decision: what a coach reads next to it}: principles first, each in the order of its list. Two queries."""
    shown = list(chain(Principle.objects.in_use(), CoreValue.objects.in_use()))
    return {decision.value: [one for one in shown if decision in one.decisions] for decision in decisions}
