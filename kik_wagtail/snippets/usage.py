"""Where a text is used, and how many letters were made of it. The rooms above tell it: this room knows neither.

usage.register_letters(count=..., recipients_url=...)       # the room that makes letters
usage.register_uses(lambda text: [Use(...), ...])           # a room that points to texts, such as routes
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.admin.uses import FEWEST_SHOWN, Use, counted, register_uses, uses_of

from . import kinds
from .draft_uses import drafts_with
from .models import CoreValue, LetterText

__all__ = ["FEWEST_SHOWN", "Use", "counted", "register_uses", "uses_of"]

Count = Callable[[list[int]], dict[int, int]]


class Letters(NamedTuple):
    count: Count
    recipients_url: Callable[[Any, Any], str]  # (version, user) -> page with who received it, or "" for who may not


_letters: list[Letters] = []


def register_letters(*, count: Count, recipients_url: Callable[[Any, Any], str]) -> None:
    """There is one such room; registering again (a reloaded app) replaces it."""
    _letters[:] = [Letters(count, recipients_url)]


def letters_per_version(version_ids: Iterable[int]) -> dict[int, int]:
    """How many letters were made with each version, whoever received them; versions without one are left out."""
    ids = list(version_ids)
    return _letters[0].count(ids) if _letters and ids else {}


def is_sent(text: Any) -> bool:
    """Are letters made of this kind of text?"""
    return isinstance(text, LetterText)


def recipients_url(version: Any, user: Any) -> str:
    return _letters[0].recipients_url(version, user) if _letters else ""


def uses_in_texts(row: Any) -> Iterator[Use]:
    """What core's reference index does not follow: which letters serve a core value, how often a letter was sent."""
    if isinstance(row, CoreValue):
        for letter in row.letter_texts.all():
            yield Use(
                _("Letter that serves it"), letter.title, reverse("kik_texts:versions", args=["brief", letter.pk])
            )
    if is_sent(row):
        made = letters_per_version(row.versions.values_list("pk", flat=True))
        yield from counted(_("Letters made of it"), sum(made.values()))


def uses_in_drafts(row: Any) -> Iterator[Use]:
    """Leads to what the draft changes, where the text has such a page."""
    for text in drafts_with(row):
        url = ""
        if kinds.has_versions(type(text)):
            url = reverse("kik_texts:changes", args=[kinds.of(text).slug, text.pk])
        yield Use(_("In a draft, not live"), text.title, url)


register_uses(uses_in_texts)
register_uses(uses_in_drafts)
