"""The scope of the moment: whose residents the code that runs now may know about.

A `Scope` stands in a context variable. Personal querysets read it when their SQL is *compiled*
(see `expressions`), so a queryset kept in a form class never carries one user's rows to another.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

_current: ContextVar[Scope | None] = ContextVar("kik_wagtail_scope", default=None)


class ScopeMissing(RuntimeError):
    """Personal data was asked for outside any scope."""


class NotTraceable(RuntimeError):
    """These rows cannot be tied to residents, so no access record could be written."""


@dataclass(frozen=True)
class Grants:
    """What one user may see: all rows of `areas`, and the rows of these `residents` besides.

    `urgent`: of these residents, whom the user sees by breaking the glass only.
    """

    areas: frozenset[int] = frozenset()
    residents: frozenset[int] = frozenset()
    urgent: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Scope:
    reason: str
    sees_everything: bool = False
    find_grants: Callable[[], Grants] = Grants
    seen: set[int] = field(default_factory=set)

    @cached_property
    def grants(self) -> Grants:
        """Looked up once, at the first query that needs it: a page without residents pays nothing."""
        with enter(Scope("grants", sees_everything=True)):
            return self.find_grants()

    def allows(self, area_id: int | None, resident_id: int | None) -> bool:
        return self.sees_everything or area_id in self.grants.areas or resident_id in self.grants.residents


def current() -> Scope:
    scope = _current.get()
    if scope is None:
        raise ScopeMissing(
            "Personal data was asked for outside a scope. In a request: add kik_wagtail.middleware.ScopeMiddleware. "
            "In a job or command: use residents.access.as_user(user) or scope.everything(reason)."
        )
    return scope


def is_open() -> bool:
    return _current.get() is not None


@contextlib.contextmanager
def enter(scope: Scope) -> Iterator[Scope]:
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


def for_user(user: Any, find_grants: Callable[[Any], Grants]) -> Scope:
    """`user` may be lazy; nobody logged in sees nothing."""
    return Scope("user", find_grants=lambda: find_grants(user) if user.is_authenticated else Grants())


def everything(reason: str) -> contextlib.AbstractContextManager[Scope]:
    """All rows, for a job or command. Every use stands in a reviewed list (see the architecture tests)."""
    if not reason.strip():
        raise ValueError("Give the reason for opening everything.")
    return enter(Scope(reason, sees_everything=True))


def unnoted(reason: str) -> contextlib.AbstractContextManager[Scope]:
    """The same rows without access records, for checks whose rows nobody gets to see. Reviewed likewise."""
    if not reason.strip():
        raise ValueError("Give the reason for leaving no access record.")
    return enter(replace(current(), reason=reason, seen=set()))
