"""What is wrong with a wording where it is sent. The rooms that send letter texts say it; this room knows none of them.

senders.register(prepare)      # prepare() -> check; check(text, content) -> findings; `text` is the Dutch one

`prepare` is asked once for a run over many texts: what it has to read is read then. The codes begin with `text.`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from kik_wagtail.checks import Finding

Check = Callable[[Any, Mapping[str, Any]], Iterable[Finding]]
REFUSED = frozenset({"text.no_appointment"})

_prepares: list[Callable[[], Check]] = []


def register(prepare: Callable[[], Check]) -> None:
    if prepare not in _prepares:
        _prepares.append(prepare)


def checks() -> Check:
    """Every room's check in one. Asked with the Dutch text: its translations go along with it."""
    prepared = [prepare() for prepare in _prepares]
    return lambda text, content: [finding for check in prepared for finding in check(text, content)]


def findings_of(text: Any, content: Mapping[str, Any], *, check: Check | None = None) -> list[Finding]:
    """Of a wording of `text`, published or not. `check`: from `checks`, for who looks at several."""
    sent = text.translation_of or text
    return list((check or checks())(sent, content)) if sent.pk else []


def refused_of(text: Any, content: Mapping[str, Any], *, check: Check | None = None) -> list[Finding]:
    """Why this wording may not be published: a letter of it could not be made where it is sent."""
    return [one for one in findings_of(text, content, check=check) if one.code in REFUSED]


def refuse(found: Iterable[Finding], *, field: str) -> None:
    """One error for all, because a stream shows its first only; what to do is said once. Raises ValidationError."""
    found = list(found)
    said = dict.fromkeys([*(one.message for one in found), *(one.hint for one in found)])
    if said:
        raise ValidationError({field: " ".join(said)})
