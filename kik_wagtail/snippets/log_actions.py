"""How what happened to a text reads in its history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

RESTORED = "kik.text_restored"
REPLACED = "kik.text_words_replaced"
IMPORTED = "kik.text_read_in"
KEPT_OURS = "kik.text_kept_ours"


def register_text_log_actions(actions: Any) -> None:
    @actions.register_action(RESTORED)
    class RestoredFormatter(LogFormatter):
        label = _("Text: old version taken up again")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Took version %(number)s up again as a draft") % {"number": log_entry.data.get("version")}

    @actions.register_action(REPLACED)
    class ReplacedFormatter(LogFormatter):
        label = _("Text: words replaced")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Replaced “%(from)s” by “%(to)s” in a draft: %(count)s times") % log_entry.data

    @actions.register_action(IMPORTED)
    class ImportedFormatter(LogFormatter):
        label = _("Text: read in from a file")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Read in from a file, as a draft")

    @actions.register_action(KEPT_OURS)
    class KeptOursFormatter(LogFormatter):
        label = _("Text: own wording kept")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Kept the own wording beside a newer one of the package")
