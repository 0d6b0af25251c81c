"""The approach in one picture: core values around, the route as a road with its steps. SVG of classes only.

It knows shapes and words, no database. Numbers are not drawn: they are the spots, which the page lays over it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil

from .plate_pictograms import PICTOGRAMS
from .spots import Place

Point = tuple[float, float]
LETTER = 0.6  # of the size of the type: the width of an average bold letter, a little more than most have
RING_INSET, PILL_GAP, STATION = 34, 28, 60


@dataclass(frozen=True, slots=True)
class Stop:
    kind: str  # names its pictogram
    title: str
    about: str  # "brief · dag 1-14"


@dataclass(frozen=True, slots=True)
class Layout:
    shape: str
    width: int
    values_in_row: int
    widest_value: int
    stops_in_row: int
    side: int  # from the edge to the first column of steps
    type_size: int


WIDE = Layout("wide", 1600, values_in_row=3, widest_value=560, stops_in_row=4, side=130, type_size=27)
TALL = Layout("tall", 800, values_in_row=1, widest_value=640, stops_in_row=2, side=76, type_size=31)


@dataclass(frozen=True, slots=True)
class Drawing:
    markup: str
    values: list[Place]
    stops: list[Place]


def draw(*, title: str, about: str, values: Sequence[str], stops: Sequence[Stop], layout: Layout, name: str) -> Drawing:
    """`about`: what is in the picture, for who does not see it. `name` makes ids unique on a page with several."""
    return _Plate(title, values, stops, layout).drawing(about, name)


class _Plate:
    def __init__(self, title: str, values: Sequence[str], stops: Sequence[Stop], layout: Layout) -> None:
        self.title, self.layout, self.stops = title, layout, stops
        half = ceil(len(values) / 2)
        self.parts: list[str] = []
        self.value_points: list[Point] = []
        top = self._values(values[:half], RING_INSET)
        road = self._road(top + 30) if stops else self._name_in_the_middle(top + 60)
        self.height = self._values(values[half:], road + 30) + RING_INSET
        ring = self._ring(values, half)
        self.parts = [ring, *self.parts]

    # values

    def _values(self, titles: Sequence[str], top: float) -> float:
        """Draws these in rows from `top`; the place below the last."""
        per_row = self.layout.values_in_row
        for row in (titles[at : at + per_row] for at in range(0, len(titles), per_row)):
            room = self.layout.width - 2 * (RING_INSET + 26) - PILL_GAP * (len(row) - 1)
            width = min(self.layout.widest_value, room / len(row))
            words = [self._wrapped(title, width - 130) for title in row]
            height = 60 + self._line * max(len(lines) for lines in words)
            left = (self.layout.width - width * len(row) - PILL_GAP * (len(row) - 1)) / 2
            for number, lines in enumerate(words):
                self._pill(left + number * (width + PILL_GAP), top, width, height, lines)
            top += height + PILL_GAP
        return top

    def _pill(self, x: float, y: float, width: float, height: float, lines: list[str]) -> None:
        self.value_points.append((x + 54, y + height / 2))
        self.parts.append(
            f'<rect class="kik-drawing__value" {_box(x, y, width, height)} rx="{min(height / 2, 60):g}"/>'
        )
        self._words(x + 54 + (width - 54) / 2, y + height / 2, lines, "value")

    def _ring(self, values: Sequence[str], half: int) -> str:
        """What holds the values together; only with values above and below."""
        if len(values) < 2:
            return ""
        top, bottom = self.value_points[0][1], self.value_points[-1][1]
        width = self.layout.width - 2 * RING_INSET
        return f'<rect class="kik-drawing__ring" {_box(RING_INSET, top, width, bottom - top)} rx="70"/>'

    # the road

    def _road(self, top: float) -> float:
        per_row = self.layout.stops_in_row
        column = (self.layout.width - 2 * self.layout.side) / per_row
        titles = [self._wrapped(stop.title, column - 34) for stop in self.stops]
        abouts = [self._wrapped(stop.about, column - 20, weight=0.92) for stop in self.stops]
        words = [[*about, *title] for about, title in zip(abouts, titles, strict=True)]
        tops = [top]
        for row in range(0, len(words), per_row):
            tops.append(tops[-1] + 205 + self._line * max(len(lines) for lines in words[row : row + per_row]))
        self.points: list[Point] = []
        for number in range(len(self.stops)):
            row, place = divmod(number, per_row)
            across = place if row % 2 == 0 else per_row - 1 - place
            swing = 14 if place % 2 else -14
            self.points.append((self.layout.side + column * (across + 0.5), tops[row] + 90 + swing))
        self._way(column)
        for point, stop, about, title in zip(self.points, self.stops, abouts, titles, strict=True):
            self._station(point, stop, about, title)
        return tops[-1]

    def _way(self, column: float) -> None:
        first, last = self.points[0], self.points[-1]
        onward = -1 if (ceil(len(self.points) / self.layout.stops_in_row) % 2 == 0) else 1
        reach = min(column / 2 + 6, 140)
        start, goal = (first[0] - reach, first[1] + 24), (last[0] + onward * reach, last[1] + 20)
        path = f"M{_at(start)}" + "".join(self._bend(a, b) for a, b in pairwise([start, *self.points, goal]))
        self.parts += [
            f'<path class="kik-drawing__road" d="{path}"/><path class="kik-drawing__middle" d="{path}"/>',
            f'<circle class="kik-drawing__start" cx="{start[0]:g}" cy="{start[1]:g}" r="15"/>',
            f'<g class="kik-drawing__goal" transform="translate({_at(goal)})"><path d="M0 0V-74"/>'
            '<path class="kik-drawing__flag" d="M0-74H46L34-58 46-42H0z"/></g>',
        ]

    def _bend(self, here: Point, there: Point) -> str:
        if abs(there[1] - here[1]) > 100:  # down to the next row: out at the side and back
            out = here[0] + (230 if here[0] > self.layout.width / 2 else -230)
            return f"C{out:g} {here[1]:g} {out:g} {there[1]:g} {_at(there)}"
        middle = (here[0] + there[0]) / 2
        return f"C{middle:g} {here[1]:g} {middle:g} {there[1]:g} {_at(there)}"

    def _station(self, point: Point, stop: Stop, about: list[str], title: list[str]) -> None:
        x, y = point
        self.parts += [
            f'<circle class="kik-drawing__station" cx="{x:g}" cy="{y:g}" r="{STATION}"/>',
            f'<g class="kik-drawing__pictogram" transform="translate({_at(point)})">{PICTOGRAMS.get(stop.kind, "")}</g>',
        ]
        below = y + STATION + 14
        self._words(x, below + self._line * len(about) / 2, about, "about")
        self._words(x, below + self._line * (len(about) + len(title) / 2), title, "stop")

    # words

    def _name_in_the_middle(self, top: float) -> float:
        lines = textwrap.wrap(self.title, 22)
        height = 74 * len(lines)
        self._words(self.layout.width / 2, top + height / 2, lines, "title", line=74)
        return top + height + 60

    @property
    def _line(self) -> float:
        return self.layout.type_size * 1.25

    def _wrapped(self, words: str, width: float, *, weight: float = 1) -> list[str]:
        """In lines of about the same length: no last line of one short word."""
        letters = max(8, int(width / (self.layout.type_size * LETTER * weight)))
        lines, longest = textwrap.wrap(words, letters), max(map(len, words.split()), default=letters)
        while letters > longest and len(narrower := textwrap.wrap(words, letters - 1)) == len(lines):
            lines, letters = narrower, letters - 1
        return lines

    def _words(self, x: float, y: float, lines: Sequence[str], kind: str, line: float = 0) -> None:
        """Centered on (x, y)."""
        line = line or self._line
        for number, words in enumerate(lines):
            at = y + line * (number - (len(lines) - 1) / 2 + 0.28)
            self.parts.append(
                f'<text class="kik-drawing__{kind}-words" x="{x:g}" y="{round(at, 1):g}">{escape(words)}</text>'
            )

    def drawing(self, about: str, name: str) -> Drawing:
        name, width, height = escape(name), self.layout.width, ceil(self.height)
        markup = (
            f'<svg class="kik-drawing kik-drawing--{self.layout.shape}" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(self.title)}'
            f'</title><desc id="{name}-d">{escape(about)}</desc><rect class="kik-drawing__ground" width="{width}" '
            f'height="{height}" rx="40"/>{"".join(self.parts)}</svg>'
        )
        of_stops = [(x - STATION * 0.78, y - STATION * 0.78) for x, y in getattr(self, "points", [])]
        return Drawing(markup, list(self._places(self.value_points)), list(self._places(of_stops)))

    def _places(self, points: Sequence[Point]) -> Iterator[Place]:
        return ((100 * x / self.layout.width, 100 * y / ceil(self.height)) for x, y in points)


def _at(point: Point) -> str:
    return f"{point[0]:g} {point[1]:g}"


def _box(x: float, y: float, width: float, height: float) -> str:
    return f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
