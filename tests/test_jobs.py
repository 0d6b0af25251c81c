from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django_q.models import OrmQ

from kik_wagtail import jobs
from kik_wagtail.outbox.models import Heartbeat, OutboxItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch):
    """A timetable with one job, at six o'clock; gives the moments at which it ran."""
    moments: list[datetime] = []
    monkeypatch.setattr(jobs, "DAILY", (jobs.Daily("nightly_beeper", time(6), moments.append),))
    return moments


def utc(*args: int) -> datetime:
    return datetime(*args, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("an ordinary day", utc(2026, 11, 23, 4, 59), utc(2026, 11, 23, 5, 1)),
        ("summer time begins", utc(2026, 3, 29, 3, 59), utc(2026, 3, 29, 4, 1)),
        ("summer time ends", utc(2026, 10, 25, 4, 59), utc(2026, 10, 25, 5, 1)),
    ],
)
def test_a_daily_job_runs_once_a_local_day_whoever_rings(ran, day, before, after):
    jobs.run_due(now=before, worker="tick")
    assert ran == []
    for minutes in range(0, 60 * 17, 30):
        jobs.run_due(now=after + timedelta(minutes=minutes), worker="tick")
        jobs.run_due(now=after + timedelta(minutes=minutes), worker="queue")
    assert len(ran) == 1


def test_a_daily_job_whose_hour_comes_twice_runs_once(monkeypatch):
    moments: list[datetime] = []
    monkeypatch.setattr(jobs, "DAILY", (jobs.Daily("nightly_beeper", time(2, 30), moments.append),))
    for minutes in range(0, 240, 10):
        jobs.run_due(now=utc(2026, 10, 24, 23, 0) + timedelta(minutes=minutes), worker="tick")
    assert len(moments) == 1


def test_after_two_days_off_today_is_done_once(ran):
    jobs.run_due(now=utc(2026, 11, 23, 7, 0), worker="tick")
    jobs.run_due(now=utc(2026, 11, 25, 7, 0), worker="tick")
    assert len(ran) == 2


def test_the_timetable_names_functions_that_exist():
    for row in jobs.timetable().values():
        module, name = row["func"].rsplit(".", 1)
        assert (module, callable(getattr(jobs, name))) == ("kik_wagtail.jobs", True)


def test_a_new_row_rings_the_queue_with_nothing_but_a_name(django_capture_on_commit_callbacks, ran):
    with django_capture_on_commit_callbacks(execute=True):
        jobs._post_if_due(jobs.DAILY[0], utc(2026, 11, 23, 7, 0))
    assert [(row.func(), row.task["args"]) for row in OrmQ.objects.all()] == [(jobs.DRAIN, ())]


def test_the_queue_does_not_keep_itself_awake(django_capture_on_commit_callbacks, ran):
    moment = utc(2026, 11, 23, 7, 0)
    jobs.run_due(now=moment, worker="queue")
    with django_capture_on_commit_callbacks() as callbacks:
        jobs.run_due(now=moment, worker="queue")
    assert callbacks == []


def test_the_tick_drains_and_shows_that_it_lives(ran):
    output = StringIO()
    call_command("kik_tick", format="json", stdout=output)
    assert json.loads(output.getvalue())["alarm"] is None
    assert Heartbeat.objects.get().name == "tick"


def test_the_tick_raises_the_alarm_when_something_stays_due(monkeypatch):
    long_ago = utc(2026, 1, 1, 8, 0)
    OutboxItem.objects.create(key="x", topic="nobody registered this", due_at=long_ago, created_at=long_ago)
    with pytest.raises(CommandError) as error:
        call_command("kik_tick", stdout=StringIO())
    assert error.value.returncode == 1
