"""The coach's day among 500,000 contacts: Today, Contact and the lists behind the numbers, as they are asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.peer.models import PlainResident
from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import AreaMember

from . import history, world
from .measuring import Table, seconds, side_by_side
from .screens import page, queries

RESIDENTS = 11_000
ASKED = {"Vandaag": "asked: 12 queries, 150 ms", "Contact": "asked: 20 queries, 150 ms"}


def build(table: Table, *, now: datetime) -> None:
    with scope.everything("benchmark"):
        world.settle(RESIDENTS, now)
        world.plan_everybody(now)
    grow(table, now=now)


def grow(table: Table, *, now: datetime) -> None:
    """Years of contacts behind the residents that there are."""
    with scope.everything("benchmark"):
        table.add("500,000 contacts of earlier years", seconds(lambda: history.write(now)))
        table.add("contacts", f"{FollowUp.objects.count():,}", f"{FollowUp.objects.open().count():,} of them open")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database in use has it


def measure(table: Table, *, coach: Any, superuser: Any) -> None:
    ours, plain = Client(), Client()
    ours.force_login(coach)
    plain.force_login(superuser)
    with scope.everything("benchmark"):
        contact = FollowUp.objects.open().conversations().filter(coach=coach).order_by("target_on").first()
        closed = FollowUp.objects.closed().filter(report__isnull=False, resident=contact.resident_id).first()
    home = reverse("wagtailadmin_home"), "Wagtail's home"
    edit = reverse("plain_residents:edit", args=[PlainResident.objects.first().pk]), "plain edit page"
    index = reverse("plain_residents:index"), "plain list"
    addresses = {
        "Vandaag": (reverse("kik_desk:today"), home),
        "Contact": (reverse("kik_desk:contact", args=[contact.pk]), edit),
        "Contact, closed": (reverse("kik_desk:contact", args=[closed.pk]), edit),
        "what is too late": (reverse("kik_desk:beeps", args=["overdue"]), index),
        "caseload": (reverse("kik_desk:caseload"), index),
    }
    for what, (address, peer) in addresses.items():
        _row(table, what, (ours, address), (plain, peer[0]), peer[1])
    _team(table, coach, plain, index)


def _team(table: Table, coach: Any, plain: Client, index: tuple[str, str]) -> None:
    lead = world.make_user("teamlead", "team_lead")
    area = AreaMember.objects.get(user=coach).area
    AreaMember.objects.create(area=area, user=lead, role="team_lead")
    theirs = Client()
    theirs.force_login(lead)
    _row(table, "team", (theirs, reverse("kik_desk:team", args=[area.pk])), (plain, index[0]), index[1])


def _row(table: Table, what: str, ours: tuple[Client, str], peer: tuple[Client, str], peer_name: str) -> None:
    works = page(*ours), page(*peer)
    timed = [f"{text}, {queries(work)} queries" for text, work in zip(side_by_side(*works), works, strict=True)]
    told = f"; {ASKED[what]}" if what in ASKED else ""
    table.add(what, timed[0], f"{timed[1]} {peer_name}{told}")
