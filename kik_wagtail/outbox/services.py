"""Put something in the outbox; empty the outbox; let a person decide."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kik_wagtail.errors import DomainError

from .models import Heartbeat, OutboxItem
from .topics import NotDone, Topic, bells, get, names, register, register_bell

__all__ = ["beat", "decide", "drain", "enqueue", "register", "register_bell"]

LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 3
WAIT_AFTER_ERROR = timedelta(minutes=2)  # times the number of attempts
State = OutboxItem.State
logger = logging.getLogger("kik_wagtail.outbox")


class WrongTransition(DomainError):
    """The row is not, or no longer, in the state that this decision is about."""

    code = "outbox.wrong_transition"
    title = _("Somebody has already decided about this row.")
    advice = _("Open the list again to see how it stands.")


def enqueue(*, key: str, topic: str, payload: dict[str, Any], now: datetime, due_at: datetime | None = None) -> bool:
    """Add the row in the caller's transaction; whether it is new. The same key twice is one row.

    `payload` holds keys only: rows are kept, and read by administrators.
    """
    get(topic)
    item = OutboxItem(key=key, topic=topic, payload=payload, due_at=due_at or now, created_at=now)
    # ignore_conflicts rather than get_or_create: no savepoint, and two callers at once are no error
    is_new = not OutboxItem.objects.filter(key=key).exists()
    OutboxItem.objects.bulk_create([item], ignore_conflicts=True)
    if is_new and item.due_at <= now:
        _ring_after_commit()
    return is_new


def drain(*, now: datetime, limit: int = 100, worker: str) -> Counter[str]:
    """Do at most `limit` due rows; how many ended in which state.

    Any number of workers may drain at once: each row is claimed by one conditional update.
    """
    clock = _clock(now)
    ended: Counter[str] = Counter()
    _take_back(now)
    for pk in list(OutboxItem.objects.due(now).filter(topic__in=names()).values_list("pk", flat=True)[:limit]):
        item = _claim(pk, now=clock(), worker=worker)
        if item is not None:
            ended[_perform(item, clock)] += 1
    return ended


def decide(*, item: OutboxItem, retry: bool, user: Any, now: datetime) -> None:
    """A person decides about a failed or uncertain row: do it (again), or call it done. Logged."""
    new = {"state": State.WAITING, "due_at": now, "attempts": 0} if retry else {"state": State.DONE, "finished_at": now}
    with transaction.atomic():
        if OutboxItem.objects.for_a_person().filter(pk=item.pk, state=item.state).update(**new) != 1:
            raise WrongTransition
        log(item, "kik_wagtail.outbox_retry" if retry else "kik_wagtail.outbox_done", user=user, title=item.key)
        if retry:
            _ring_after_commit()


def beat(*, name: str, now: datetime) -> None:
    """A sign of life of something that should run by itself."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def _clock(now: datetime) -> Callable[[], datetime]:
    """`now`, going on: a lease taken late in a long drain must not begin at its start."""
    started = monotonic()
    return lambda: now + timedelta(seconds=monotonic() - started)


def _take_back(now: datetime) -> None:
    """Rows whose worker never came back. What kills its worker every time stops after the third attempt."""
    lost = OutboxItem.objects.lease_ran_out(now)
    repeatable = lost.filter(topic__in=names(repeatable=True))
    released = {"lease_until": None, "last_error": "LeaseRanOut"}
    repeatable.filter(attempts__lt=MAX_ATTEMPTS).update(state=State.WAITING, **released)
    repeatable.filter(attempts__gte=MAX_ATTEMPTS).update(state=State.FAILED, finished_at=now, **released)
    lost.filter(topic__in=names(repeatable=False)).update(state=State.UNCERTAIN, finished_at=now, **released)


def _claim(pk: int, *, now: datetime, worker: str) -> OutboxItem | None:
    """The row, if this worker is the one that got it. Durable: a claim that could roll back protects nothing."""
    with transaction.atomic(durable=True):
        claimed = (
            OutboxItem.objects.due(now)
            .order_by()
            .filter(pk=pk)
            .update(state=State.WORKING, lease_until=now + LEASE, attempts=F("attempts") + 1, claimed_by=worker)
        )
        return OutboxItem.objects.get(pk=pk) if claimed else None


def _perform(item: OutboxItem, clock: Callable[[], datetime]) -> str:
    topic = get(item.topic)
    try:
        receipt = topic.handler(item.payload, key=item.key, now=clock())
    except Exception as error:  # whatever a handler does wrong, the other rows go on
        # the text of an error may hold an address or a name: only its kind is kept
        logger.warning("Outbox: %s stopped on %s (attempt %s)", item.key, type(error).__name__, item.attempts)
        return _finish(item, _after_error(item, topic, error, clock()), last_error=type(error).__qualname__[:200])
    return _finish(item, {"state": State.DONE, "finished_at": clock()}, receipt=(receipt or "")[:200], last_error="")


def _after_error(item: OutboxItem, topic: Topic, error: Exception, now: datetime) -> dict[str, Any]:
    if not topic.repeatable and not isinstance(error, NotDone):
        return {"state": State.UNCERTAIN, "finished_at": now}
    if item.attempts >= MAX_ATTEMPTS:
        return {"state": State.FAILED, "finished_at": now}
    return {"state": State.WAITING, "due_at": now + WAIT_AFTER_ERROR * item.attempts}


def _finish(item: OutboxItem, outcome: dict[str, Any], **more: str) -> str:
    """Only for the claim that is still ours: the number of attempts tells one claim from the next."""
    OutboxItem.objects.filter(pk=item.pk, state=State.WORKING, attempts=item.attempts).update(
        lease_until=None, **outcome, **more
    )
    return str(outcome["state"])


def _ring_after_commit() -> None:
    """Once a transaction, however many rows it adds."""
    if not any(entry[1] is _ring for entry in connection.run_on_commit):
        transaction.on_commit(_ring)


def _ring() -> None:
    for ring in bells():
        try:
            ring()
        except Exception as error:  # the rows are safe; the tick comes by
            logger.warning("Outbox: the bell does not ring (%s)", type(error).__name__)
