"""How what is done with contacts reads in the site's history. Labels only: no personal values."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


def register_follow_up_log_actions(actions: Any) -> None:
    for action, label in (
        ("kik.planned", _("Planned a contact")),
        ("kik.rescheduled", _("Moved a contact")),
        ("kik.appointment", _("Made an appointment")),
        ("kik.no_next_contact", _("Recorded why there is no next contact")),
        ("kik.closed", _("Closed a contact")),
        ("kik.reopened", _("Took back that a conversation did not take place")),
        ("kik.attempt", _("Recorded a call")),
        ("kik.attempt_undone", _("Took back the result of a call")),
        ("kik.commitment_done", _("Marked a promise as kept")),
        ("kik.commitment_undone", _("Took back that a promise was kept")),
        ("kik.referred", _("Referred to a partner")),
        ("kik.referral_progress", _("Recorded what the partner said")),
        ("kik.report", _("Wrote a conversation report")),
        ("kik.report_note", _("Added a correction to a report")),
        ("kik.plan", _("Saved a development plan")),
        ("kik.feed_made", _("Made an address for the calendar")),
        ("kik.feed_ended", _("Ended the address for the calendar")),
    ):
        actions.register_action(action, label, label)
