"""The second way, beside the queue, by which what is due happens: for cron, a systemd timer or the demo."""

from __future__ import annotations

import json
import signal
import threading
from argparse import ArgumentParser
from collections import Counter
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from kik_wagtail.jobs import run_due
from kik_wagtail.outbox.checks import stuck
from kik_wagtail.outbox.services import beat


class Command(BaseCommand):
    help = "Does what is due in the outbox and the timetable; exit status 1 when something has been due too long."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", type=float, metavar="SECONDS", help="go on, every so many seconds")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, loop: float | None, format: str, **options: Any) -> None:
        if loop:
            self._go_on(loop)
            return
        now = timezone.now()
        ended = self._tick(now)
        alarm = stuck(now)
        if format == "json":
            self.stdout.write(json.dumps({"ended": dict(ended), "alarm": alarm.message if alarm else None}))
        elif ended:
            self.stdout.write(_in_words(ended))
        if alarm:
            raise CommandError(alarm.message, returncode=1)

    def _tick(self, now: datetime) -> Counter[str]:
        ended = run_due(now=now, worker="tick")
        beat(name="tick", now=now)
        return ended

    def _go_on(self, seconds: float) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                if ended := self._tick(timezone.now()):
                    self.stdout.write(_in_words(ended))
            except Exception as error:  # a database that is away for a minute must not end the ticking
                self.stderr.write(f"tick: {type(error).__name__}")
            stop.wait(seconds)


def _in_words(ended: Counter[str]) -> str:
    return "tick: " + ", ".join(f"{count} {state}" for state, count in sorted(ended.items()))
