"""What matches: a word or a few, without regard to capitals and accents. Pure.

"client" finds "Cliënt", also where the ë is written as two characters or a soft hyphen stands inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

BARRIER = "\ufffc"  # what no word goes through: a merge field, the end of a paragraph
ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "‐": "-"})
SHORTEST = 2  # one letter stands everywhere


class Span(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True)
class Term:
    """`is_part`: also inside a longer word, so that "cliënt" finds "cliënten"."""

    words: str
    is_part: bool = False

    @property
    def is_usable(self) -> bool:
        return len(fold(self.words).strip()) >= SHORTEST and BARRIER not in self.words

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        words = r"\s+".join(re.escape(word) for word in fold(self.words).split())
        return re.compile(words if self.is_part else rf"(?<!\w){words}(?!\w)")

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return re.compile(r"\s*".join(re.escape(word) for word in fold(self.words).split()))

    def may_stand_in(self, text: str) -> bool:
        """Quick, and never wrongly False: for passing over what need not be looked at closely."""
        return bool(self._loose.search(fold(text)))

    def spans(self, text: str) -> Iterator[Span]:
        """Where it stands in `text`, from left to right, never one over another."""
        flat, origin = _folded(text)
        for match in self.pattern.finditer(flat):
            start, end = origin[match.start()], origin[match.end() - 1] + 1
            begins_here = match.start() == 0 or origin[match.start() - 1] != start
            ends_here = match.end() == len(flat) or origin[match.end()] != end - 1
            if begins_here and ends_here:  # and not halfway a ligature
                yield Span(start, _with_marks(text, end))


class _Folding(dict[int, str]):
    """Character by character, found out once: a library of texts is folded in a blink."""

    def __missing__(self, code: int) -> str:
        kept = [one for one in unicodedata.normalize("NFKD", chr(code)) if not _is_silent(one)]
        self[code] = "".join(kept).translate(ALIKE).casefold()
        return self[code]


_folding = _Folding()


def fold(text: str) -> str:
    """Small letters without accents; what prints nothing (a soft hyphen) is left out."""
    return text.translate(_folding)


def with_capitals_of(found: str, replacement: str) -> str:
    """Cliënt → Inwoner, CLIËNT → INWONER; IJ is one letter."""
    letters = [one for one in found if one.isalpha()]
    if len(letters) > 1 and all(one.isupper() for one in letters):
        return replacement.upper()
    if not letters or not letters[0].isupper():
        return replacement
    head = 2 if replacement[:2].casefold() == "ij" else 1
    return replacement[:head].upper() + replacement[head:]


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` that it came from."""
    flat: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        plain = fold(character)
        flat.append(plain)
        origin += [at] * len(plain)
    return "".join(flat), origin


def _with_marks(text: str, end: int) -> int:
    """An accent that is a character of its own goes with its letter."""
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    return end


def _is_silent(character: str) -> bool:
    """An accent on its own, a soft hyphen, a joiner."""
    return unicodedata.category(character) in {"Mn", "Cf"}
