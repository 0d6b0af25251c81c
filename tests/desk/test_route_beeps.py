"""What a route asks of a coach beeps: the same number in list, counter, panel, mail and command."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.desk.worklist import worklist_of
from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.announcing import announce_beeps
from kik_wagtail.outbox.services import drain
from kik_wagtail.residents.access import as_user
from kik_wagtail.routes.models import Enrolment
from tests.desk.conftest import NOW, TODAY
from tests.desk.walking import walk, walk_to_the_fork
from tests.factories import make_area, make_resident, make_user
from tests.routes.world import publish_route

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(everything):
    return publish_route()


@pytest.fixture
def waiting(resident, version):
    return walk_to_the_fork(resident, version)


def html(response) -> str:
    return response.content.decode()


def test_a_decision_beeps_from_its_own_day(resident, version, coach):
    enrolment = walk(resident, version, days=24)
    assert enrolment.asks == "decision"
    assert beeper.counts_of(enrolment.due_on - timedelta(days=1), coach)["flag"] == 0
    assert beeper.counts_of(enrolment.due_on, coach)["flag"] == 1


def test_the_row_says_what_is_needed_after_which_step_and_leads_to_the_decision(page, waiting):
    shown = html(page.get(reverse("kik_desk:today")))
    assert "Besluit nodig: In Beeld, na “Tweede uitnodiging, met plicht”" in shown
    assert reverse("kik_desk:decide", args=[waiting.pk]) in shown


def test_a_letter_that_cannot_be_made_says_why_and_leads_to_what_mends_it(page, resident, version):
    type(resident).objects.filter(pk=resident.pk).update(street="")
    walk(resident, version, days=1)
    shown = html(page.get(reverse("kik_desk:today")))
    assert "Brief kan niet gemaakt worden: de straat ontbreekt" in shown
    assert reverse("kik_residents_modeladmin_edit", args=[resident.pk]) in shown


def test_a_letter_whose_text_is_in_the_way_asks_for_the_owner_of_the_text(page, resident, version):
    enrolment = walk(resident, version, days=1)
    Enrolment.objects.filter(pk=enrolment.pk).update(asks="letter:text_expired:text")
    shown = html(page.get(reverse("kik_desk:on_route", args=[enrolment.pk])))
    assert "Brief kan niet gemaakt worden: de tekst is verlopen" in shown
    assert "Vraag de eigenaar van de tekst" in shown
    assert reverse("kik_residents_modeladmin_edit", args=[resident.pk]) not in shown


def test_list_counter_panel_mail_and_command_say_the_same(page, waiting, coach):
    assert "1</b> besluit of brief" in html(page.get(reverse("wagtailadmin_home")))
    assert waiting.resident.client_number in html(page.get(reverse("kik_desk:beeps", args=["flag"])))
    with as_user(coach):
        worklist = worklist_of(coach, now=NOW)
    assert worklist.counts["flag"] == 1
    assert [row.resident for part in worklist.beeps if part.code == "flag" for row in part.rows] == [waiting.resident]
    out = StringIO()
    call_command("kik_beep", "--format", "json", "--date", TODAY.isoformat(), stdout=out)
    assert json.loads(out.getvalue())["by_kind"]["flag"] == 1
    announce_beeps(now=NOW)
    drain(now=NOW, worker="test")
    assert [message.to for message in mail.outbox] == [[coach.email]]
    assert mail.outbox[0].subject.startswith(f"{worklist.waiting} ")


def test_a_pause_is_silent_and_a_decision_taken_is_silent(waiting, coach):
    Enrolment.objects.filter(pk=waiting.pk).update(state="paused")
    assert beeper.counts_of(TODAY, coach)["flag"] == 0
    Enrolment.objects.filter(pk=waiting.pk).update(state="running", asks="")
    assert beeper.counts_of(TODAY, coach)["flag"] == 0


def test_nobody_else_hears_the_beep(waiting, client):
    other = make_user("coach02", roles=("coach",))
    make_area("West", other)
    client.force_login(other)
    assert waiting.resident.client_number not in html(client.get(reverse("kik_desk:today")))


def test_as_many_queries_for_one_decision_as_for_twenty(page, waiting, area, coach):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert page.get(reverse("kik_desk:beeps", args=["flag"])).status_code == 200
        return len([query for query in found if "accessrecord" not in query["sql"]])

    page.get(reverse("kik_desk:beeps", args=["flag"]))
    few = asked()
    values = Enrolment.objects.filter(pk=waiting.pk).values().get()
    for _time in range(19):
        resident = make_resident(area=area, coach=coach)
        Enrolment.objects.create(**values | {"id": None, "resident_id": resident.pk})
    assert asked() == few


def test_a_host_site_adds_its_own_beep_once():
    kind = beeper.BY_CODE["flag"]
    beeper.register(kind)
    with pytest.raises(ValueError, match="flag"):
        beeper.register(beeper.BeepKind("flag", "iets anders", kind.find))
    assert beeper.BY_CODE["flag"] is kind
