"""Frozen content of letters and routes as a reader of a page sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from kik_wagtail.routes import content as route_content
from kik_wagtail.routes.previewing import shown
from kik_wagtail.routes.timeline import Timeline, timeline
from kik_wagtail.snippets import conditions, wording
from kik_wagtail.snippets.lines import Labels, Line, letter_lines
from kik_wagtail.snippets.merge_fields import registry

from .shelf import Shown

PRINTED = frozenset({"subject", "heading", "text", "item", "free_slot", "agreements", "signature"})


def letter_words(content: Mapping[str, Any]) -> list[Line]:
    """The letter line by line, a field as [its label]; a line that stands under a condition says under which."""
    return [line for line in letter_lines(content, Labels(read=_read)) if line.kind in PRINTED]


def explained_fields(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """[{"label", "example", "source"}] of every merge field in the letter, in the order in which they come."""
    return [
        {"label": gettext(field.label), "example": field.example, "source": gettext(field.source)}
        for field in (registry[name] for name in wording.fields_of(dict(content)) if name in registry)
    ]


def route_shown(route: Shown, name: str) -> dict[str, Any]:
    """{"timeline", "picture" (safe SVG), "name" for ids}; a page may show a route twice."""
    return shown(route.content, name=name)


def timeline_of(route: Shown) -> Timeline:
    return timeline(route_content.read(route.content))


def _read(kind: str, name: str) -> str:
    if kind == "field" and name in registry:
        return gettext(registry[name].label)
    if kind == "condition":
        return next((gettext(one.label) for one in conditions.all_conditions() if one.name == name), name)
    return name
