"""Two who do the same at the very same moment; and work that is killed half way."""

import os
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event

import pytest
from django.db import IntegrityError, connection, transaction

from kik_wagtail import scope
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.routes import services
from kik_wagtail.routes.errors import OnAnotherRoute
from kik_wagtail.routes.models import Enrolment, StepVisit
from tests.factories import make_area, make_follow_up, make_user

from .bulk import make_residents, put_many_on
from .world import CALENDAR, MONDAY, Clock, close, conversation_of, publish_route

TWO_WEEKS_AGO = MONDAY.date() - timedelta(days=14)


def at_once(*works):
    """What each gives, or the error it ends with; all begin at the same moment, on connections of their own."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite lets in one writer at a time")
    start = Barrier(len(works))

    def run(work):
        try:
            with scope.everything("test"):
                start.wait()
                return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def many(number):
    """On a route, and silent for two weeks."""
    coach = make_user("coach01", roles=("coach",))
    residents = make_residents(number, area=make_area("Noord", coach), coach=coach)
    version = publish_route()
    put_many_on(residents, version, sent_on=TWO_WEEKS_AGO)
    return residents, version


def assert_each_moved_once(residents):
    assert set(Enrolment.objects.values_list("step", "number", "resident")) == {
        ("duty", 2, resident.pk) for resident in residents
    }
    visits = Counter(StepVisit.objects.values_list("number", "resident"))
    assert visits == {(number, resident.pk): 1 for resident in residents for number in (1, 2)}
    assert OutboxItem.objects.filter(topic="routes.letter").count() == len(residents)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_time_that_passes_twice_at_once_moves_everybody_once():
    with scope.everything("test"):
        residents, _version = many(60)
    done = at_once(*[lambda: services.advance(now=MONDAY)] * 3)
    with scope.everything("test"):
        assert sum(one["moved"] for one in done) == 60
        assert not any(one["failed"] for one in done)
        assert_each_moved_once(residents)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_resident_who_is_put_on_two_routes_at_once_gets_on_one():
    with scope.everything("test"):
        coach = make_user("coach01", roles=("coach",))
        (resident,) = make_residents(1, area=make_area("Noord", coach), coach=coach)
        versions = [publish_route(), publish_route(code="andere")]

    def put_on(version):
        here = {"user": None, "now": MONDAY, "calendar": CALENDAR}
        return lambda: services.enrol(resident=resident, version=version, **here)

    ended = at_once(*[put_on(version) for version in versions * 3])
    with scope.everything("test"):
        assert [type(one) for one in ended if not isinstance(one, Enrolment)] == [OnAnotherRoute] * 5
        assert Enrolment.objects.count() == StepVisit.objects.count() == 1


def until_somebody_waits():
    """The other connection has come to a row that this one changed."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) "
                "WHERE NOT granted AND datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
        Event().wait(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_conversation_that_is_closed_while_time_passes_is_never_refused():
    with scope.everything("test"):
        (resident,), _version = many(1)
        make_follow_up(resident, target_on=MONDAY.date())
        keys = list(Enrolment.objects.values_list("pk", flat=True))
    moved = Event()

    def pass_time():
        with transaction.atomic():
            done = services.advance_some(keys=keys, now=MONDAY, calendar=CALENDAR)
            moved.set()
            until_somebody_waits()
        return done

    def close_it():
        assert moved.wait(10)
        return close(resident, Clock(), "held").outcome

    assert at_once(pass_time, close_it) == [{"moved": 1}, "held"]
    with scope.everything("test"):
        assert Enrolment.objects.get().result == "spoken"
        assert [visit.step for visit in StepVisit.objects.order_by("number")] == ["invitation", "duty"]
        assert conversation_of(resident).is_open


def test_the_database_itself_refuses_a_second_route_for_the_same_purpose(everything, resident, version):
    there = {"resident": resident, "area": resident.area, "route": version.text, "version": version}
    there |= {"starts_on": MONDAY.date(), "enrolled_at": MONDAY}
    Enrolment.objects.create(purpose="contact", **there)
    Enrolment.objects.create(purpose="call_back", **there)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(purpose="contact", **there)
    ended = {"state": "ended", "result": "spoken", "ended_at": MONDAY}
    Enrolment.objects.filter(purpose="contact").update(**ended)
    Enrolment.objects.create(purpose="contact", **there)


# Advances in batches of five. At the given save it says so and waits to be killed.
KILLED = """
import os, sys, time, django
from django.conf import settings
name, at = sys.argv[1], int(sys.argv[2])
settings.DATABASES["default"]["NAME"] = name
django.setup()
from datetime import datetime, UTC
from kik_wagtail.routes.services import advancing, moving
advancing.AT_A_TIME = 5
saved, save = 0, moving.save
def counted(enrolment):
    global saved
    if saved == at:
        print("now", flush=True)
        time.sleep(60)
    saved += 1
    save(enrolment)
moving.save = counted
advancing.advance(now=datetime.fromisoformat(sys.argv[3]))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("at", "kept"), [(10, 10), (13, 10)], ids=["between two batches", "in the middle of one"])
def test_work_that_is_killed_is_taken_up_again_with_nobody_twice_and_nobody_skipped(at, kept):
    with scope.everything("test"):
        residents, _version = many(20)
    command = [sys.executable, "-c", KILLED, str(connection.settings_dict["NAME"]), str(at), MONDAY.isoformat()]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "now\n"
        os.kill(child.pid, signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    with scope.everything("test"):
        assert Enrolment.objects.filter(number=2).count() == kept
    assert services.advance(now=MONDAY) == {"moved": 20 - kept}
    with scope.everything("test"):
        assert_each_moved_once(residents)
