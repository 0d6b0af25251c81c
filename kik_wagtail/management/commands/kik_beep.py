"""How many signals are there, of which kind, for whom? Counts only: no resident is shown."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.announcing import announce_beeps
from kik_wagtail.workdays.dates import today


class Command(BaseCommand):
    help = "Counts what beeps on a day. Only reads; --announce puts one e-mail for each coach in the outbox."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=date.fromisoformat, help="the day, as 2026-11-23; default today")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--announce", action="store_true")

    def handle(self, *args: Any, format: str, announce: bool, **options: Any) -> None:
        now = timezone.now()
        day = options["date"] or today(now)
        report = report_on(day)
        if announce:
            announce_beeps(now=now, day=day)
        self.stdout.write(json.dumps(report) if format == "json" else as_text(report))


def report_on(day: date) -> dict[str, Any]:
    """{"date", "total", "by_kind": {code: n}, "by_coach": {username: n}}; "" stands for residents without a coach."""
    with scope.everything("kik_beep: counts of signals"):
        found = beeper.counts(day)
    by_coach: Counter[str] = Counter()
    names = _usernames({coach for _code, coach in found})
    for (_code, coach), number in found.items():
        by_coach[names.get(coach, "")] += number
    by_kind = beeper.by_kind(found)
    return {
        "date": day.isoformat(),
        "total": sum(by_kind.values()),
        "by_kind": by_kind,
        "by_coach": dict(sorted(by_coach.items())),
    }


def _usernames(ids: set[int | None]) -> dict[int | None, str]:
    users = get_user_model()._default_manager.filter(pk__in=ids - {None})
    return {user.pk: user.get_username() for user in users}


def as_text(report: dict[str, Any]) -> str:
    lines = [f"{report['date']}: {report['total']}"]
    lines += [f"  {code}: {number}" for code, number in report["by_kind"].items()]
    lines += [f"  {name or '-'}: {number}" for name, number in report["by_coach"].items()]
    return "\n".join(lines)
