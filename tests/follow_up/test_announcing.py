from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from kik_wagtail import scope
from kik_wagtail.follow_up import announcing
from kik_wagtail.follow_up.announcing import announce_beeps
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.outbox import services as outbox
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def world(transactional_db):
    """coach01 has three signals, coach02 one that only looks ahead, coach03 nothing."""
    with scope.everything("test"):
        coaches = [make_user(f"coach0{number}") for number in (1, 2, 3)]
        area = make_area("Oost", *coaches)
        for _number in range(3):
            resident = make_resident(
                area=area, coach=coaches[0], surname="Geheim", last_conversation_on=date(2026, 5, 1)
            )
            make_follow_up(resident, target_on=date(2026, 10, 1))
        ahead = make_resident(area=area, coach=coaches[1], last_conversation_on=date(2025, 12, 24))
        make_follow_up(ahead, target_on=date(2026, 12, 20))
        make_resident(area=area)  # nobody's: beeps, but there is nobody to mail
    return coaches


def ring(now=NOW):
    announce_beeps(now=now)
    return outbox.drain(now=now, worker="test")


def test_a_coach_with_signals_gets_one_mail_with_a_number_and_a_link_and_no_name(world):
    ring()
    (sent,) = mail.outbox
    assert sent.to == ["coach01@example.org"]
    assert sent.subject.startswith("3 ")
    assert sent.body.rstrip().endswith("/admin/kik/vandaag/")
    assert "Geheim" not in sent.body + sent.subject
    assert not AccessRecord.objects.exists()


def test_nobody_gets_two_mails_a_day_however_often_is_rung(world):
    assert announce_beeps(now=NOW) == 1
    for hours in range(1, 17):
        assert announce_beeps(now=NOW + timedelta(hours=hours)) == 0
        outbox.drain(now=NOW + timedelta(hours=hours), worker="test")
    assert len(mail.outbox) == 1
    ring(NOW + timedelta(days=1))
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("2026-11-22T23:30+00:00", "2026-11-23T22:30+00:00"),  # 00:30 and 23:30 of the same day in Groningen
        ("2026-10-24T22:30+00:00", "2026-10-25T22:30+00:00"),  # the day of 25 hours
        ("2026-03-28T23:30+00:00", "2026-03-29T21:30+00:00"),  # the day of 23 hours
    ],
)
def test_a_day_is_a_day_in_groningen(world, early, late):
    with scope.everything("test"):
        FollowUp.objects.update(earliest_on=date(2026, 1, 1), target_on=date(2026, 2, 1), latest_on=date(2026, 2, 20))
    first, second = datetime.fromisoformat(early), datetime.fromisoformat(late)
    assert announce_beeps(now=first) > 0
    assert announce_beeps(now=second) == 0
    assert announce_beeps(now=second + timedelta(hours=1)) > 0


def test_what_was_done_before_the_mail_left_is_not_announced(world):
    announce_beeps(now=NOW)
    with scope.everything("test"):
        FollowUp.objects.filter(coach=world[0]).update(target_on=date(2027, 2, 1), latest_on=date(2027, 3, 1))
    outbox.drain(now=NOW, worker="test")
    assert mail.outbox == []
    assert OutboxItem.objects.get().receipt == "nothing left"


def test_a_coach_who_left_gets_nothing(world):
    world[0].is_active = False
    world[0].save()
    ring()
    assert mail.outbox == []


def test_a_mail_server_that_does_not_answer_is_tried_again_and_sends_once(world, monkeypatch):
    connect = announcing.get_connection

    def refuse(*args, **kwargs):
        connection = connect(*args, **kwargs)
        connection.open = lambda: (_ for _ in ()).throw(ConnectionRefusedError)
        return connection

    monkeypatch.setattr(announcing, "get_connection", refuse)
    assert ring() == {"waiting": 1}
    monkeypatch.setattr(announcing, "get_connection", connect)
    outbox.drain(now=NOW + timedelta(minutes=10), worker="test")
    assert len(mail.outbox) == 1


def test_a_mail_that_may_have_left_is_for_a_person_to_decide(world, monkeypatch):
    def half_way(self, *args, **kwargs):
        raise TimeoutError

    monkeypatch.setattr(announcing.EmailMessage, "send", half_way)
    assert ring() == {"uncertain": 1}
    assert outbox.drain(now=NOW + timedelta(hours=2), worker="test") == {}
