"""What differs between two versions, in words a reader sees: lines, then sentences, then words. Pure.

For every change: the words kept and put in make the new text, the words kept and taken out make the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from .lines import Line

SAME, ADDED, REMOVED, CHANGED, LOOK = "same", "added", "removed", "changed", "look"
ALIKE = 0.5  # from here on two lines or sentences are one that was reworded
MOST_STEPS = 1_000_000  # beyond this (thousands of words against thousands) a text counts as replaced as a whole

SENTENCE = re.compile(r".+?(?:[.!?…]+[\"”’)]*\s+(?=[^a-z\s])|$)", re.DOTALL)
WORD = re.compile(r"\[[^\]]*\]|\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    state: str  # SAME, ADDED or REMOVED
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line; `state` LOOK: the words are the same, bold or a link is not."""

    state: str
    line: Line
    pieces: tuple[Piece, ...]


class Difference(NamedTuple):
    added: list[Any]
    removed: list[Any]


def compare(old: Sequence[Line], new: Sequence[Line]) -> list[Change]:
    """Every line of both in reading order; where a line was reworded, one change with both."""
    matcher = SequenceMatcher(None, [_identity(one) for one in old], [_identity(one) for one in new], autojunk=False)
    changes: list[Change] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            changes += [_kept(*pair) for pair in zip(old[i1:i2], new[j1:j2], strict=True)]
        else:
            changes += [_change(*pair) for pair in _paired(old[i1:i2], new[j1:j2])]
    return changes


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Sentence by sentence, and within a reworded sentence word by word."""
    return tuple(_tidy(_by_sentence(SENTENCE.findall(old), SENTENCE.findall(new))))


def difference(old: Iterable[Any], new: Iterable[Any]) -> Difference:
    """Members of either that the other has not, in their own order."""
    old, new = list(old), list(new)
    return Difference([one for one in new if one not in old], [one for one in old if one not in new])


def questions_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """{"added": [label], "removed": [label], "reworded": [(old label, new label)]} of two guides' contents."""
    before, after = _questions(old), _questions(new)
    both = [(before[key], label) for key, label in after.items() if key in before]
    return {
        "added": [label for key, label in after.items() if key not in before],
        "removed": [label for key, label in before.items() if key not in after],
        "reworded": [pair for pair in both if pair[0] != pair[1]],
    }


def _questions(content: Mapping[str, Any]) -> dict[str, str]:
    return {one["key"]: one["label"] for phase in content.get("phases", ()) for one in phase["questions"]}


def _identity(line: Line) -> tuple[str, str, str]:
    return line.kind, line.text, line.under


def _kept(old: Line, new: Line) -> Change:
    return Change(SAME if old.look == new.look else LOOK, new, (Piece(SAME, new.text),))


def _change(old: Line | None, new: Line | None) -> Change:
    if old and new:
        return Change(CHANGED, new, pieces(old.text, new.text))
    state, line = (ADDED, new) if new else (REMOVED, old)
    return Change(state, line, (Piece(state, line.text),))  # type: ignore[union-attr, arg-type]


def _paired(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """In reading order; a new line goes with the most alike old line that was not passed yet."""
    start = 0
    for line in new:
        candidates = [(_likeness(other, line), -at) for at, other in enumerate(old[start:], start)]
        best, at = max(candidates, default=(0.0, 0))
        if best < ALIKE:
            yield None, line
            continue
        yield from ((other, None) for other in old[start:-at])
        yield old[-at], line
        start = 1 - at
    yield from ((other, None) for other in old[start:])


def _likeness(old: Line, new: Line) -> float:
    if old.kind != new.kind:
        return 0.0
    if old.key or new.key:
        return 1.0 if old.key == new.key else 0.0
    if old.kind not in {"text", "item", "heading"}:  # there is one of it, or nearly: the signature, the purpose
        return ALIKE + _ratio(old.text, new.text) / 2
    return _ratio(old.text, new.text)


def _ratio(old: str, new: str) -> float:
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) * len(after) > MOST_STEPS:
        return 0.0
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _by_sentence(old: list[str], new: list[str]) -> Iterator[Piece]:
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Piece(SAME, "".join(new[j1:j2]))
            continue
        for before, after in zip_longest(old[i1:i2], new[j1:j2], fillvalue=""):
            yield from _by_word(before, after)


def _by_word(old: str, new: str) -> Iterator[Piece]:
    if _ratio(old, new) < ALIKE:
        yield from (Piece(REMOVED, old), Piece(ADDED, new))
        return
    before, after = WORD.findall(old), WORD.findall(new)
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Piece(SAME, "".join(after[j1:j2]))
        else:
            yield from (Piece(REMOVED, "".join(before[i1:i2])), Piece(ADDED, "".join(after[j1:j2])))


def _tidy(found: Iterable[Piece]) -> Iterator[Piece]:
    """A space kept between two changed words makes two changes of one: it is taken out and put in again."""
    for is_same, run in groupby(_without_lone_spaces(list(found)), key=lambda piece: piece.state == SAME):
        run = list(run)
        for state in (SAME,) if is_same else (REMOVED, ADDED):
            text = "".join(piece.text for piece in run if piece.state == state)
            if text:
                yield Piece(state, text)


def _without_lone_spaces(found: list[Piece]) -> Iterator[Piece]:
    found = [piece for piece in found if piece.text]
    for at, piece in enumerate(found):
        between = 0 < at < len(found) - 1 and SAME not in {found[at - 1].state, found[at + 1].state}
        if piece.state == SAME and between and piece.text.isspace():
            yield from (Piece(REMOVED, piece.text), Piece(ADDED, piece.text))
        else:
            yield piece
