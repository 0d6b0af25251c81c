"""Invents residents with their contacts and saves them, in lots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from kik_wagtail import scope
from kik_wagtail.follow_up.models import Kind
from kik_wagtail.residents.models import Area, Resident
from kik_wagtail.snippets.models import ConversationGuide, Partner
from kik_wagtail.workdays.calendar import DutchCalendar

from .history import History
from .residents import Invented, invent
from .staff import coaches_by_name
from .teller import Rows, World
from .upcoming import Upcoming

LOT = 500


def make_residents(*, count: int, seed: int, today: date) -> int:
    """Residents 1 to `count`, of whom those that are there already stay as they are; how many are new."""
    world = _world(today)
    with scope.everything("kik_demo: making invented residents"):
        there = dict(Resident.objects.filter(client_number__startswith="9").values_list("client_number", "id"))
        everyone = (
            invent(number=number, seed=seed, today=today, areas=world.areas, coaches=world.coaches)
            for number in range(1, count + 1)
        )
        new = (person for person in everyone if person.resident.client_number not in there)
        return sum(_save(lot, world) for lot in _lots(new))


def _world(today: date) -> World:
    guides = {kind: ConversationGuide.objects.for_contact(kind=kind, at_a_distance=False) for kind in Kind.values}
    return World(
        today=today,
        calendar=DutchCalendar(),
        areas=Area.objects.in_bulk(field_name="name"),
        coaches=coaches_by_name(),
        guides=guides,
        partners=list(Partner.objects.in_use().order_by("code")),
    )


def _lots(people: Iterable[Invented]) -> Iterator[list[Invented]]:
    people = iter(people)
    while lot := list(islice(people, LOT)):
        yield lot


@transaction.atomic
def _save(lot: list[Invented], world: World) -> int:
    rows = Rows()
    for invented in lot:
        last = History(invented, world=world, rows=rows).tell()
        invented.resident.last_conversation_on = last
        if invented.resident.is_in_view:
            Upcoming(invented, world=world, rows=rows).tell(last)
    _bulk(Resident, [invented.resident for invented in lot])
    for field in fields(rows):
        made: list[Any] = getattr(rows, field.name)
        if made:
            _bulk(type(made[0]), made)
    return len(lot)


def _bulk(model: Any, rows: list[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=LOT)
