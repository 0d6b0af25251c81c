"""Small makers of test rows. Call them inside a scope (`scope.everything("test")` or the `everything` fixture)."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from kik_wagtail.follow_up.models import FollowUp, Kind
from kik_wagtail.permissions import GROUP_NAMES
from kik_wagtail.residents.models import Area, AreaMember, Resident

_numbers = itertools.count(1)


def make_user(username: str = "", *, roles: tuple[str, ...] = (), **values: Any) -> Any:
    """A user in the groups of these roles; the groups get their rights from kik_setup, not here."""
    username = username or f"user{next(_numbers)}"
    user = get_user_model().objects.create_user(username, f"{username}@example.org", "password", **values)
    user.groups.set([Group.objects.get_or_create(name=GROUP_NAMES[role])[0] for role in roles])
    return user


def make_area(name: str = "", *members: Any, role: str = AreaMember.Role.COACH) -> Area:
    area = Area.objects.create(name=name or f"Area {next(_numbers)}", phone="050 367 12 34")
    for user in members:
        AreaMember.objects.create(area=area, user=user, role=role)
    return area


def make_resident(*, area: Area | None = None, **values: Any) -> Resident:
    number = next(_numbers)
    values = {
        "client_number": f"09{number:05}",
        "surname": f"Testpersoon{number}",
        "first_name": "Sanne",
        "initials": "S.",
        "street": "Korreweg",
        "house_number": "12",
        "postcode": "9715 AB",
        "city": "Groningen",
        "phone": "+31612345678",
        "joined_on": date(2020, 1, 1),
    } | values
    return Resident.objects.create(area=area or make_area(), **values)


def make_follow_up(resident: Resident, *, target_on: date, **values: Any) -> FollowUp:
    values = {
        "kind": Kind.FOLLOW_UP,
        "coach_id": resident.coach_id,
        "earliest_on": target_on - timedelta(days=14),
        "latest_on": target_on + timedelta(days=14),
        "planned_at": timezone.now(),
    } | values
    return FollowUp.objects.create(resident=resident, area_id=resident.area_id, target_on=target_on, **values)


def closed(outcome: str, on: datetime, **values: Any) -> dict[str, Any]:
    """Fields of a closed contact, for make_follow_up(**closed(...))."""
    held = {"held_on": on.date()} if outcome == "held" else {}
    return {"outcome": outcome, "closed_at": on, **held, **values}
