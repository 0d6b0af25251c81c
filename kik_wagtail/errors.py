"""Errors of the domain: a stable code, a title, and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise


class DomainError(Exception):
    """Something a person can mend. `code` is stable; `title` and `advice` are translatable sentences."""

    code: str = "error"
    title: str | Promise = ""
    advice: str | Promise = ""

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.code)

    def __str__(self) -> str:
        """One line: what is wrong and what to do."""
        return " ".join(str(text).format(**self.values) for text in (self.title, self.advice) if text)
