from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from demo_site.intranet.models import SectionPage
from demo_site.people import LOGINS, PASSWORD
from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import Commitment, ConversationReport, FollowUp
from kik_wagtail.permissions import roles_of
from kik_wagtail.residents.models import Area, AreaMember, Resident
from kik_wagtail.routes import entries
from kik_wagtail.snippets.models import FourEyesTask
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def kik_demo(residents: int, **options) -> None:
    call_command("kik_demo", residents=residents, today=DAY, stdout=StringIO(), **options)


def everything_told() -> list:
    contacts = FollowUp.objects.order_by("resident__client_number", "planned_at", "target_on", "kind")
    return [
        list(
            Resident.objects.order_by("client_number").values_list("id", "client_number", "surname", "coach__username")
        ),
        [
            (row.resident.client_number, row.kind, row.outcome, row.target_on, row.appointment_at, row.planned_at)
            for row in contacts.select_related("resident")
        ],
        sorted(row.what for row in Commitment.objects.all()),
    ]


def test_without_residents_there_are_only_areas_and_people(everything):
    kik_demo(0)
    assert list(Area.objects.order_by("pk").values_list("name", flat=True)) == [
        *("Centrum", "Oude Wijken", "Noorddijk", "Oost", "West", "Zuid", "Haren", "Ten Boer")
    ]
    members = dict(AreaMember.objects.filter(role="coach").values_list("user__username", "area__name"))
    assert len(members) == 60
    assert (members["coach01"], members["coach08"], members["coach09"]) == ("Centrum", "Ten Boer", "Centrum")
    assert not Resident.objects.exists()


def test_everyone_who_is_printed_can_log_in_with_their_role(client):
    kik_demo(0)
    for name, (_first, _last, role, _does) in LOGINS.items():
        assert client.login(username=name, password=PASSWORD)
        assert roles_of(get_user_model().objects.get(username=name)) == {role}


def test_the_same_seed_and_day_give_the_same_data(everything, transactional_rollback):
    told = []
    for seed in (7, 7, 8):
        with transactional_rollback():
            kik_demo(25, seed=seed)
            residents, contacts, promises = everything_told()
            told.append([[row[1:] for row in residents], contacts, promises])
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_a_second_run_adds_only_who_is_missing(everything):
    kik_demo(10)
    before = everything_told()
    kik_demo(10)
    assert everything_told() == before
    kik_demo(15)
    assert Resident.objects.count() == 15
    assert everything_told()[0][:10] == before[0]


def test_the_story_is_one_that_the_house_would_accept(everything):
    kik_demo(60)
    for row in FollowUp.objects.all():
        row.full_clean()
    for row in Resident.objects.all():
        row.full_clean()
    assert all(row.follow_up.outcome == "held" for row in ConversationReport.objects.select_related("follow_up"))


def test_there_is_something_to_do_and_most_is_in_order(everything):
    kik_demo(300)
    found = beeper.by_kind(beeper.counts(DAY))
    for code in ("due", "overdue", "nothing_planned", "resident_silent", "commitment_overdue"):
        assert found[code], code
    assert found["nothing_planned"] < 30


def test_somebody_is_there_for_each_way_onto_a_route_that_looks_for_people_who_are_out_of_view(everything):
    kik_demo(150)
    for entry in ("declined_or_never_reached", "never_spoken", "almost_12_months"):
        assert entries.find(entry, DAY).exists(), entry


def test_it_refuses_where_the_settings_are_not_those_of_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        kik_demo(0)
    assert not Area.objects.exists()


def test_the_pages_answer_and_load_nothing_from_elsewhere(client):
    kik_demo(0)
    for path in ("/", "/nieuws/", "/werk-en-meedoen/", "/zoeken/?q=wijkcentrum", "/inloggen/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert b'src="http' not in answer.content
        assert b'href="http' not in answer.content.replace(b'href="http://localhost/', b"")


def test_a_page_of_the_section_that_is_sent_in_waits_for_a_second_person(everything):
    kik_setup()
    kik_demo(0)
    section = SectionPage.objects.get(title="Werk en meedoen")
    assert section.get_workflow().tasks.get().specific_class is FourEyesTask
