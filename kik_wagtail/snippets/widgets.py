"""The editor of our texts: Draftail, whatever it posts."""

from __future__ import annotations

from typing import Any

from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea

from . import contentstate


class WordingArea(DraftailRichTextArea):
    def format_value(self, value: Any) -> str:
        return contentstate.for_script(super().format_value(value))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """Raises ValueError for what no editor posts; `forms.EditorialForm` answers that."""
        posted = data.get(name)
        return (
            None if posted is None else self.converter.to_database_format(contentstate.readable(posted, self.features))
        )
