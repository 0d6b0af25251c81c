"""How what is done for residents reads in the site's history. Labels only: no personal values."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from .models import TemporaryAccess


def register_resident_log_actions(actions: Any) -> None:
    for action, label in (
        ("kik.handover_proposed", _("Proposed a handover")),
        ("kik.handover_refused", _("Refused a handover")),
        ("kik.handover_withdrawn", _("Withdrew a handover")),
        ("kik.handed_over", _("Handed over")),
        ("kik.stand_in", _("Arranged a stand-in")),
        ("kik.stand_in_ended", _("Ended a stand-in")),
        ("kik.emergency_seen", _("Looked at an opening in an emergency")),
    ):
        actions.register_action(action, label, label)

    @actions.register_action("kik.opened_in_emergency")
    class OpenedInEmergency(LogFormatter):
        """Stands in the resident's own history: who, when and which of the closed reasons."""

        label = _("Opened in an emergency")

        def format_message(self, log_entry: Any) -> str:
            why = dict(TemporaryAccess.Why.choices).get(log_entry.data.get("why"), "")
            return gettext("Opened in an emergency, for at most eight hours: %(why)s") % {"why": why}
