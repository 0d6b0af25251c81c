"""When a text can be used for a contact, and how a reference is spelled. No Django, no clock."""

from __future__ import annotations

from datetime import date

from kik_wagtail.snippets.merge_fields import ABOUT_AN_APPOINTMENT, AGREEMENTS
from kik_wagtail.snippets.problems import Problem

from .words import day_in_words

MOST_PAGES = 10  # a letter of more is refused


def reference(*, year: int, number: int) -> str:
    """`KIK-2026-000123`: says nothing about the resident, so it may stand on an envelope and in a file name."""
    return f"KIK-{year}-{number:06}"


def problem_of_text(
    *,
    purpose: str,
    valid_until: date | None,
    is_published: bool,
    has_appointment: bool,
    has_conversation: bool,
    today: date,
) -> Problem | None:
    """Why this text cannot be used now, or None."""
    if not is_published:
        return Problem("text_not_published", "text")
    if valid_until is not None and valid_until < today:
        return Problem("text_expired", "text", {"until": day_in_words(valid_until)})
    if purpose in ABOUT_AN_APPOINTMENT and not has_appointment:
        return Problem("needs_appointment", "text")
    if purpose == AGREEMENTS and not has_conversation:
        return Problem("needs_conversation", "text")
    return None
