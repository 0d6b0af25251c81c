"""Who or what made a letter, where no person did: rooms above register how that reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Maker = Callable[[Any], str]
_makers: list[Maker] = []


def register_maker(maker: Maker) -> None:
    """`maker(letter)` gives the words, or "" where it knows nothing of this letter."""
    if maker not in _makers:
        _makers.append(maker)


def made_by_words(letter: Any) -> str:
    if letter.made_by is not None:
        return str(letter.made_by.get_full_name() or letter.made_by.get_username())
    return next((words for maker in _makers if (words := maker(letter))), "")
