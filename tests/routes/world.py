"""A published In Beeld route with real letter texts, and a clock that tests move."""

from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime, timedelta

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.follow_up.services.closing import close_follow_up
from kik_wagtail.follow_up.services.planning import NextContact, make_appointment
from kik_wagtail.outbox import services as outbox
from kik_wagtail.routes import services
from kik_wagtail.routes.models import Enrolment, Route, RouteSwitch, RouteVersion
from kik_wagtail.workdays.calendar import DutchCalendar
from tests.letters.texts import OPENING, SIGNATURE, make_text

from .inbeeld import IN_BEELD

CALENDAR = DutchCalendar()
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def publish_route(content=IN_BEELD, *, code="in-beeld", is_on=True, **values) -> RouteVersion:
    """As publishing and switching on would; letters are given their texts by the order in which they stand."""
    content = deepcopy(content) | {"code": code, "purpose": "contact", "entry": "by_hand", "summary": ""}
    for number, step in enumerate(content["steps"]):
        if step.get("letter"):
            tone = step["letter"]["tone"]
            title = f"Brief {code} {number}"
            version = make_text(title, blocks=(OPENING, SIGNATURE), tone=tone, valid_until=None)
            step["letter"] = {"id": version.text_id, "code": version.text.code, "title": title, "tone": tone}
    route = Route.objects.create(code=code, title=content["title"], tone=content["tone"], live=True, **values)
    RouteSwitch.objects.create(route=route, is_on=is_on)
    version = RouteVersion(text=route, number=1, content=content, published_at=MONDAY)
    version.save()
    return version


class Clock:
    """Days pass: at nine every morning the routes are advanced and the outbox is emptied."""

    def __init__(self, now=MONDAY):
        self.now = now
        self.done = Counter()  # of the last morning

    def run(self):
        self.done = services.advance(now=self.now)
        outbox.drain(now=self.now, limit=1000, worker="test")

    def days(self, number):
        for _ in range(number):
            self.now += timedelta(days=1)
            self.run()


def put_on(resident, version, clock, **values) -> Enrolment:
    enrolment = services.enrol(
        resident=resident, version=version, user=None, now=clock.now, calendar=CALENDAR, **values
    )
    outbox.drain(now=clock.now, limit=100, worker="test")
    return fresh(enrolment)


def fresh(enrolment) -> Enrolment:
    return Enrolment.objects.select_related("version", "resident", "follow_up").get(pk=enrolment.pk)


def conversation_of(resident) -> FollowUp:
    return FollowUp.objects.open().conversations().select_related("resident").get(resident=resident)


def appoint(resident, clock, *, days, user=None):
    meeting = conversation_of(resident)
    at = (clock.now + timedelta(days=days)).replace(hour=10)
    return make_appointment(
        follow_up=meeting, at=at, user=user, now=clock.now, revision=meeting.revision, calendar=CALENDAR
    )


def close(resident, clock, outcome, *, user=None, **values):
    return close_follow_up(
        follow_up=conversation_of(resident),
        outcome=outcome,
        next_contact=NextContact(months=3),
        user=user,
        now=clock.now,
        calendar=CALENDAR,
        **values,
    )
