"""The dry run of a route on everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.routes.models import Route

from .measuring import Table, seconds
from .world import make_user, tried_in_vain

NEVER_REACHED = 1247  # who declined or was never reached when In Beeld began
ROUTES = ("kik-regulier", "in-beeld", "elk-jaar-een-gesprek")


def measure(table: Table, *, now: datetime) -> None:
    with scope.everything("benchmark"):
        tried_in_vain(NEVER_REACHED, now=now)
    client = Client()
    client.force_login(make_user("manager", "manager"))
    for code in ROUTES:
        route = Route.objects.get(code=code)
        page: dict[str, Any] = {}
        with CaptureQueriesContext(connection) as captured:
            taken = seconds(lambda: page.update(said=client.get(reverse("kik_routes:dry_run", args=[route.pk]))))  # noqa: B023
        found = page["said"].context["matching"]
        table.add(
            f"dry run of {code}: {found} residents match today", f"{taken}, {len(captured)} queries", "asked: 5 s"
        )
