"""Where a row is used, as the rooms tell it: what core's reference index cannot know, or may not show.

uses.register_uses(lambda row: [Use(...), ...])   # asked for every row of every kind; a room knows its own

Rows about residents are told as a number, and a small number as "fewer than 5": it could point to a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

FEWEST_SHOWN = 5


class Use(NamedTuple):
    """One thing that uses a row, in words, with the page about it ("" where there is none)."""

    what: str
    title: str
    url: str = ""
    is_in_the_way: bool = False  # of archiving what is used


_finders: list[Callable[[Any], Iterable[Use]]] = []


def register_uses(finder: Callable[[Any], Iterable[Use]]) -> None:
    if finder not in _finders:
        _finders.append(finder)


def uses_of(row: Any) -> list[Use]:
    return [use for finder in _finders for use in finder(row)]


def counted(what: str, number: int, *, is_in_the_way: bool = False) -> Iterator[Use]:
    """Rows about residents, as a number; nothing where there are none."""
    if number:
        few = _("fewer than %(number)s") % {"number": FEWEST_SHOWN}
        yield Use(what, few if number < FEWEST_SHOWN else str(number), is_in_the_way=is_in_the_way)
