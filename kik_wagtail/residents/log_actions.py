"""How what is done for residents reads in the site's history. Labels only: no personal values."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


def register_resident_log_actions(actions: Any) -> None:
    for action, label in (
        ("kik.handover_proposed", _("Proposed a handover")),
        ("kik.handover_refused", _("Refused a handover")),
        ("kik.handover_withdrawn", _("Withdrew a handover")),
        ("kik.handed_over", _("Handed over")),
        ("kik.stand_in", _("Arranged a stand-in")),
        ("kik.stand_in_ended", _("Ended a stand-in")),
    ):
        actions.register_action(action, label, label)
