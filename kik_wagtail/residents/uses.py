"""What an area still serves: told where it is used, and in the way of archiving it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kik_wagtail import scope
from kik_wagtail.admin.uses import Use, counted, register_uses, uses_of

from .models import Area, Handover, Resident


def uses_of_areas(row: Any) -> Iterator[Use]:
    """Counts over everybody: a functional administrator sees no resident. Who has left stands in no one's way."""
    if not isinstance(row, Area):
        return
    with scope.everything("how many residents an area serves"):
        residents = Resident.objects.filter(area=row).exclude(status=Resident.Status.LEFT).count()
        waiting = Handover.objects.filter(to_area=row, state=Handover.State.PROPOSED).count()
    yield from counted(_("Residents"), residents, is_in_the_way=True)
    yield from counted(_("Handovers to this area that wait for an answer"), waiting, is_in_the_way=True)
    yield from _members(row.members.count())


def _members(number: int) -> list[Use]:
    """Colleagues are counted out."""
    return [Use(_("Members of the team"), str(number), is_in_the_way=True)] if number else []


def in_the_way_of_archiving(area: Area, *, members: int) -> list[Use]:
    """`members` of the team stay: who goes in the same form is not in the way any more."""
    now = _members(area.members.count())
    return [use for use in uses_of(area) if use.is_in_the_way and use not in now] + _members(members)


def connect() -> None:
    register_uses(uses_of_areas)
