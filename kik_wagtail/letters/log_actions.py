"""How what happened to a letter reads in the site's history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


def register_letter_log_actions(actions: Any) -> None:
    actions.register_action("kik.letter_made", _("Letter: made"), _("Made a letter"))
    actions.register_action("kik.letter_printed", _("Letter: printed"), _("Marked a letter as printed"))
    actions.register_action("kik.letter_cancelled", _("Letter: cancelled"), _("Cancelled a letter"))
    actions.register_action("kik.letters_to_print", _("Letters: print file"), _("Took letters to print them"))
    actions.register_action("kik.letters_put_back", _("Letters: put back"), _("Put letters back to be printed later"))
