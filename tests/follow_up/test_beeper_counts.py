from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kik_wagtail import scope
from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import Commitment, FollowUp, Kind
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.residents.access import as_user
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
near = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
contacts = st.fixed_dictionaries(
    {
        "target_on": near,
        "kind": st.sampled_from([Kind.FOLLOW_UP, Kind.CALL_BACK, Kind.REMINDER_CALL]),
        "resident_by": st.none() | near,
        "appointment": st.none() | near,
        "last": st.none() | st.integers(0, 500).map(lambda days: TODAY - timedelta(days=days)),
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(contacts, max_size=6))
def test_counters_equal_the_lists_and_one_contact_gives_one_beep(everything, transactional_rollback, drawn):
    with transactional_rollback():
        coach = make_user()
        area = make_area("", coach)
        for values in drawn:
            _draw(area, coach, values)
        with as_user(coach):
            counted = beeper.counts_of(TODAY, coach)
            lists = {kind.code: list(rows) for kind, rows in beeper.of_coach(TODAY, coach)}
        with scope.everything("test"):
            for_all = beeper.counts(TODAY)
        assert counted == {code: len(rows) for code, rows in lists.items()}
        assert {code: n for code, n in counted.items() if n} == {
            code: n for (code, who), n in for_all.items() if who == coach.pk
        }
        beeping = [row.pk for rows in lists.values() for row in rows if isinstance(row, FollowUp)]
        assert len(beeping) == len(set(beeping))


def _draw(area, coach, values):
    resident = make_resident(area=area, coach=coach, last_conversation_on=values["last"])
    appointment = values["appointment"]
    make_follow_up(
        resident,
        target_on=values["target_on"],
        kind=values["kind"],
        initiative="resident" if values["resident_by"] else "coach",
        resident_by=values["resident_by"],
        appointment_at=appointment and datetime(appointment.year, appointment.month, appointment.day, 10, tzinfo=UTC),
    )


def test_a_resident_who_made_an_appointment_is_not_silent(everything):
    coach = make_user()
    resident = make_resident(coach=coach, last_conversation_on=date(2026, 5, 1))
    make_follow_up(
        resident,
        target_on=TODAY,
        initiative="resident",
        resident_by=date(2026, 11, 16),
        appointment_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
    )
    counted = beeper.counts_of(TODAY, coach)
    assert (counted["resident_silent"], counted["due"]) == (0, 1)


def run(*args) -> dict:
    out = StringIO()
    call_command("kik_beep", "--format", "json", *args, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def world(everything):
    coach = make_user("coach01")
    area = make_area("Oost", coach)
    late = make_resident(area=area, coach=coach, last_conversation_on=date(2026, 5, 1))
    make_follow_up(late, target_on=date(2026, 10, 1))
    Commitment.objects.create(
        resident=late, area=area, coach=coach, by="coach", what="x", made_on=date(2026, 10, 1), due_on=date(2026, 11, 1)
    )
    make_resident(area=area)  # nobody's, nothing planned


def test_kik_beep_prints_one_json_object_by_kind_and_by_coach(world):
    report = run("--date", "2026-11-23")
    assert report["date"] == "2026-11-23"
    assert report["total"] == 3 == sum(report["by_kind"].values()) == sum(report["by_coach"].values())
    assert set(report["by_kind"]) == set(beeper.BY_CODE)
    assert {code: n for code, n in report["by_kind"].items() if n} == {
        "overdue": 1, "nothing_planned": 1, "commitment_overdue": 1,
    }  # fmt: skip
    assert report["by_coach"] == {"": 1, "coach01": 2}


def test_kik_beep_only_reads_and_leaves_no_access_record(world):
    run("--date", "2026-11-23")
    assert not OutboxItem.objects.exists()
    assert not AccessRecord.objects.exists()


def test_kik_beep_announces_on_request_once(world):
    for _time in range(2):
        run("--date", "2026-11-23", "--announce")
    assert OutboxItem.objects.count() == 1
    assert OutboxItem.objects.get().key.startswith("beep-mail:2026-11-23:")


def test_another_day_gives_another_number(world):
    assert run("--date", "2026-09-01")["by_kind"]["overdue"] == 0
