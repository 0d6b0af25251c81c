"""The decision screen: who, where, how it went, the named outcomes and a ground; nothing decides by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kik_wagtail.residents.models import AreaMember
from kik_wagtail.routes import services
from kik_wagtail.routes.models import StepVisit
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.snippets.models import Principle
from tests.desk.conftest import NOW
from tests.desk.walking import walk, walk_to_the_fork
from tests.factories import make_user
from tests.routes.inbeeld import on, step
from tests.routes.world import CALENDAR, Clock, fresh, publish_route, put_on

pytestmark = pytest.mark.django_db
GROUND = "De buren maken zich zorgen; de inwoner doet niet open."


@pytest.fixture
def version(everything):
    return publish_route()


@pytest.fixture
def waiting(resident, version):
    return walk_to_the_fork(resident, version)


def url_of(enrolment, name="decide") -> str:
    return reverse(f"kik_desk:{name}", args=[enrolment.pk])


def html(response) -> str:
    return response.content.decode()


def decide(page, enrolment, choice="care_signal", ground=GROUND, **values):
    return page.post(
        url_of(enrolment), {"number": enrolment.number, "choice": choice, "ground": ground, **values}, follow=True
    )


def visit_of(enrolment) -> StepVisit:
    return StepVisit.objects.get(enrolment=enrolment, number=enrolment.number)


def test_it_shows_who_how_it_went_and_every_outcome_with_nothing_chosen(page, waiting):
    shown = html(page.get(url_of(waiting)))
    head, _, body = shown.partition("</header>")
    assert "Benali" not in head
    assert "Benali" in body
    letters = [visit.letter_id for visit in StepVisit.objects.filter(enrolment=waiting, letter__isnull=False)]
    assert len(letters) == 2
    assert all(reverse("kik_letters:letter", args=[pk]) in body for pk in letters)
    for words in (
        "Alsnog thuis gesproken",
        "Zorgsignaal",
        "Fraudesignaal",
        "Herbeoordeling van het recht",
        "De werkwijze eindigt.",
    ):
        assert words in body
    assert body.count('type="radio"') == 4
    assert "checked" not in body
    assert set(AccessRecord.objects.values_list("resident", flat=True)) == {waiting.resident_id}


def test_a_decision_is_kept_with_its_ground_by_whoever_took_it(page, waiting, coach):
    shown = html(decide(page, waiting))
    assert waiting.resident.client_number in shown
    assert fresh(waiting).result == "care_signal"
    visit = visit_of(waiting)
    assert (visit.choice, visit.ground, visit.by, visit.left_on) == ("care_signal", GROUND, coach, NOW.date())


def test_a_principle_that_an_editor_ticked_stands_beside_the_decision(page, waiting):
    title, text = "Geduldig en vasthoudend", "Vraag waarom."
    Principle.objects.create(
        title=title, code="geduld", summary="s", for_coach=text, live=True, decisions=["route_fork"]
    )
    Principle.objects.create(title="Iets anders", code="anders", summary="s", live=True, decisions=["declined"])
    shown = html(page.get(url_of(waiting)))
    assert title in shown
    assert text in shown
    assert "Iets anders" not in shown


@pytest.mark.parametrize(
    ("choice", "ground"), [("", GROUND), ("care_signal", "  "), ("left_alone", GROUND), ("care_signal", "x" * 2001)]
)
def test_what_is_missing_is_asked_and_nothing_is_lost(page, waiting, choice, ground):
    response = decide(page, waiting, choice, ground)
    assert response.status_code == 422
    assert ground.strip() in html(response)
    assert "error-message" in html(response)
    assert fresh(waiting).state == "running"
    assert not visit_of(waiting).choice


def test_of_a_fraud_signal_no_text_is_kept_and_the_screen_says_so(page, waiting):
    assert "geen tekst" in html(page.get(url_of(waiting)))
    decide(page, waiting, "fraud_signal", "Een verhaal dat hier niet hoort.")
    assert fresh(waiting).result == "fraud_signal"
    assert (visit_of(waiting).choice, visit_of(waiting).ground) == ("fraud_signal", "")


def test_two_presses_are_one_decision(page, waiting):
    decide(page, waiting)
    response = decide(page, waiting)
    assert response.status_code == 200
    assert "Er is niets dubbel vastgelegd." in html(response)
    assert StepVisit.objects.filter(enrolment=waiting, choice="care_signal").count() == 1


def test_who_decides_on_a_stale_screen_hears_so_and_keeps_the_words(page, waiting, coach):
    other = {"number": waiting.number, "choice": "reassessment", "ground": "Al besloten.", "user": None}
    services.decide(enrolment=waiting, now=NOW, calendar=CALENDAR, **other)
    response = decide(page, fresh(waiting), "care_signal", GROUND)
    assert response.status_code == 409
    assert GROUND in html(response)
    assert fresh(waiting).result == "reassessment"
    assert visit_of(waiting).choice == "reassessment"


def test_where_no_decision_is_asked_the_screen_leads_to_where_the_resident_stands(page, resident, version):
    enrolment = walk(resident, version, days=3)
    assert page.get(url_of(enrolment)).url == url_of(enrolment, "on_route")
    response = decide(page, enrolment)
    assert response.status_code == 409
    assert fresh(enrolment).state == "running"


def test_a_second_decision_in_the_same_route_leaves_the_first_as_it_was(page, resident, everything, clock):
    again = [
        on("decided", to="once_more", choice="invited_again"),
        on("decided", end="left_alone", choice="left_alone"),
    ]
    content = {"title": "Rond", "tone": "neutral", "always": []}
    content["steps"] = [
        step("fork", "decision", "Wat nu?", "start", branches=again),
        step("once_more", "wait", "Even wachten", offset=7, branches=[]),
        step("second", "decision", "En nu?", branches=again),
    ]
    enrolment = put_on(resident, publish_route(content, code="rond"), Clock())
    decide(page, enrolment, "invited_again", "Nog eens proberen.")
    clock.move_to(NOW + timedelta(days=7))
    services.advance(now=NOW + timedelta(days=7))
    later = fresh(enrolment)
    decide(page, later, "left_alone", "Het is genoeg.")
    said = {visit.step: (visit.choice, visit.ground) for visit in StepVisit.objects.filter(enrolment=enrolment)}
    assert said["fork"] == ("invited_again", "Nog eens proberen.")
    assert said["second"] == ("left_alone", "Het is genoeg.")


def test_the_ground_is_read_by_the_own_coach_and_the_team_lead_only(page, client, waiting, area):
    decide(page, waiting)
    assert GROUND in html(page.get(url_of(waiting, "on_route")))
    colleague, lead = make_user("coach02", roles=("coach",)), make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=colleague)
    AreaMember.objects.create(area=area, user=lead, role="team_lead")
    for user, reads in ((colleague, False), (lead, True)):
        client.force_login(user)
        response = client.get(url_of(waiting, "on_route"))
        assert response.status_code == 200
        assert (GROUND in html(response)) is reads


def test_a_team_lead_sees_where_a_resident_stands_and_does_not_decide(client, waiting, area):
    lead = make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=lead, role="team_lead")
    client.force_login(lead)
    assert client.get(url_of(waiting, "on_route")).status_code == 200
    assert client.get(url_of(waiting)).status_code == 302
    client.post(url_of(waiting), {"number": waiting.number, "choice": "care_signal", "ground": GROUND})
    assert fresh(waiting).state == "running"


def test_a_resident_of_another_coach_is_not_found(page, stranger, version):
    enrolment = walk_to_the_fork(stranger, version)
    for name in ("decide", "on_route"):
        assert page.get(url_of(enrolment, name)).status_code == 404
    assert page.post(url_of(enrolment), {"number": 1}).status_code == 404
    assert fresh(enrolment).state == "running"
