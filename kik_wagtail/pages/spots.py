"""What stands in a praatplaat: numbered spots, where they are in each drawing of it, and what each tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

NEAREST = 3.0  # percent; nearer than this, two numbers lie on each other
Place = tuple[float, float]  # percent of the width from the left, percent of the height from the top


@dataclass(frozen=True, slots=True)
class Told:
    """A text of ours that belongs to a spot, as it is published now."""

    kind: str
    title: str
    words: str
    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # (address, words)


@dataclass(frozen=True, slots=True)
class Spot:
    label: str  # what stands in the picture: a number, or a letter
    title: str
    key: str  # the id of its place in the list
    text: SafeString | str = ""
    page: Any = None
    told: Sequence[Told] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A spot in one sheet. Its coordinates are text, for a template must not put a decimal comma in them."""

    spot: Spot
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One drawing of the plate; a plate may have a wide one and a tall one, of which the reader sees one."""

    shape: str
    marks: Sequence[Mark]
    drawing: SafeString | str = ""
    image: Any = None


def marks(spots: Sequence[Spot], places: Sequence[Place | None]) -> list[Mark]:
    """A spot without a place stands in the list only."""
    return [
        Mark(spot, f"{place[0]:.4g}%", f"{place[1]:.4g}%")
        for spot, place in zip(spots, places, strict=True)
        if place is not None
    ]


def on_each_other(places: Sequence[Place | None]) -> Iterator[tuple[int, int]]:
    """(earlier, later) of every spot that lies on one before it."""
    for later, here in enumerate(places):
        for earlier, there in enumerate(places[:later]):
            if here and there and all(abs(a - b) < NEAREST for a, b in zip(here, there, strict=True)):
                yield earlier, later
                break
