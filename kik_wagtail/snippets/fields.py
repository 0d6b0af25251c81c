"""Rich text with our own editor, in a model."""

from __future__ import annotations

from typing import Any

from wagtail.fields import RichTextField


class WordingField(RichTextField):
    """For a migration it is Wagtail's own field: only its form differs."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        from .widgets import WordingArea  # asks Wagtail's hooks for the features, which are not there at start

        return super().formfield(**{"widget": WordingArea(features=self.features)} | kwargs)
