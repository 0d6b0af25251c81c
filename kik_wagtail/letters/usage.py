"""Tells the texts' room how many letters were made with a version, and where it is said to whom."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.snippets import usage

from .queries import count_per_version


def count_letters(version_ids: list[int]) -> dict[int, int]:
    """Of everybody: an editor sees how often a wording was sent, and no resident."""
    with scope.everything("how many letters were made with a version of a text"):
        return count_per_version(version_ids)


def recipients_url(version: Any, user: Any) -> str:
    return reverse("kik_letters:recipients", args=[version.pk]) if user.has_perm("kik_wagtail.view_letter") else ""


def connect() -> None:
    usage.register_letters(count=count_letters, recipients_url=recipients_url)
