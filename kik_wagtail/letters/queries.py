"""Reads of letters: what a resident received, and who received a version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Count

from kik_wagtail.scope.querysets import ScopedQuerySet


class LetterQuerySet(ScopedQuerySet):
    def not_cancelled(self) -> Self:
        return self.exclude(state="cancelled")

    def to_print(self) -> Self:
        """Made, and in nobody's print file."""
        return self.filter(state="made", print_file=None)

    def of_version(self, version: Any) -> Self:
        """A translation stands behind a letter; its Dutch version is the letter's own."""
        column = "translation" if "translation" in version.content else "version"
        return self.filter(**{column: version})

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


def letters_of(resident: Any) -> Any:
    """Every letter of `resident`, newest first, with the wording's version; for the timeline."""
    from .models import Letter

    return Letter.objects.filter(resident=resident).select_related("version", "translation", "made_by").newest_first()


def recipients_of(version: Any) -> Any:
    """Letters with this exact wording, cancelled ones left out: "who received version 4"."""
    from .models import Letter

    return Letter.objects.of_version(version).not_cancelled().select_related("resident").newest_first()


def count_per_version(version_ids: Iterable[int]) -> dict[int, int]:
    """How many letters of each version stand in the open scope; versions without one are left out."""
    from .models import Letter

    ids, found = list(version_ids), dict[int, int]()
    for column in ("version_id", "translation_id"):
        letters = Letter.objects.filter(**{f"{column}__in": ids}).not_cancelled().order_by()
        found |= dict(letters.values_list(column).annotate(letters_made=Count("pk")))
    return found
