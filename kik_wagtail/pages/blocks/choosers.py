"""Choosers whose rows a page fetches together with all else that it names (see pages.shelf)."""

from __future__ import annotations

import copy
from typing import Any

from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from kik_wagtail.pages.shelf import laid_ready


class _LaidReady:
    is_laid_ready = True

    def bulk_to_python(self, values: Any) -> list[Any]:
        ready = laid_ready(self.model_class)  # type: ignore[attr-defined]
        if ready is None:
            return super().bulk_to_python(values)  # type: ignore[misc]
        return [copy.copy(ready.get(value)) for value in values]


class TextChooserBlock(_LaidReady, SnippetChooserBlock):
    """For a migration it is Wagtail's own."""

    def deconstruct(self) -> Any:
        return ("wagtail.snippets.blocks.SnippetChooserBlock", *super().deconstruct()[1:])


class FileChooserBlock(_LaidReady, DocumentChooserBlock):
    def deconstruct(self) -> Any:
        return ("wagtail.documents.blocks.DocumentChooserBlock", *super().deconstruct()[1:])
