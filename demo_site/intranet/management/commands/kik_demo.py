"""Fills the demo with invented areas, coaches, residents and two years of contacts. Never touches a real site."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo_site.intranet.invented.everybody import make_residents
from demo_site.intranet.invented.pages import make_pages
from demo_site.intranet.invented.staff import make_staff
from demo_site.intranet.invented.texts import give_owner
from demo_site.people import LOGINS, PASSWORD
from kik_wagtail.workdays.dates import today


class Command(BaseCommand):
    help = "Adds what the demo lacks: pages, areas, coaches, log-ins and residents 1 to N."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--residents", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="another number, other people")
        parser.add_argument("--today", type=date.fromisoformat, metavar="D", help="the day on which it is today")

        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, residents: int, format: str = "text", **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("kik_demo invents people: it runs only where the settings say DEMO = True.")
        seed, day = options.get("seed") or 1, options.get("today") or today(timezone.now())
        make_staff()
        give_owner()
        make_pages(day)
        new = make_residents(count=residents, seed=seed, today=day)
        if format == "json":
            self.stdout.write(json.dumps({"asked": residents, "created": new, "seed": seed, "today": day.isoformat()}))
            return
        self.stdout.write(f"kik_demo: {new} new residents of {residents} asked for.")
        self.stdout.write(f"Log in as {', '.join(LOGINS)} with password: {PASSWORD}")
