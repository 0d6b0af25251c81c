"""One invented resident, and how their story stands today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import add_months

from . import names
from .staff import AREAS, coaches_of_area

# how the next contact stands, in a hundred residents in view
STANDING = (
    *("planned",) * 55,
    *("appointment",) * 14,
    *("due",) * 8,
    *("overdue",) * 6,
    *("silent",) * 5,
    *("nothing",) * 4,
    *("reason",) * 2,
    *("never_spoken",) * 3,
    *("never_reached",) * 3,  # years on the benefit, tried in vain
)
SHOWN_COACH_EVERY = 8
RHYTHMS = (3, 3, 6, 6, 6, 9, 12, 12, 12, 12)


@dataclass
class Invented:
    resident: Resident
    standing: str
    coach_name: str
    random: Random


def invent(*, number: int, seed: int, today: date, areas: dict[str, Any], coaches: dict[str, Any]) -> Invented:
    """Resident `number` of this seed: the same one however many others there are."""
    random = Random(f"{seed}-{number}")
    area_index = random.randrange(len(AREAS))
    coach_name = random.choice(coaches_of_area(area_index))
    if number % SHOWN_COACH_EVERY == 0:  # the coach that a visitor logs in as has a caseload worth looking at
        area_index, coach_name = 0, "coach01"
    standing = random.choice(STANDING)
    status = random.choices(("in_view", "active_support_elsewhere", "left"), (92, 5, 3))[0]
    address = random.choice(("mr", "mrs"))
    prefix, surname = random.choice(names.SURNAMES)
    first_name = random.choice(names.FIRST_NAMES[address])
    initiative = "resident" if standing == "silent" or random.random() < 0.15 else "coach"
    resident = Resident(
        client_number=f"9{number:06}",
        initials=f"{first_name[0]}.",
        first_name=first_name,
        prefix=prefix,
        surname=surname,
        form_of_address=address if random.random() < 0.95 else "unknown",
        street=random.choice(names.STREETS),
        house_number=str(random.randint(1, 180)),
        house_number_addition=random.choice(("", "", "", "a", "b", "2")),
        postcode=f"99{random.randint(10, 99)} {random.choice('ABCDEG')}{random.choice('ABCDEG')}",
        city="Voorbeeldstad",
        phone=f"+31612{number % 1000000:06}" if random.random() < 0.93 else "",
        email=f"inwoner{number}@post.example" if random.random() < 0.4 else "",
        language=random.choice(names.LANGUAGES),
        prefers_no_phone=random.random() < 0.06,
        safe_to_call=random.random() > 0.02,
        best_time=random.choice(names.BEST_TIMES),
        area=areas[AREAS[area_index]],
        coach=coaches[coach_name],
        coach_since=today - timedelta(days=random.randint(30, 1500)),
        preferred_place_kind=random.choice(("home", "home", "neighbourhood", "office")),
        preferred_channel=random.choice(("in_person", "in_person", "in_person", "phone", "video")),
        initiative=initiative,
        rhythm_months=random.choice(RHYTHMS),
        status=status,
        joined_on=today - timedelta(days=random.randint(800, 3600)),
    )
    resident.needs_interpreter = resident.language != "nl" and random.random() < 0.5
    if status == "left":
        resident.left_on = today - timedelta(days=random.randint(5, 300))
    if standing == "never_spoken":
        resident.joined_on = today - timedelta(days=random.randint(3, 25))
    elif standing != "never_reached":
        resident.last_conversation_on = _last_conversation(resident, standing, today, random)
    return Invented(resident, standing, coach_name, random)


def _last_conversation(resident: Resident, standing: str, today: date, random: Random) -> date:
    """A day that makes the story stand as it should today."""
    if resident.left_on:
        return resident.left_on - timedelta(days=random.randint(5, 200))
    if standing == "overdue":
        return add_months(today, -12) - timedelta(days=random.randint(3, 70))
    if standing == "due":
        resident.rhythm_months = min(resident.rhythm_months, 9)
        return add_months(today, -resident.rhythm_months) - timedelta(days=random.randint(4, 12))
    if standing == "nothing":
        return today - timedelta(days=random.randint(20, 420))
    return today - timedelta(days=random.randint(7, resident.rhythm_months * 30 - 15))
