"""Areas, coaches and the demo's log-ins."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from demo_site.people import LOGINS, PASSWORD
from kik_wagtail.permissions import COACH, GROUP_NAMES, TEAM_LEAD
from kik_wagtail.residents.models import Area, AreaMember

AREAS = ("Centrum", "Oude Wijken", "Noorddijk", "Oost", "West", "Zuid", "Haren", "Ten Boer")
COACHES = tuple(f"coach{number:02}" for number in range(1, 61))


def make_staff() -> None:
    """Adds who and what is not there yet; leaves alone what is."""
    people = {name: ("Coach", name[-2:], COACH) for name in COACHES}
    people |= {name: (first, last, role) for name, (first, last, role, _does) in LOGINS.items()}
    _make_users(people)
    areas = [Area(name=name, phone=f"050 555 01 {number}0") for number, name in enumerate(AREAS, start=1)]
    Area.objects.bulk_create(areas, ignore_conflicts=True)
    _make_members()


def _make_users(people: dict[str, tuple[str, str, str]]) -> None:
    model = get_user_model()
    there = set(model.objects.filter(username__in=people).values_list("username", flat=True))
    password = make_password(PASSWORD)  # one hash for all: 68 of them would cost seconds
    new = [
        model(username=name, first_name=first, last_name=last, email=f"{name}@voorbeeldstad.example", password=password)
        for name, (first, last, _role) in people.items()
        if name not in there
    ]
    model.objects.bulk_create(new)
    made = model.objects.in_bulk([user.username for user in new], field_name="username")
    # kik_setup gives the groups their rights, also when it comes later
    groups = {role: Group.objects.get_or_create(name=name)[0] for role, name in GROUP_NAMES.items()}
    through = model.groups.through
    through.objects.bulk_create(
        through(user_id=user.pk, group_id=groups[people[name][2]].pk) for name, user in made.items()
    )
    profiles = [UserProfile(user=user, preferred_language="nl") for user in made.values()]
    UserProfile.objects.bulk_create(profiles, ignore_conflicts=True)


def _make_members() -> None:
    areas = Area.objects.in_bulk(AREAS, field_name="name")
    users = coaches_by_name() | get_user_model().objects.in_bulk(["teamlead"], field_name="username")
    members = [(areas[AREAS[index % len(AREAS)]], users[name], COACH) for index, name in enumerate(COACHES)]
    members.append((areas["Centrum"], users["teamlead"], TEAM_LEAD))
    rows = [AreaMember(area=area, user=user, role=role) for area, user, role in members]
    AreaMember.objects.bulk_create(rows, ignore_conflicts=True)


def coaches_by_name() -> dict[str, Any]:
    return get_user_model().objects.in_bulk(COACHES, field_name="username")


def coaches_of_area(index: int) -> list[str]:
    """coachNN is a member of area (NN - 1) mod 8."""
    return list(COACHES[index :: len(AREAS)])
