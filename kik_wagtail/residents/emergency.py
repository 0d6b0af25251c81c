"""Breaking the glass: a coach with an urgent reason sees one resident of others for eight hours, and it is told.

Found by the exact client number only, after the reason was given. Nothing is listed and no name is asked for, so
nobody learns who is known here by trying names; who tries numbers is told of at each one that exists.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kik_wagtail.errors import DomainError
from kik_wagtail.permissions import COACH, TEAM_LEAD, roles_of

from .access import EMERGENCY, recorded
from .models import Resident
from .models.temporary_access import HOURS, TemporaryAccess

MOST_AT_ONCE = 5  # an emergency is about one resident, not about a list of them
ROUTE = "kik_desk:emergency"


class UnknownNumber(DomainError):
    code = "residents.unknown_number"
    title = _("There is no resident with this client number.")
    advice = _("Look at the number again, on the letter or in the case system.")


class TooManyOpened(DomainError):
    code = "residents.too_many_opened"
    title = _("You have opened {most} residents in an emergency already.")
    advice = _("Ask the team lead of the resident's area.")


def may_break_glass(user: Any) -> bool:
    """Coaches and team leads. A superuser has no resident to help."""
    return bool({COACH, TEAM_LEAD} & roles_of(user)) and user.has_perm("kik_wagtail.add_temporaryaccess")


def opened_by(user: Any, *, now: datetime) -> list[TemporaryAccess]:
    """What the user has open in an emergency, the newest first."""
    own = TemporaryAccess.objects.valid_at(now).in_emergency().filter(user=user)
    return list(own.select_related("resident").order_by("-from_at", "-pk"))


@transaction.atomic
def open_in_emergency(*, client_number: str, why: str, reason: str, user: Any, now: datetime) -> TemporaryAccess:
    """Sight of this resident until eight hours from `now`. What is open already stays as it is: a second press makes none.

    Raises UnknownNumber, TooManyOpened, or PermissionDenied.
    """
    if not may_break_glass(user):
        raise PermissionDenied
    with recorded(user=user, route=ROUTE, reason=EMERGENCY, origin="web"):
        get_user_model()._default_manager.select_for_update().get(pk=user.pk)  # one press of theirs after the other
        own = TemporaryAccess.objects.valid_at(now).in_emergency().filter(user=user)
        if opened := own.filter(resident__client_number=client_number).first():
            return opened
        if own.count() >= MOST_AT_ONCE:  # asked first: or the answer would tell which number exists
            raise TooManyOpened(most=MOST_AT_ONCE)
        known = Resident.objects.filter(client_number=client_number).first()
        if known is None:
            raise UnknownNumber
        opened = TemporaryAccess.objects.create(
            user=user,
            resident=known,
            kind=TemporaryAccess.Kind.BREAK_GLASS,
            why=why,
            reason=reason,
            from_at=now,
            until=now + HOURS,
        )
        log(known, "kik.opened_in_emergency", user=user, data={"access": opened.pk, "why": why})
    return opened


@transaction.atomic
def note_seen(*, opened: TemporaryAccess, user: Any, now: datetime) -> bool:
    """A team lead has looked at it; False where a colleague was first."""
    if TemporaryAccess.objects.filter(pk=opened.pk, seen_at=None).update(seen_by=user, seen_at=now) != 1:
        return False
    log(opened.resident, "kik.emergency_seen", user=user, data={"access": opened.pk})
    return True
