"""Why a resident declined, and why nothing is planned: as the coach who looks back reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kik_wagtail.follow_up.models import FollowUp, NoNextContact
from kik_wagtail.permissions import TEAM_LEAD, roles_of
from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import local

from .words import day_words


def refusal_words(follow_up: FollowUp, user: Any) -> str:
    """The reason of refusal, for the resident's own coach and the team lead: one of the codes touches health."""
    if not follow_up.refusal_reason:
        return ""
    may_read = user.pk == follow_up.resident.coach_id or TEAM_LEAD in roles_of(user)
    return str(follow_up.get_refusal_reason_display()) if may_read else ""


def no_next_words(follow_up: FollowUp, *, day: date) -> str:
    """Why no next contact was agreed when this one was closed."""
    recorded = NoNextContact.objects.filter(
        resident_id=follow_up.resident_id,
        recorded_by=follow_up.closed_by_id,
        from_on=local(follow_up.closed_at).date() if follow_up.closed_at else None,
    )
    return _in_words(recorded.order_by("-pk").first(), day)


def nothing_planned_words(resident: Resident, *, day: date) -> str:
    """Why nothing is planned now, where somebody said so."""
    valid = NoNextContact.objects.valid_on(day).filter(resident=resident)
    return _in_words(valid.order_by("-until_on", "-pk").first(), day)


def _in_words(recorded: NoNextContact | None, day: date) -> str:
    if recorded is None:
        return ""
    until = day_words(recorded.until_on, day)
    reason = recorded.get_reason_display()
    return _("No next contact: %(reason)s. To be looked at again on %(day)s.") % {"reason": reason, "day": until}
