"""Panels of the edit screens that are more than a field."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class TranslationPanel(Panel):
    """Of a translation only: what it is a translation of, and what became different in the Dutch text since."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "kik_wagtail/snippets/translation_panel.html"

        def is_shown(self) -> bool:
            return self.instance.is_translation

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            original = self.instance.translation_of
            edit = original.snippet_viewset.get_url_name("edit")
            newest = original.versions.values_list("number", flat=True).first()
            return super().get_context_data(parent_context) | {
                "text": self.instance,
                "original": original,
                "original_url": reverse(edit, args=[original.pk]),
                "newest": newest,
                "is_behind": newest is not None and self.instance.translated_version != newest,
                "changes_url": reverse("kik_texts:changes", args=["brief", original.pk]),
            }
