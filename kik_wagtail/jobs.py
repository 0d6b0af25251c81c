"""The timetable: what runs by itself, under dotted names that stay, because the queue's tables hold them.

Every daily job is an outbox row first ("daily:NAME:DAY"): queue and tick may both ring for it, it runs once a local
day, also where the clock changes, and what fails is seen on the work list.
"""

from __future__ import annotations

import os
import socket
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django_q.tasks import async_task

from kik_wagtail.follow_up.announcing import announce_beeps
from kik_wagtail.outbox import services as outbox
from kik_wagtail.pages.reading import reminders
from kik_wagtail.residents.importing import runs
from kik_wagtail.routes import services as routes
from kik_wagtail.routes.services.asking import LETTER_TOPIC
from kik_wagtail.routes.services.together import BEGIN_TOPIC, begin_batch
from kik_wagtail.snippets import expiring, scheduled
from kik_wagtail.workdays.dates import local

DRAIN = "kik_wagtail.jobs.drain_outbox"
DAILY_TOPIC = "daily_job"


@dataclass(frozen=True)
class Daily:
    """A job for once a day, at a time of the Dutch clock. `work(now)` may be repeated after a crash."""

    name: str
    at: time
    work: Callable[[datetime], Any]

    @property
    def cron(self) -> str:
        return f"{self.at.minute} {self.at.hour} * * *"

    @property
    def func(self) -> str:
        return f"kik_wagtail.jobs.{self.name}"


def drain_outbox() -> dict[str, int]:
    """The queue's doorbell, and its sign of life."""
    now = timezone.now()
    outbox.beat(name="queue", now=now)
    return dict(run_due(now=now, worker="queue"))


def nightly_beeper() -> dict[str, int]:
    """The queue's call at six o'clock. What it asks is an outbox row like any other: see `run_due`."""
    return drain_outbox()


def expiring_texts() -> dict[str, int]:
    """The queue's call at seven: owners of texts that expire."""
    return drain_outbox()


def method_pages() -> dict[str, int]:
    """The queue's call at a quarter past seven: who keeps pages that are due, or that readers spoke about."""
    return drain_outbox()


def routes_advance() -> dict[str, int]:
    """The queue's call at half past five: time passes on the routes, before the beeper counts."""
    return drain_outbox()


def routes_admit() -> dict[str, int]:
    """The queue's call at twenty past five: who newly matches a route comes onto it, before time passes there."""
    return drain_outbox()


def _announce_beeps(now: datetime) -> None:
    announce_beeps(now=now)


def _announce_expiring(now: datetime) -> None:
    expiring.announce_expiring(now=now)


def _announce_pages(now: datetime) -> None:
    reminders.announce(now=now)


def _admit_on_routes(now: datetime) -> None:
    _refuse_failures(routes.admit_new(now=now))


def _advance_routes(now: datetime) -> None:
    _refuse_failures(routes.advance(now=now))


def _refuse_failures(done: Counter[str]) -> None:
    """Everybody else went on; the outbox tries again, and then the row stands on the work list."""
    if done["failed"]:
        raise RuntimeError(f"{done['failed']} residents could not be moved or put on a route")


DAILY: tuple[Daily, ...] = (
    Daily("routes_admit", time(5, 20), _admit_on_routes),
    Daily("routes_advance", time(5, 30), _advance_routes),
    Daily("nightly_beeper", time(6), _announce_beeps),
    Daily("expiring_texts", time(7), _announce_expiring),
    Daily("method_pages", time(7, 15), _announce_pages),
)


def timetable() -> dict[str, dict[str, str]]:
    """Name → fields of the queue's Schedule row; kik_setup adds them."""
    rows = {job.name: {"func": job.func, "cron": job.cron} for job in DAILY}
    return {"drain_outbox": {"func": DRAIN, "cron": "*/5 * * * *"}, **rows}


def run_due(*, now: datetime, worker: str, limit: int = 500) -> Counter[str]:
    """Post what the timetable asks of today so far, and the texts whose moment has come, and drain; how many rows ended in which state."""
    for job in DAILY:
        _post_if_due(job, now)
    scheduled.post_due(now=now)
    return outbox.drain(now=now, limit=limit, worker=f"{worker} {socket.gethostname()[:40]} {os.getpid()}")


def _post_if_due(job: Daily, now: datetime) -> None:
    here = local(now)
    if here.time() >= job.at:
        payload = {"job": job.name}
        outbox.enqueue(key=f"daily:{job.name}:{here:%Y-%m-%d}", topic=DAILY_TOPIC, payload=payload, now=now)


def _run_daily(payload: dict[str, Any], *, key: str, now: datetime) -> None:
    next(job for job in DAILY if job.name == payload["job"]).work(now)


def _ring() -> None:
    async_task(DRAIN)


outbox.register(DAILY_TOPIC, _run_daily, repeatable=True)
outbox.register(runs.TOPIC, runs.carry_out_item, repeatable=True)
outbox.register(runs.FORGET_TOPIC, runs.forget_item, repeatable=True)
outbox.register(LETTER_TOPIC, routes.make_letter_of_step, repeatable=True)
outbox.register(BEGIN_TOPIC, begin_batch, repeatable=True)
outbox.register(expiring.TOPIC, expiring.send_expiry_mail, repeatable=False)
outbox.register(reminders.REVIEW_TOPIC, reminders.send_review_mail, repeatable=False)
outbox.register(reminders.ANSWERS_TOPIC, reminders.send_answers_mail, repeatable=False)
outbox.register(scheduled.PUBLISH_TOPIC, scheduled.publish, repeatable=True)
outbox.register(scheduled.EXPIRE_TOPIC, scheduled.expire, repeatable=True)
outbox.register_bell(_ring)
