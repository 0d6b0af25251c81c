"""The dry run of a route on everybody."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.routes.models import Route

from .measuring import Table, seconds
from .world import make_user

ROUTES = ("kik-regulier", "in-beeld", "elk-jaar-een-gesprek")


def measure(table: Table) -> None:
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
