from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from kik_wagtail import checks
from kik_wagtail.checks import AUTHENTICATION, MIDDLEWARE, Finding
from kik_wagtail.outbox.models import Heartbeat, OutboxItem

QUEUE = {
    "orm": "default",
    "workers": 1,
    "queue_limit": 1,
    "timeout": 600,
    "retry": 1500,
    "max_attempts": 3,
    "catch_up": False,
    "save_limit": 200,
}
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def ids(check) -> list[str]:
    return [message.id.removeprefix("kik_wagtail.") for message in check()]


def test_the_demo_has_nothing_to_complain_about():
    for check in (checks.check_apps, checks.check_middleware, checks.check_queue, checks.check_field_keys):
        assert ids(check) == []
    for check in (checks.check_database, checks.check_private_storage, checks.check_clock):
        assert ids(check) == []


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([AUTHENTICATION], ["E002"]),
        ([AUTHENTICATION, MIDDLEWARE, MIDDLEWARE], ["E003"]),
        ([MIDDLEWARE, AUTHENTICATION], ["E004"]),
        ([MIDDLEWARE], ["E004"]),
        ([AUTHENTICATION, MIDDLEWARE], []),
    ],
)
def test_the_middleware_stands_once_and_after_the_one_that_knows_the_user(settings, names, found):
    settings.MIDDLEWARE = names
    assert ids(checks.check_middleware) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"orm": "other"}, ["E010"]),
        ({"workers": None}, ["E011"]),
        ({"timeout": None}, ["E011"]),
        ({"retry": 1200}, ["E012"]),
        ({"retry": 1201}, []),
        ({"workers": 2, "queue_limit": 8, "retry": 3000}, ["E012"]),
        ({"max_attempts": 0}, ["E013"]),
        ({"catch_up": True}, ["E014"]),
        ({"save_limit": 0}, ["W015"]),
        ({"save_limit": -1}, ["W015"]),
    ],
)
def test_a_queue_that_would_do_things_twice_or_for_ever_is_refused(settings, change, found):
    settings.Q_CLUSTER = {**QUEUE, **change}
    assert ids(checks.check_queue) == found


def test_no_queue_settings_at_all_names_everything_to_write(settings):
    del settings.Q_CLUSTER
    assert ids(checks.check_queue) == ["E010", "E011", "E013", "E014"]


@pytest.mark.parametrize(("keys", "found"), [([], ["E020"]), (["no key"], ["E021"]), ([""], ["E021"])])
def test_report_texts_need_a_real_key(settings, keys, found):
    settings.KIK_WAGTAIL_FIELD_KEYS = keys
    assert ids(checks.check_field_keys) == found


@pytest.mark.parametrize(
    ("database", "found"),
    [
        ({"ENGINE": "django.db.backends.sqlite3", "NAME": "x.sqlite3"}, ["W030"]),
        ({"ENGINE": "django.db.backends.sqlite3", "NAME": "x", "OPTIONS": {"transaction_mode": "IMMEDIATE"}}, []),
        ({"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0}, ["W031"]),
        ({"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600}, []),
        ({"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None}, []),
    ],
)
def test_the_database_settings_that_keep_people_out_of_each_others_way(database, found):
    assert ids(lambda: checks.database_messages(database)) == found


def test_private_files_never_lie_below_the_media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.KIK_WAGTAIL_PRIVATE_STORAGE = str(tmp_path / "private")
    assert ids(checks.check_private_storage) == ["E040"]


def test_every_check_says_what_to_write(settings):
    settings.MIDDLEWARE = []
    del settings.Q_CLUSTER
    settings.KIK_WAGTAIL_FIELD_KEYS = []
    for check in (checks.check_middleware, checks.check_queue, checks.check_field_keys):
        assert all(message.hint for message in check())


def kik_check() -> tuple[int, dict]:
    output, status = StringIO(), 0
    try:
        call_command("kik_check", format="json", stdout=output)
    except SystemExit as error:
        status = error.code
    return status, json.loads(output.getvalue())


def codes(answer: dict) -> dict[str, str]:
    return {finding["code"]: finding["level"] for finding in answer["findings"]}


@pytest.mark.django_db
def test_a_tick_or_queue_never_seen_is_a_warning_and_no_error():
    status, answer = kik_check()
    assert {"tick.never_seen": "warning", "queue.never_seen": "warning"}.items() <= codes(answer).items()
    assert (status, answer["ok"]) == (0, True)


@pytest.mark.django_db
def test_a_tick_that_fell_silent_is_an_error():
    Heartbeat.objects.create(name="tick", at=NOW - timedelta(days=400))
    status, answer = kik_check()
    assert codes(answer)["tick.silent"] == "error"
    assert (status, answer["ok"]) == (1, False)


@pytest.mark.django_db
def test_rows_that_wait_for_a_person_are_counted():
    OutboxItem.objects.create(key="x", topic="mail", state="uncertain", due_at=NOW, created_at=NOW)
    assert codes(kik_check()[1])["outbox.for_a_person"] == "warning"


@pytest.mark.django_db
def test_a_check_that_fails_itself_is_a_finding_without_its_text(monkeypatch):
    def broken(now):
        raise ValueError("mevrouw Zomer")

    monkeypatch.setattr(checks, "_sources", [broken])
    status, answer = kik_check()
    assert status == 1
    assert "Zomer" not in json.dumps(answer)


@pytest.mark.django_db
def test_a_room_can_add_its_own_findings(monkeypatch):
    monkeypatch.setattr(checks, "_sources", [])
    checks.register_finding(lambda now: [Finding("room.odd", "info", "Odd.")])
    assert codes(kik_check()[1]) == {"room.odd": "info"}
