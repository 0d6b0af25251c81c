"""The list of letter texts: what few of them have (a language, the archive) stands below the title, not in a column."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import TitleColumn

from kik_wagtail.admin.snippets import ArchivedIndexView


class LetterTitleColumn(TitleColumn):
    cell_template_name = "kik_wagtail/snippets/letter_title_cell.html"


class LetterIndexView(ArchivedIndexView):
    def _get_title_column(self, field_name: str, column_class: type = LetterTitleColumn, **kwargs: Any) -> TitleColumn:
        return super()._get_title_column(field_name, column_class, **kwargs)
