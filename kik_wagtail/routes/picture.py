"""The timeline as a picture: an SVG of fixed width, top to bottom. Only classes, so it follows the theme and a CSP.

In the middle the steps; on the left a lane for each jump; on the right the ends.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext as _

from .timeline import Entry, Line, Timeline

BOX_WIDTH, GAP, LANE, END_WIDTH = 200, 54, 30, 150
END_HEIGHT, END_LINE = 32, 15  # of an end with one line of words, and of every further line
TITLE_LETTERS, END_LETTERS, LABEL_LETTERS = 19, 19, 30
TOP = 42


def picture(timeline: Timeline, *, name: str = "kik-route") -> str:
    """Safe markup. `name` makes the ids unique on a page with more than one."""
    return _Picture(timeline, name).markup()


class _Picture:
    def __init__(self, timeline: Timeline, name: str) -> None:
        self.timeline = timeline
        self.name = name
        self.entries = timeline.entries
        self.lanes = self._lanes()
        self.left = 14 + LANE * max([*self.lanes.values(), 0])
        self.middle = self.left + BOX_WIDTH / 2
        self.end_x = self.left + BOX_WIDTH + 40
        self.tops: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        top: float = TOP
        for entry in self.entries:
            lines = textwrap.wrap(entry.title, TITLE_LETTERS)
            self.tops[entry.number] = top
            ends = sum(_end_height(line) for line in self._ends(entry))
            self.heights[entry.number] = max(46 + 17 * len(lines), ends)
            top += self.heights[entry.number] + GAP
        self.height = max(top - GAP + 10, TOP)
        self.width = self.end_x + END_WIDTH + 2

    def _lanes(self) -> dict[tuple[int, int], int]:
        """A lane for each jump, the shortest nearest to the steps; jumps to the same step share one."""
        jumps = sorted(
            {(entry.number, line.to) for entry in self.entries for line in self._jumps(entry) if line.to},
            key=lambda jump: abs(jump[1] - jump[0]),
        )
        lane_of = {to: lane for lane, to in enumerate(dict.fromkeys(to for _start, to in jumps), 1)}
        return {jump: lane_of[jump[1]] for jump in jumps}

    def _jumps(self, entry: Entry) -> list[Line]:
        return [line for line in entry.lines if line.to and line.to != entry.number + 1]

    def _ends(self, entry: Entry) -> list[Line]:
        return [line for line in entry.lines if line.end]

    def markup(self) -> str:
        steps = "; ".join(f"{entry.number}, {entry.kind_label}: {entry.title}" for entry in self.entries)
        title = _("%(route)s as a picture") % {"route": self.timeline.title}
        about = _("The same steps as in the list: %(steps)s.") % {"steps": steps}
        name = escape(self.name)
        steps_drawn = [part for entry in self.entries for part in self._step(entry)]
        drawn = "".join([*self._start(), *steps_drawn, *self._lane_labels()])  # labels last: no line runs through words
        return (
            f'<svg class="kik-picture" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'height="{self.height}" role="img" aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg">'
            f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(about)}</desc>'
            f'<defs><marker id="{name}-a" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" '
            'orient="auto-start-reverse"><path class="kik-picture__tip" d="M0 0 8 4 0 8z"/></marker></defs>'
            f"{drawn}</svg>"
        )

    def _start(self) -> Iterator[str]:
        if self.entries:
            yield f'<circle class="kik-picture__start" cx="{self.middle}" cy="10" r="6"/>'
            yield self._line(f"M{self.middle} 16V{TOP - 6}")

    def _step(self, entry: Entry) -> Iterator[str]:
        yield from self._straight_on(entry)
        for line in self._jumps(entry):
            yield from self._jump(entry, line)
        yield from self._to_ends(entry)
        yield from self._box(entry)

    def _middle_of(self, number: int) -> float:
        return self.tops[number] + self.heights[number] / 2

    def _straight_on(self, entry: Entry) -> Iterator[str]:
        if entry.number + 1 not in self.tops:
            return
        lines = [line.short for line in entry.lines if line.to == entry.number + 1]
        if not lines and entry.below is None:
            return
        bottom = self.tops[entry.number] + self.heights[entry.number]
        yield self._line(f"M{self.middle} {bottom}V{self.tops[entry.number + 1] - 6}")
        words = textwrap.wrap(" / ".join(lines), LABEL_LETTERS)
        for number, line in enumerate(words):
            yield from self._label(self.middle, bottom + GAP / 2 - 3 + 15 * (number - (len(words) - 1) / 2), line)

    def _jump(self, entry: Entry, line: Line) -> Iterator[str]:
        assert line.to is not None  # noqa: S101 - for the type checker
        lane = self.left - LANE * self.lanes[entry.number, line.to]
        here, there = self._middle_of(entry.number), self._middle_of(line.to)
        down = 8 if there > here else -8
        there += 6 if down > 0 else -6
        path = (
            f"M{self.left} {here}H{lane + 8}Q{lane} {here} {lane} {here + down}V{there - down}"
            f"Q{lane} {there} {lane + 8} {there}H{self.left - 6}"
        )
        yield self._line(path, "kik-picture__line--jump")

    def _lane_labels(self) -> Iterator[str]:
        """Along each lane, where one thing is said of it: the list says all."""
        by_lane: dict[int, list[tuple[int, Line]]] = {}
        for entry in self.entries:
            for line in self._jumps(entry):
                by_lane.setdefault(self.lanes[entry.number, line.to or 0], []).append((entry.number, line))
        for lane, jumps in by_lane.items():
            start, line = max(jumps, key=lambda jump: abs(jump[0] - (jump[1].to or 0)))
            to = line.to or 0
            if len({one.short for _start, one in jumps}) > 1:
                continue
            if len(jumps) > 1:  # on the stretch that no other jump shares
                to = start + 1 if to > start else start - 1
            here, there = self._middle_of(start), self._middle_of(to)
            if 6.6 * len(line.short) < abs(there - here) - 20:
                yield from self._label(self.left - LANE * lane, (here + there) / 2, line.short, turned=True)

    def _to_ends(self, entry: Entry) -> Iterator[str]:
        ends = self._ends(entry)
        start, middle = self.left + BOX_WIDTH, self._middle_of(entry.number)
        top = middle - sum(_end_height(line) for line in ends) / 2
        for line in ends:
            height = _end_height(line)
            y = top + height / 2
            yield self._line(f"M{start} {middle}C{start + 20} {middle} {self.end_x - 24} {y} {self.end_x - 6} {y}")
            yield (
                f'<rect class="kik-picture__end" x="{self.end_x}" y="{top + 3}" width="{END_WIDTH}" '
                f'height="{height - 6}" rx="13"/>'
            )
            words = textwrap.wrap(line.end, END_LETTERS)
            for number, part in enumerate(words):
                at = y + 4.5 + END_LINE * (number - (len(words) - 1) / 2)
                yield self._text(self.end_x + END_WIDTH / 2, at, part, "end")
            top += height

    def _box(self, entry: Entry) -> Iterator[str]:
        top, height = self.tops[entry.number], self.heights[entry.number]
        yield f'<rect class="kik-picture__box" x="{self.left}" y="{top}" width="{BOX_WIDTH}" height="{height}" rx="4"/>'
        yield f'<rect class="kik-picture__band" x="{self.left}" y="{top}" width="5" height="{height}"/>'
        yield self._text(self.left + 16, top + 20, f"{entry.number} · {entry.short_kind}", "kind")
        yield self._text(self.left + BOX_WIDTH - 10, top + 20, entry.days, "day")
        for number, words in enumerate(textwrap.wrap(entry.title, TITLE_LETTERS)):
            yield self._text(self.left + 16, top + 40 + 17 * number, words, "title")

    def _line(self, path: str, extra: str = "") -> str:
        return f'<path class="kik-picture__line {extra}" d="{path}" marker-end="url(#{escape(self.name)}-a)"/>'

    def _label(self, x: float, y: float, words: str, *, turned: bool = False) -> Iterator[str]:
        if not words:
            return
        turn = f' transform="rotate(-90 {x} {y})"' if turned else ""
        width = 6.6 * len(words) + 10
        yield f'<rect class="kik-picture__label" x="{x - width / 2}" y="{y - 9}" width="{width}" height="18" rx="9"{turn}/>'
        yield self._text(x, y + 4, words, "label", turn)

    def _text(self, x: float, y: float, words: str, kind: str, turn: str = "") -> str:
        return f'<text class="kik-picture__text kik-picture__text--{kind}" x="{x}" y="{y}"{turn}>{escape(words)}</text>'


def _end_height(line: Line) -> int:
    return END_HEIGHT + END_LINE * (len(textwrap.wrap(line.end, END_LETTERS)) - 1)
