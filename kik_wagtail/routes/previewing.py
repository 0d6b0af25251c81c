"""What an editor sees beside the rows: the timeline as list and picture, and what is wrong."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe

from kik_wagtail.workdays.dates import today

from . import content
from .picture import picture
from .shelf import faults_of
from .timeline import timeline


def shown(frozen: dict[str, Any]) -> dict[str, Any]:
    """{"timeline", "picture"} of a route's frozen content."""
    described = timeline(content.read(frozen))
    return {"timeline": described, "picture": mark_safe(picture(described))}  # noqa: S308 - escaped by `picture`


def preview_context(route: Any) -> dict[str, Any]:
    frozen = route.frozen_content()
    return shown(frozen) | {"findings": faults_of(frozen, day=today(timezone.now()))}
