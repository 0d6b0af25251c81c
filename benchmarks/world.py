"""A municipality to measure in: roles, texts, eight areas, sixty coaches, and the example file's residents."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command

from kik_wagtail.follow_up.models import Commitment, FollowUp, Kind
from kik_wagtail.permissions import GROUP_NAMES
from kik_wagtail.residents.importing.apply import apply_import
from kik_wagtail.residents.importing.plan import ImportPlan, plan_import
from kik_wagtail.residents.models import Area, AreaMember, Resident
from kik_wagtail.workdays.dates import today

FILE = Path(__file__).parent.parent / "tests" / "data" / "inwoners.csv"
AREAS = ("Centrum", "Oude Wijken", "Noorddijk", "Oost", "West", "Zuid", "Haren", "Ten Boer")
COACHES = 60
EVERY_NTH_PROMISES = 5


def build() -> Any:
    """Everything but the residents; the coach whose screens are measured."""
    call_command("kik_setup", format="json", stdout=io.StringIO())
    areas = [Area.objects.create(name=name, phone="050 367 12 34") for name in AREAS]
    coaches = [make_user(f"coach{number:02}", "coach") for number in range(1, COACHES + 1)]
    AreaMember.objects.bulk_create(
        AreaMember(area=areas[number % len(areas)], user=coach) for number, coach in enumerate(coaches)
    )
    return coaches[0]


def make_user(username: str, role: str) -> Any:
    user = get_user_model().objects.create_user(username, f"{username}@example.org", "password", last_name=username)
    user.groups.set([Group.objects.get(name=GROUP_NAMES[role])])
    return user


def read_file(now: datetime) -> ImportPlan:
    return plan_import(FILE.read_bytes(), today=today(now))


def import_file(now: datetime) -> None:
    apply_import(read_file(now), user=None, now=now)


def settle(number: int, now: datetime) -> None:
    """So many residents, spread over areas and coaches, without reading a file for them."""
    day, members = today(now), list(AreaMember.objects.order_by("pk"))
    Resident.objects.bulk_create(
        [
            Resident(
                client_number=f"07{at:05}",
                first_name="Sanne",
                surname=f"Testpersoon{at}",
                street="Korreweg",
                house_number=str(at % 300 + 1),
                postcode="9715 AB",
                city="Groningen",
                phone="+31612345678",
                area_id=members[at % len(members)].area_id,
                coach_id=members[at % len(members)].user_id,
                joined_on=day - timedelta(days=2000),
                last_conversation_on=day - timedelta(days=at % 330),
            )
            for at in range(number)
        ],
        batch_size=1000,
    )


def plan_everybody(now: datetime) -> None:
    """One open conversation each, spread from two months ago to ten months ahead; a promise for every fifth."""
    day = today(now)
    follow_ups = []
    for number, resident in enumerate(Resident.objects.in_view()):
        target = day + timedelta(days=number % 360 - 60)
        follow_ups.append(
            FollowUp(
                resident=resident,
                area_id=resident.area_id,
                coach_id=resident.coach_id,
                kind=Kind.FOLLOW_UP,
                earliest_on=target - timedelta(days=14),
                target_on=target,
                latest_on=target + timedelta(days=30),
                planned_at=now,
            )
        )
    FollowUp.objects.bulk_create(follow_ups, batch_size=1000)
    promising = follow_ups[::EVERY_NTH_PROMISES]
    Commitment.objects.bulk_create([_promise(one, day) for one in promising], batch_size=1000)


def _promise(follow_up: FollowUp, day: Any) -> Commitment:
    return Commitment(
        resident_id=follow_up.resident_id,
        area_id=follow_up.area_id,
        coach_id=follow_up.coach_id,
        by=Commitment.By.COACH,
        what="uitzoeken hoe het zit",
        due_on=day + timedelta(days=follow_up.target_on.day - 10),
        made_on=day,
    )


def tried_in_vain(number: int, *, now: datetime) -> None:
    """So many residents who were never spoken did not come to a conversation last year."""
    day = today(now) - timedelta(days=300)
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                resident=resident,
                area_id=resident.area_id,
                coach_id=resident.coach_id,
                kind=Kind.FIRST,
                earliest_on=day,
                target_on=day,
                latest_on=day,
                outcome="not_reached",
                planned_at=now,
                closed_at=now,
            )
            for resident in Resident.objects.in_view().filter(last_conversation_on=None)[:number]
        ]
    )
