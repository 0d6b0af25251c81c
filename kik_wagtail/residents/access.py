"""Who may see whom: the grants of a user, and opening a scope outside a request."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import CharField, Value
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.permissions import roles_of
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.scope.querysets import CHUNK
from kik_wagtail.workdays.dates import today

from .models import AreaMember, Handover, Resident, StandIn, TemporaryAccess

EMERGENCY = "break-glass"  # purpose of every record of a look that nothing else would have allowed


def grants_of(user: Any) -> scope.Grants:
    """Own area teams; and besides, from other areas, the own caseload, stand-ins, break-glass, and who is being
    handed over to the user, who must be able to prepare before saying yes.

    One query, once per request that asks. The residents of the own areas are not listed one by one: every row
    about a resident has their area (`services.move_to_area`; `kik_check` looks), and a list of two hundred numbers
    in each query cost more than the queries (PostgreSQL plans them all).

    A role without sight of residents (editor, manager, auditor, functional administrator) has no area and no
    caseload, so nothing; being a superuser adds nothing either.
    """
    if not user.is_active:
        return scope.Grants()
    now = timezone.now()
    areas = AreaMember.objects.filter(user_id=user.pk)
    away = StandIn.objects.valid_on(today(now)).filter(stand_in_id=user.pk).values("coach_id")
    elsewhere = Resident.objects.order_by().exclude(area_id__in=areas.values("area_id"))
    temporary = TemporaryAccess.objects.valid_at(now).filter(user_id=user.pk).order_by()
    offered = Handover.objects.filter(to_coach_id=user.pk, state=Handover.State.PROPOSED).order_by()
    found = _named("area", areas, "area_id").union(
        _named("resident", elsewhere.filter(coach_id=user.pk), "id"),
        _named("resident", elsewhere.filter(coach_id__in=away), "id"),
        _named("resident", temporary.standing_in(), "resident_id"),
        _named("urgent", temporary.in_emergency().exclude(resident__area__in=areas.values("area_id")), "resident_id"),
        _named("resident", offered, "resident_id"),
        all=True,
    )
    found = found.order_by()  # Django 6.1 would take the order of the first model
    ids: dict[str, set[int]] = {"area": set(), "resident": set(), "urgent": set()}
    for name, pk in found:
        ids[name].add(pk)
    residents, urgent = ids["resident"], ids["urgent"] - ids["resident"]
    return scope.Grants(frozenset(ids["area"]), frozenset(residents | urgent), frozenset(urgent))


def _named(name: str, rows: Any, column: str) -> Any:
    return rows.annotate(of=Value(name, CharField())).values_list("of", column)


@contextlib.contextmanager
def as_user(user: Any) -> Iterator[scope.Scope]:
    """The scope of `user`, for a job, a command or a test. Grants are looked up afresh."""
    with scope.enter(scope.for_user(user, grants_of)) as opened:
        yield opened


class AccessLog:
    """Writes each resident once per operation (a request, a job, a command)."""

    def __init__(self, opened: scope.Scope, *, user: Any, route: str, action: str, origin: str) -> None:
        self.opened = opened
        self.user = user
        self.route, self.action, self.origin = route[:200], action[:20], origin[:20]
        self.operation = uuid.uuid4()
        self.purpose = ""
        self.written: set[int] = set()

    def write(self, result: int) -> None:
        """Records who was noted since the last call; `result` is the HTTP status, or 0 outside a request."""
        if len(self.opened.seen) == len(self.written):  # `seen` only grows
            return
        user_id = getattr(self.user, "pk", None)
        roles = ",".join(sorted(roles_of(self.user))) if user_id else ""
        new = sorted(self.opened.seen - self.written)
        urgent = self.opened.grants.urgent
        AccessRecord.objects.bulk_create(
            [
                AccessRecord(
                    operation=self.operation,
                    user_id=user_id,
                    roles=roles[:200],
                    resident=pk,
                    action=self.action,
                    route=self.route,
                    purpose=(self.purpose or (EMERGENCY if pk in urgent else ""))[:200],
                    result=result,
                    origin=self.origin,
                )
                for pk in new
            ],
            batch_size=CHUNK,
        )
        self.written.update(new)


@contextlib.contextmanager
def recorded(*, user: Any, route: str, reason: str, origin: str, action: str = "change") -> Iterator[scope.Scope]:
    """Everything, for a job or command that shows or changes residents, with an access record of each.

    One transaction: where the records cannot be written, the change is rolled back.
    """
    with transaction.atomic(), scope.everything(reason) as opened:
        log = AccessLog(opened, user=user, route=route, action=action, origin=origin)
        log.purpose = reason
        yield opened
        log.write(0)
