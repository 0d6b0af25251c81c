"""What kik_check says about residents and contacts: the invariants that no constraint can hold. All should read 0."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kik_wagtail import scope
from kik_wagtail.checks import Finding, register_finding
from kik_wagtail.residents.models import AreaMember, Resident, TemporaryAccess
from kik_wagtail.residents.services import personal_models
from kik_wagtail.workdays.dates import add_months, today

from .models import FollowUp, NoNextContact
from .queries import without_next_contact
from .rules import DAYS_FOR_NEVER_SPOKEN, MAX_MONTHS

LOOKED_AT_WITHIN = timedelta(days=7)
READ_EVERYTHING = "kik_check: invariants of residents and contacts"


@register_finding
def nobody_forgotten(now: datetime) -> Iterator[Finding]:
    with scope.everything(READ_EVERYTHING):
        number = without_next_contact(Resident.objects.all(), today(now)).count()
    if number:
        yield Finding(
            code="follow_up.nothing_planned",
            level="warning",
            message=ngettext(
                "%(number)s resident in view has no next contact and no reason for that.",
                "%(number)s residents in view have no next contact and no reason for that.",
                number,
            )
            % {"number": number},
            hint=_("Their coaches see them under “nothing planned”; residents without a coach need one first."),
        )


@register_finding
def everybody_has_an_owner(now: datetime) -> Iterator[Finding]:
    """Signals of who has a coach that works here no more reach nobody."""
    with scope.everything(READ_EVERYTHING):
        works = AreaMember.objects.filter(user_id=OuterRef("coach_id"), user__is_active=True)
        number = Resident.objects.in_view().exclude(coach=None).filter(~Exists(works)).count()
    if number:
        yield Finding(
            code="residents.coach_left",
            level="warning",
            message=ngettext(
                "%(number)s resident has a coach who works in no team any more.",
                "%(number)s residents have a coach who works in no team any more.",
                number,
            )
            % {"number": number},
            hint=_("Their team lead finds them under “My team” and spreads them from there."),
        )


@register_finding
def emergencies_are_looked_at(now: datetime) -> Iterator[Finding]:
    """A team may have no lead, or one who is away: then nobody looks."""
    waiting = TemporaryAccess.objects.in_emergency().filter(seen_at=None, from_at__lt=now - LOOKED_AT_WITHIN)
    if number := waiting.count():
        yield Finding(
            code="residents.emergency_not_looked_at",
            level="warning",
            message=ngettext(
                "%(number)s opening of a resident in an emergency was looked at by nobody for a week.",
                "%(number)s openings of residents in an emergency were looked at by nobody for a week.",
                number,
            )
            % {"number": number},
            hint=_("The team lead of the area finds them under “My team”. An area without a team lead needs one."),
        )


@register_finding
def areas_agree(now: datetime) -> Iterator[Finding]:
    """A row with another area than its resident's is shown to a team that has no business with it."""
    with scope.everything(READ_EVERYTHING):
        wrong = {model: model.objects.exclude(area_id=F("resident__area_id")).count() for model in personal_models()}
    for model, number in wrong.items():
        if number:
            yield Finding(
                code="residents.area_differs",
                level="error",
                message=_("%(number)s rows of “%(model)s” have another area than their resident.")
                % {"number": number, "model": model._meta.verbose_name_plural},
                hint=_("Something wrote them past residents.services.move_to_area. Set their area to the resident's."),
            )


@register_finding
def last_conversations_agree(now: datetime) -> Iterator[Finding]:
    with scope.everything(READ_EVERYTHING):
        held = FollowUp.objects.held().conversations().filter(resident_id=OuterRef("pk"))
        later = held.filter(held_on__gt=OuterRef("last_conversation_on"))
        never = Q(last_conversation_on=None) & Q(Exists(held))
        number = Resident.objects.filter(Q(Exists(later)) | never).count()
    if number:
        yield Finding(
            code="residents.last_conversation_differs",
            level="error",
            message=_("%(number)s residents had a later conversation than their last conversation says.")
            % {"number": number},
            hint=_("Their 12-month limit is too early. Set the last conversation to the last one held."),
        )


@register_finding
def limits_hold(now: datetime) -> Iterator[Finding]:
    """Invariant 2: latest is 12 months after the last conversation, or 28 days after planning where that was past."""
    with scope.everything(READ_EVERYTHING):
        beyond = sum(_is_beyond(*row) for row in _open_windows())
        too_long = sum(until > add_months(start, MAX_MONTHS) for start, until, _key in _reasons())
    for code, number in (("follow_up.latest_beyond_limit", beyond), ("follow_up.reason_too_long", too_long)):
        if number:
            yield Finding(
                code=code,
                level="error",
                message=_("%(number)s contacts or reasons reach further than 12 months.") % {"number": number},
                hint=_("Plan them again from the contact screen, so that the limit is worked out anew."),
            )


def _open_windows() -> Iterator[tuple]:
    rows = FollowUp.objects.open().conversations()
    return rows.values_list("latest_on", "planned_at", "resident__last_conversation_on", "resident_id").iterator()


def _reasons() -> Iterator[tuple]:
    return NoNextContact.objects.values_list("from_on", "until_on", "resident_id").iterator()


def _is_beyond(latest: date, planned_at: datetime, last_held: date | None, resident_id: int) -> bool:
    limit = today(planned_at) + timedelta(days=DAYS_FOR_NEVER_SPOKEN)
    if last_held is not None:
        limit = max(limit, add_months(last_held, MAX_MONTHS))
    return latest > limit
