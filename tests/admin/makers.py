"""Makers of the rows that the screens' tests look at."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.utils import timezone

from kik_wagtail.residents.models import Handover


def grant(user: Any, *codenames: str) -> Any:
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


@dataclass
class World:
    coach: Any
    stranger: Any
    own: Any
    foreign: Any
    own_handover: Handover
    foreign_handover: Handover


def make_handover(resident, to_coach, **values):
    values = {"reason": "moved", "proposed_at": timezone.now(), "state": Handover.State.ACCEPTED} | values
    return Handover.objects.create(
        resident=resident,
        area=resident.area,
        from_area=resident.area,
        to_area=resident.area,
        to_coach=to_coach,
        **values,
    )
