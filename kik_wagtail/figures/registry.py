"""Named counts that a page may show. A host site adds its own with `register`.

registry.register(NamedCount("visits", _("visits this month"), count=lambda now: 42))
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kik_wagtail import scope
from kik_wagtail.admin.uses import FEWEST_SHOWN

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NamedCount:
    """`count(now)` gives a whole number of residents or things; one under FEWEST_SHOWN could point to a person, and is never shown."""

    code: str
    label: Any  # a message, translated where it is shown
    count: Callable[[datetime], int]
    explanation: Any = ""


@dataclass(frozen=True, slots=True)
class Counted:
    label: str
    explanation: str
    number: int | None  # None: fewer than `fewest`
    counted_at: datetime
    fewest: int = FEWEST_SHOWN


class Figures:
    def __init__(self) -> None:
        self._known: dict[str, NamedCount] = {}

    def register(self, figure: NamedCount) -> None:
        """Again under the same code (a reloaded app) replaces it."""
        self._known[figure.code] = figure

    def __iter__(self) -> Iterator[NamedCount]:
        return iter(self._known.values())

    def counted(self, code: str, *, now: datetime) -> Counted | None:
        """None where no such count is registered (any more), or where it failed: a page has more to say than one number.

        Only the count itself sees everybody, and only a whole number comes out of it.
        """
        figure = self._known.get(code)
        if figure is None:
            return None
        try:
            with scope.everything("figures: a count for everybody"):
                number = int(figure.count(now))
        except Exception as error:  # a host's own count; its message may hold a name
            logger.error("figure %s: %s", code, type(error).__name__)
            return None
        return Counted(str(figure.label), str(figure.explanation), number if number >= FEWEST_SHOWN else None, now)


figures = Figures()


def choices() -> list[tuple[str, str]]:
    """A function, so that the migration refers to it and a host's own count makes no migration."""
    return [(figure.code, str(figure.label)) for figure in figures]
