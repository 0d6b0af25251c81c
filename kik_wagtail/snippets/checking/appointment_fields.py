"""Which merge fields of a wording need an appointment, and would stand in the letter without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any

from kik_wagtail.snippets import conditions, rich_text, wording
from kik_wagtail.snippets.conditions import HOME, NEIGHBOURHOOD, OFFICE, PHONE, VIDEO, Facts
from kik_wagtail.snippets.merge_fields import OF_THE_APPOINTMENT


def unguarded(content: Mapping[str, Any]) -> list[str]:
    """Names of fields of the appointment outside every condition that an appointment brings, in reading order.

    A letter with one cannot be made for who has no appointment. A host's own condition is trusted.
    """
    blocks = [
        block
        for block in content["blocks"]
        if block["type"] != "conditional" or _holds_without(block["value"]["condition"])
    ]
    nodes = [*content["subject"], *wording.nodes_in(blocks)]
    return [name for name in rich_text.fields(nodes) if name in OF_THE_APPOINTMENT]


def _holds_without(condition: str) -> bool:
    try:
        return conditions.known(condition) and any(conditions.holds(condition, facts) for facts in _everybody())
    except Exception:  # a host's condition that asks what only the host knows
        return False


@cache
def _everybody() -> tuple[Facts, ...]:
    """Whoever has no appointment, in every way that the conditions may know about."""
    return tuple(_all_facts())


def _all_facts() -> Iterator[Facts]:
    both = (False, True)
    for phone, first, initiative, obligation in product(both, both, both, both):
        for place, channel in product(("", HOME, NEIGHBOURHOOD, OFFICE), ("", PHONE, VIDEO)):
            yield Facts(False, phone, place, channel, first, initiative, obligation)
