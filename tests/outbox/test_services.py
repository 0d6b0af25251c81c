from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from wagtail.models import ModelLogEntry

from kik_wagtail.outbox import services, topics
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.outbox.services import decide, drain, enqueue

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
State = OutboxItem.State


class Sink:
    """Where effects arrive; raises what it is told to raise."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.error: Exception | None = None

    def __call__(self, payload, *, key, now):
        if self.error:
            raise self.error
        self.keys.append(key)
        return f"receipt {payload['id']}"


@pytest.fixture
def sink(monkeypatch):
    monkeypatch.setattr(topics, "_topics", {})
    monkeypatch.setattr(topics, "_bells", [])
    sink = Sink()
    topics.register("page", sink, repeatable=True)
    topics.register("mail", sink, repeatable=False)
    return sink


def put(key="a", topic="page", **kwargs):
    return enqueue(key=key, topic=topic, payload={"id": 7}, now=NOW, **kwargs)


def the_item() -> OutboxItem:
    return OutboxItem.objects.get()


def test_the_same_key_twice_is_one_row_and_one_effect(sink):
    assert put() is True
    assert put() is False
    assert drain(now=NOW, worker="w") == {"done": 1}
    assert drain(now=NOW, worker="w") == {}
    assert sink.keys == ["a"]
    assert the_item().receipt == "receipt 7"


def test_a_row_of_a_transaction_that_fails_never_was(sink):
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not OutboxItem.objects.exists()


def test_an_unknown_topic_is_refused_at_once(sink):
    with pytest.raises(topics.UnknownTopic):
        put(topic="no such")


def test_nothing_happens_before_it_is_due(sink):
    put(due_at=NOW + timedelta(hours=1))
    drain(now=NOW, worker="w")
    assert sink.keys == []
    drain(now=NOW + timedelta(hours=1), worker="w")
    assert sink.keys == ["a"]


def test_what_keeps_failing_is_set_aside_after_three_attempts_and_the_others_go_on(sink):
    put("bad")
    topics.register("good", Sink(), repeatable=True)
    put("good", topic="good")
    sink.error = ValueError("a name")
    ends = [drain(now=NOW + timedelta(hours=hour), worker="w") for hour in range(5)]
    assert ends[0] == {"waiting": 1, "done": 1}
    assert ends[2] == {"failed": 1}
    assert ends[3] == ends[4] == {}
    bad = OutboxItem.objects.get(key="bad")
    assert (bad.attempts, bad.last_error) == (3, "ValueError")  # the kind only: the text may hold a name


def test_mail_that_stops_halfway_is_uncertain_and_never_sent_again_by_itself(sink):
    put(topic="mail")
    sink.error = ConnectionError()
    assert drain(now=NOW, worker="w") == {"uncertain": 1}
    sink.error = None
    drain(now=NOW + timedelta(days=1), worker="w")
    assert sink.keys == []


def test_mail_that_certainly_did_not_leave_is_tried_again(sink):
    put(topic="mail")
    sink.error = topics.NotDone()
    assert drain(now=NOW, worker="w") == {"waiting": 1}
    sink.error = None
    assert drain(now=NOW + timedelta(minutes=5), worker="w") == {"done": 1}


@pytest.mark.parametrize(
    ("topic", "attempts", "state"), [("page", 1, "done"), ("page", 3, "failed"), ("mail", 1, "uncertain")]
)
def test_a_worker_that_dies_leaves_its_row_to_the_next_one_or_to_a_person(sink, topic, attempts, state):
    put(topic=topic)
    OutboxItem.objects.update(state=State.WORKING, attempts=attempts, lease_until=NOW + services.LEASE)
    drain(now=NOW + timedelta(minutes=9), worker="w")
    assert the_item().state == State.WORKING
    drain(now=NOW + timedelta(minutes=11), worker="w")
    assert the_item().state == state
    assert len(sink.keys) == (1 if state == "done" else 0)


def test_of_two_workers_one_gets_the_row(sink):
    put()
    assert services._claim(the_item().pk, now=NOW, worker="one") is not None
    assert services._claim(the_item().pk, now=NOW, worker="two") is None


def test_a_worker_whose_lease_ran_out_does_not_overwrite_the_next_one(sink):
    put()
    slow = services._claim(the_item().pk, now=NOW, worker="slow")
    OutboxItem.objects.update(attempts=2)  # taken back and claimed again meanwhile
    services._finish(slow, {"state": State.FAILED})
    assert the_item().state == State.WORKING


def test_the_bell_rings_once_after_commit_and_its_failure_harms_nobody(sink, django_capture_on_commit_callbacks):
    rung = []

    def ring():
        rung.append(1)
        raise ConnectionError

    topics.register_bell(ring)
    with django_capture_on_commit_callbacks(execute=True):
        put("a")
        put("b")
        assert rung == []
    assert rung == [1]


def test_what_is_due_later_rings_no_bell(sink, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        put(due_at=NOW + timedelta(days=1))
    assert callbacks == []


def test_what_is_there_already_rings_no_bell(sink, django_capture_on_commit_callbacks):
    put()
    with django_capture_on_commit_callbacks() as callbacks:
        put()
    assert callbacks == []


def test_a_person_decides_once_and_it_is_logged(sink, admin_user):
    put(topic="mail")
    sink.error = ConnectionError()
    drain(now=NOW, worker="w")
    item = the_item()
    decide(item=item, retry=False, user=admin_user, now=NOW)
    with pytest.raises(services.WrongTransition):
        decide(item=item, retry=True, user=admin_user, now=NOW)
    assert the_item().state == State.DONE
    assert ModelLogEntry.objects.get().action == "kik_wagtail.outbox_done"


def test_a_person_can_have_a_failed_row_tried_again(sink, admin_user):
    put()
    OutboxItem.objects.update(state=State.FAILED, attempts=3)
    decide(item=the_item(), retry=True, user=admin_user, now=NOW)
    assert drain(now=NOW, worker="w") == {"done": 1}
