"""Who saw whom, on the auditor's screen."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from kik_wagtail import scope
from kik_wagtail.admin import pagination
from kik_wagtail.privacy.log_actions import READ
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_resident, make_user
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db
SCREENS = ("kik_access:index", "kik_access:index_results")


@pytest.fixture
def auditor(client):
    kik_setup()
    user = make_user("auditor", roles=("auditor",))
    client.force_login(user)
    return user


@pytest.fixture
def coach(db):
    return make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Voorbeeld")


@pytest.fixture
def resident(db):
    with scope.everything("test"):
        return make_resident(client_number="0007777", surname="Naamgeheim")


def saw(user_id, resident_id, *, at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC), **values):
    values = {"action": "view", "route": "kik_desk:contact", "result": 200, "origin": "web", "roles": "coach"} | values
    return AccessRecord.objects.create(at=at, operation=uuid4(), user_id=user_id, resident=resident_id, **values)


def ask(client, name="kik_access:index", **params):
    response = client.get(reverse(name), params)
    assert response.status_code == 200
    return response


def rows(response):
    return list(response.context["object_list"])


@pytest.mark.parametrize("name", SCREENS)
def test_the_auditor_reads_who_saw_whom_in_keys_and_without_names(client, auditor, coach, resident, name):
    saw(coach.pk, resident.pk, purpose="Terugbellen")
    said = ask(client, name).content.decode()
    for part in ("Anouk Voorbeeld", "KIK coach", str(resident.pk), "kik_desk:contact", "Terugbellen", "10:30"):
        assert part in said
    assert "Naamgeheim" not in said
    assert "0007777" not in said


@pytest.mark.parametrize("role", ["coach", "team_lead", "content_editor", "manager", "functional_administrator"])
def test_no_other_role_reads_it_or_finds_it_in_the_menu(client, auditor, resident, role):
    saw(auditor.pk, resident.pk)
    client.force_login(make_user(roles=(role,)))
    for name in SCREENS:
        assert client.get(reverse(name)).status_code == 302
    assert "kik/toegang" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert not ModelLogEntry.objects.filter(action=READ).exists()


def test_it_stands_among_the_reports_of_the_auditor(client, auditor):
    assert "kik/toegang" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_client_number_finds_the_resident_and_the_look_up_is_on_record(client, auditor, coach, resident):
    other = saw(coach.pk, resident.pk + 1)
    mine = saw(coach.pk, resident.pk)
    found = rows(ask(client, client_number="0007777"))
    assert mine in found
    assert other not in found
    looked_up = AccessRecord.objects.get(user_id=auditor.pk)
    assert (looked_up.resident, looked_up.route) == (resident.pk, "kik_access:index")


def test_an_unknown_client_number_finds_nothing_and_leaves_no_access_record(client, auditor, coach, resident):
    saw(coach.pk, resident.pk)
    assert rows(ask(client, client_number="0000000")) == []
    assert AccessRecord.objects.count() == 1


def test_a_key_still_finds_the_records_of_a_resident_who_is_gone(client, auditor, coach, resident):
    gone = saw(coach.pk, 990099)
    saw(coach.pk, resident.pk)
    assert rows(ask(client, resident="990099")) == [gone]


def test_each_reading_is_on_record_with_what_was_asked_and_no_client_number(client, auditor, coach, resident):
    saw(coach.pk, resident.pk)
    ask(client, client_number="0007777", user_id=coach.pk, at_from="2026-03-01", at_to="2026-03-31")
    entry = ModelLogEntry.objects.get(action=READ)
    assert entry.user == auditor
    assert entry.data["resident"] == resident.pk
    assert entry.data["person"] == coach.pk
    assert entry.data["from"].startswith("2026-03-01")
    assert "0007777" not in str(entry.data) + entry.label


def test_person_and_period_narrow_the_list(client, auditor, coach, resident):
    march = saw(coach.pk, resident.pk)
    april = saw(coach.pk, resident.pk, at=datetime(2026, 4, 2, 9, 0, tzinfo=UTC))
    saw(auditor.pk, resident.pk)
    assert rows(ask(client, user_id=coach.pk)) == [april, march]
    assert rows(ask(client, user_id=coach.pk, at_to="2026-03-31")) == [march]
    assert april not in rows(ask(client, at_from="2026-03-01", at_to="2026-03-31"))


@pytest.mark.parametrize(
    "params",
    [
        {"resident": "9" * 40},
        {"resident": "-1"},
        {"user_id": "x"},
        {"at_from": "31-02-2026"},
        {"at_from": "0001-01-01"},
        {"at_to": "9999-12-31"},
        {"client_number": "\0"},
        {"client_number": "' OR 1=1 --"},
        {"p": "-1"},
        {"p": "9" * 30},
    ],
)
def test_nonsense_is_no_crash(client, auditor, resident, params):
    saw(auditor.pk, resident.pk)
    ask(client, **params)


def test_people_who_are_gone_keep_their_key_and_jobs_have_no_person(client, auditor, resident):
    saw(987654, resident.pk)
    saw(None, resident.pk, origin="job", result=0, roles="")
    said = ask(client).content.decode()
    assert "987654" in said


def test_it_is_not_exported(client, auditor, resident):
    saw(auditor.pk, resident.pk)
    for form in ("csv", "xlsx"):
        assert "text/html" in ask(client, export=form)["Content-Type"]


def test_the_count_stops_and_the_number_of_queries_stays_the_same(client, auditor, coach, resident, monkeypatch):
    monkeypatch.setattr(pagination, "COUNT_CAP", 60)
    saw(coach.pk, resident.pk)
    ask(client)
    with CaptureQueriesContext(connection) as few:
        ask(client)
    for number in range(70):
        saw(coach.pk, resident.pk + number)
    with CaptureQueriesContext(connection) as many:
        said = ask(client).content.decode()
    assert len(many) == len(few)
    assert "60+" in said


def test_the_page_is_not_kept_by_the_browser(client, auditor):
    assert "no-store" in ask(client)["Cache-Control"]
