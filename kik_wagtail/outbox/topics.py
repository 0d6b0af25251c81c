"""What each topic of the outbox does: registered once, by the rooms' doors, when the apps are ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class Handler(Protocol):
    """Does the thing, with the row's key for the other side to recognise a repetition; may return a receipt."""

    def __call__(self, payload: dict[str, Any], *, key: str, now: datetime) -> str | None: ...


@dataclass(frozen=True)
class Topic:
    name: str
    handler: Handler
    repeatable: bool


class NotDone(Exception):
    """Raised by a handler that is certain nothing left the house: the row is tried again, repeatable or not."""


class UnknownTopic(LookupError):
    pass


_topics: dict[str, Topic] = {}
_bells: list[Callable[[], None]] = []


def register(topic: str, handler: Handler, *, repeatable: bool) -> None:
    """`repeatable`: doing it twice with the same key does no harm. False for mail."""
    _topics[topic] = Topic(topic, handler, repeatable)


def register_bell(ring: Callable[[], None]) -> None:
    """`ring` wakes whoever drains; called after commit. May fail: the tick comes by anyway."""
    if ring not in _bells:
        _bells.append(ring)


def get(topic: str) -> Topic:
    try:
        return _topics[topic]
    except KeyError:
        raise UnknownTopic(topic) from None


def names(*, repeatable: bool | None = None) -> list[str]:
    return [topic.name for topic in _topics.values() if repeatable in (None, topic.repeatable)]


def bells() -> tuple[Callable[[], None], ...]:
    return tuple(_bells)
