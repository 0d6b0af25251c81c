"""The kinds of text that are published as versions: how each reads, comes back as a draft and shows on the screens of
versions. Letter texts and guides stand in `text_kinds`; a room above registers its own.

kinds.register(Kind(slug="werkwijze", model=Route, version=RouteVersion, ...))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .lines import Labels, Line

Content = Mapping[str, Any]
Context = dict[str, Any]


class Restored(NamedTuple):
    """Values for the fields of a text, and what is told with them."""

    values: dict[str, Any]
    passages: list[str]  # titles of passages that became text
    lost: list[str]  # names of what is no longer there


class Side(NamedTuple):
    """One of two that are compared: a version, the draft, or nothing yet."""

    value: str  # as in the address: "3", "concept" or ""
    name: str
    content: Content


class Pages:
    """What the screens of versions show of one kind beside what all have in common: templates ("" for none), and
    what these need. `query` is what the reader chose in the address."""

    about = ""  # in the row of a version, below who and when
    short = ""  # the version in its row
    whole = ""  # one version
    in_short = ""  # items of "In short" on the page of what changes
    beside = ""  # below the words on that page
    is_narrow = False  # `short` stands beside the rest of its row
    styles: tuple[str, ...] = ()  # style sheets that the templates need

    def of_rows(self, versions: Sequence[Any], user: Any) -> dict[int, Context]:
        """By key of the version."""
        return {}

    def of_version(self, version: Any, query: Mapping[str, str]) -> Context:
        return {}

    def of_changes(self, text: Any, old: Side, new: Side, query: Mapping[str, str]) -> Context:
        return {}


@dataclass(frozen=True, slots=True)
class Kind:
    slug: str  # in addresses: kik/teksten/brief/7/versies/
    model: type[Any]
    version: type[Any]
    lines: Callable[[Content, Labels], list[Line]]
    covers: frozenset[str]  # fields whose words are in `lines`
    restored: Callable[[Content], Restored]
    nothing: Content  # of a text that has no version yet
    pages: Pages = field(default_factory=Pages)
    line_labels: Mapping[str, Any] = field(default_factory=dict)  # of kinds of lines that only this kind has
    on_paper: Callable[[Any], bytes] | None = None  # a version as PDF


_kinds: dict[type, Kind] = {}


def register(kind: Kind) -> None:
    """Registering again (a reloaded app) replaces it."""
    _kinds[kind.model] = kind


def models() -> list[type[Any]]:
    return list(_kinds)


def has_versions(model: type) -> bool:
    return model in _kinds


def of_model(model: type) -> Kind:
    return _kinds[model]


def of(text: Any) -> Kind:
    return _kinds[type(text)]


def by_slug(slug: str) -> Kind | None:
    return next((kind for kind in _kinds.values() if kind.slug == slug), None)
