"""Time passes for many at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.routes import services
from kik_wagtail.routes.models import Enrolment
from tests.factories import make_area

from .bulk import make_residents, put_many_on
from .world import Clock


@pytest.fixture
def area(everything, coach):
    return make_area("Noord", coach)


def queries_of_advancing(clock):
    with CaptureQueriesContext(connection) as captured:
        done = services.advance(now=clock.now)
    return dict(done), len(captured)


def test_queries_grow_with_who_moves_and_not_with_who_is_on_a_route(version, clock, area, coach):
    day = clock.now.date()
    residents = make_residents(520, area=area, coach=coach)
    put_many_on(residents[:10], version, sent_on=day - timedelta(days=14))
    put_many_on(residents[10:50], version, sent_on=day)
    among_50 = queries_of_advancing(clock)
    put_many_on(residents[50:60], version, sent_on=day - timedelta(days=14))
    put_many_on(residents[60:510], version, sent_on=day)
    among_500 = queries_of_advancing(clock)
    assert Enrolment.objects.count() == 510
    assert among_50 == among_500
    assert among_50[0] == {"moved": 10}


def test_who_moved_is_not_moved_again_the_same_day(version, clock, area, coach):
    residents = make_residents(30, area=area, coach=coach)
    put_many_on(residents, version, sent_on=clock.now.date() - timedelta(days=14))
    assert services.advance(now=clock.now) == {"moved": 30}
    assert services.advance(now=clock.now) == {}
    assert OutboxItem.objects.filter(topic="routes.letter").count() == 30


def test_two_days_without_a_queue_lose_nobody_and_move_nobody_twice(version, clock, area, coach):
    day = clock.now.date()
    residents = make_residents(30, area=area, coach=coach)
    for ago in (16, 15, 14):
        put_many_on(residents[ago - 14 :: 3], version, sent_on=day - timedelta(days=ago))
    assert services.advance(now=clock.now) == {"moved": 30}
    assert set(Enrolment.objects.values_list("step", "since", "number", "resident")) == {
        ("duty", day, 2, resident.pk) for resident in residents
    }
    assert services.advance(now=Clock(clock.now + timedelta(days=1)).now).keys() <= {"stayed"}
