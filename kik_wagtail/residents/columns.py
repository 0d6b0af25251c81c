"""Which columns stand in the list of residents, and in which order: each person's own choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .models import ColumnChoice, Resident

HOOK = "register_kik_resident_columns"
DEFAULT = ("next", "last_conversation_on", "limit", "rhythm", "coach_display", "area", "status")
Annotate = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column that somebody may choose. Number and name always stand before it.

    `value`: what stands in the cell, of a resident; without it, the field or the screen's method of this name.
    `annotate`: adds to the query of the list what `value` and `sort_key` need, so that no row asks on its own.
    """

    name: str
    label: str | Promise
    value: Callable[[Resident], Any] | None = None
    sort_key: str = ""
    annotate: Annotate | None = None


OWN = (
    ListColumn("last_conversation_on", _("last conversation")),
    ListColumn("coach_display", _("coach")),
    ListColumn("coach_since", _("coach since")),
    ListColumn("area", _("area")),
    ListColumn("status", _("status")),
    ListColumn("preferred_place_kind", _("preferred place")),
    ListColumn("preferred_channel", _("preferred channel")),
    ListColumn("initiative", _("initiative")),
    ListColumn("best_time", _("best time")),
    ListColumn("joined_on", _("in view since")),
)


def offered() -> dict[str, ListColumn]:
    """Ours, and what rooms above and host sites add: HOOK takes nothing and gives ListColumns."""
    added = (column for offers in hooks.get_hooks(HOOK) for column in offers())
    return {column.name: column for column in (*added, *OWN)}


def chosen_by(user: Any) -> list[ListColumn]:
    """In the order of the list. What is offered no longer is left out; without a choice: DEFAULT."""
    choice = ColumnChoice.objects.filter(user=user).first()
    known = offered()
    return [known[name] for name in (DEFAULT if choice is None else choice.names) if name in known]


def choose(*, names: Iterable[str], user: Any) -> None:
    """In this order; what is not offered is left out."""
    known = offered()
    kept = [name for name in dict.fromkeys(names) if name in known]
    ColumnChoice.objects.update_or_create(user=user, defaults={"names": kept})


def choose_default(*, user: Any) -> None:
    ColumnChoice.objects.filter(user=user).delete()
