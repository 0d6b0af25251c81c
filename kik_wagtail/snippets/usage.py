"""Where a text is used. The rooms above tell it here: this room knows no letters and no routes.

usage.register_letters(count=..., recipients_url=...)       # the room that makes letters
usage.register_uses(lambda text: [Use(...), ...])           # a room that points to texts, such as routes
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Count = Callable[[list[int]], dict[int, int]]
FEWEST_SHOWN = 5  # a smaller number of letters is said as "fewer than 5": it could point to a person


class Use(NamedTuple):
    """One thing that uses a text, in words, with the page about it ("" where there is none)."""

    what: str
    title: str
    url: str = ""


class Letters(NamedTuple):
    count: Count
    recipients_url: Callable[[Any, Any], str]  # (version, user) -> page with who received it, or "" for who may not


_letters: list[Letters] = []
_finders: list[Callable[[Any], Iterable[Use]]] = []


def register_letters(*, count: Count, recipients_url: Callable[[Any, Any], str]) -> None:
    """There is one such room; registering again (a reloaded app) replaces it."""
    _letters[:] = [Letters(count, recipients_url)]


def register_uses(finder: Callable[[Any], Iterable[Use]]) -> None:
    if finder not in _finders:
        _finders.append(finder)


def uses_of(text: Any) -> list[Use]:
    return [use for finder in _finders for use in finder(text)]


def letters_per_version(version_ids: Iterable[int]) -> dict[int, int]:
    """How many letters were made with each version, whoever received them; versions without one are left out."""
    ids = list(version_ids)
    return _letters[0].count(ids) if _letters and ids else {}


def recipients_url(version: Any, user: Any) -> str:
    return _letters[0].recipients_url(version, user) if _letters else ""
