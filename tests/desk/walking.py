"""Residents on the In Beeld route of tests/routes, standing where a test wants them on the day of tests/desk."""

from datetime import timedelta

from kik_wagtail.follow_up.services.planning import NextContact, plan_conversation
from kik_wagtail.routes.models import Enrolment
from tests.desk.conftest import NOW
from tests.routes.world import CALENDAR, Clock, fresh, put_on


def walk(resident, version, *, days) -> Enrolment:
    """Put on the route `days` days ago, silent since."""
    clock = Clock(NOW - timedelta(days=days))
    plan_conversation(resident=resident, agreed=NextContact(months=6), user=None, now=clock.now, calendar=CALENDAR)
    enrolment = put_on(resident, version, clock)
    clock.days(days)
    return fresh(enrolment)


def walk_to_the_fork(resident, version) -> Enrolment:
    """Invitation, silence, the letter about the duty, silence; and the five working days are over."""
    return walk(resident, version, days=24 + 9)
