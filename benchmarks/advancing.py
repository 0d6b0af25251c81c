"""Time passes for everybody on a route: the job in a process of its own, so that its memory is its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes.content import RouteContent
from kik_wagtail.routes.models import Enrolment, RouteSwitch, RouteVersion, StepVisit
from kik_wagtail.routes.services.asking import LETTER_TOPIC
from kik_wagtail.workdays.dates import start_of_day, today

from .apart import apart
from .measuring import Table

MOVING = 400  # a quarter each: begins, silent to the first letter, silent to the second, the appointment is today
FEW, ALL = 1_000, 11_000
ASKED = "asked: 20 s, 200 MB"


def measure(table: Table, *, now: datetime) -> None:
    version = RouteVersion.objects.current().get(text__code="in-beeld")
    RouteSwitch.objects.update_or_create(route=version.text, defaults={"is_on": True})
    everybody = list(Resident.objects.in_view().order_by("pk"))
    for number in (FEW, ALL):
        _take_off()
        _put_on(version, everybody[:number], day=today(now))
        _on_a_second_route(version, everybody[: max(number - len(everybody), 0)], day=today(now))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        did = apart("advance", now)
        assert sum(did["done"].values()) == MOVING, did
        table.add(
            f"time passes: {MOVING} of {Enrolment.objects.count():,} on a route move",
            f"{did['seconds']:.1f} s ({did['cpu']:.1f} s CPU), {did['queries']} queries",
            f"{did['peak']} MB at most, {did['before']} MB before it began; {ASKED}",
        )
    letters = OutboxItem.objects.filter(topic=LETTER_TOPIC).count()
    did = apart("drain", now)
    table.add(f"the {letters} letters of those who moved", f"{did['seconds']:.1f} s ({did['cpu']:.1f} s CPU)")
    _take_off()


def _put_on(version: RouteVersion, residents: list[Resident], *, day: date) -> None:
    """Invited less than two weeks ago; but for those who move today, who are spread over all of them."""
    every = len(residents) // MOVING
    moving = residents[::every][:MOVING]
    quarters = [moving[number::4] for number in range(4)]
    for key, some in zip(("", "invitation", "duty", "reminder"), quarters, strict=True):
        _stand(version, some, key, since=day - timedelta(days=20), look_on=day)
    meetings = FollowUp.objects.open().conversations().filter(resident__in=quarters[3])
    meetings.update(appointment_at=start_of_day(day) + timedelta(hours=10))
    busy = {resident.pk for resident in moving}
    others = [resident for resident in residents if resident.pk not in busy]
    for ago in range(1, 13):
        since = day - timedelta(days=ago)
        _stand(version, others[ago - 1 :: 12], "invitation", since=since, look_on=since + timedelta(days=14))


def _on_a_second_route(version: RouteVersion, residents: list[Resident], *, day: date) -> None:
    """As many as there are enrolments more than residents in view."""
    _stand(version, residents, "invitation", since=day, look_on=day + timedelta(days=14), purpose="other")


def _stand(
    version: RouteVersion, residents: list[Resident], name: str, *, since: date, look_on: date, purpose: str = "contact"
) -> None:
    """In this step since `since`, a letter sent; "" waits for its start."""
    rows = [
        Enrolment(
            resident=resident,
            area_id=resident.area_id,
            coach_id=resident.coach_id,
            doer_id=resident.coach_id,
            route_id=version.text_id,
            version=version,
            purpose=purpose,
            starts_on=since if name else look_on,
            enrolled_at=start_of_day(since),
            look_on=look_on,
        )
        for resident in residents
    ]
    if name:
        step = _step(version.route, name)
        for row in rows:
            row.state, row.step, row.number = Enrolment.State.RUNNING, step, 1
            row.since = row.due_on = row.latest_on = since
            row.done_on = None if name == "reminder" else since
    Enrolment.objects.bulk_create(rows, batch_size=500)
    visits = [
        StepVisit(
            enrolment=row,
            resident_id=row.resident_id,
            area_id=row.area_id,
            number=1,
            step=row.step,
            entered_on=since,
        )
        for row in rows
        if name
    ]
    StepVisit.objects.bulk_create(visits, batch_size=500)


def _step(route: RouteContent, name: str) -> str:
    order = ("invitation", "reminder", "meeting", "duty")
    return route.steps[order.index(name)].key


def _take_off() -> None:
    Enrolment.objects.all().delete()
    OutboxItem.objects.filter(topic=LETTER_TOPIC).delete()
