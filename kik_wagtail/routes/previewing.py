"""A route as a screen shows it: the timeline as list and picture, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe

from kik_wagtail.workdays.dates import today

from . import content
from .picture import picture
from .shelf import faults_of
from .timeline import timeline


def shown(frozen: Mapping[str, Any], *, name: str = "kik-route") -> dict[str, Any]:
    """{"timeline", "picture", "name"} of a route's frozen content. `name` makes ids unique on a page with several."""
    described = timeline(content.read(frozen))
    drawn = mark_safe(picture(described, name=name))  # noqa: S308 - escaped by `picture`
    return {"timeline": described, "picture": drawn, "name": name}


def preview_context(route: Any) -> dict[str, Any]:
    frozen = route.frozen_content()
    return shown(frozen) | {"findings": faults_of(frozen, day=today(timezone.now()))}
