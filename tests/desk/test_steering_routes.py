"""A coach puts a resident on a route, pauses, goes on, stops and moves to a newer version; and sees it all back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kik_wagtail.letters.models import Letter
from kik_wagtail.residents.models import AreaMember
from kik_wagtail.routes.models import Enrolment, RouteSwitch, RouteVersion
from tests.desk.conftest import NOW, TODAY
from tests.desk.walking import walk, walk_to_the_fork
from tests.factories import make_follow_up, make_user
from tests.routes.world import fresh, publish_route

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(everything):
    return publish_route()


@pytest.fixture
def walked(resident, version):
    return walk(resident, version, days=3)


def url_of(name, pk) -> str:
    return reverse(f"kik_desk:{name}", args=[pk])


def html(response) -> str:
    return response.content.decode()


def put_on(page, resident, version, starts_on="23-11-2026"):
    url = url_of("put_on_route", resident.pk)
    return page.post(url, {"route": version.text_id, "starts_on": starts_on}, follow=True)


def test_a_resident_is_put_on_a_route_that_is_switched_on(page, resident, version, coach):
    shown = html(page.get(url_of("put_on_route", resident.pk)))
    assert "In Beeld" in shown
    assert "checked" not in shown
    put_on(page, resident, version)
    enrolment = Enrolment.objects.get(resident=resident)
    assert (enrolment.version, enrolment.enrolled_by, enrolment.state) == (version, coach, "running")


def test_two_presses_put_a_resident_on_a_route_once(page, resident, version):
    for _press in range(2):
        response = put_on(page, resident, version)
        assert response.status_code == 200
    assert "Er is niets dubbel gedaan." in html(response)
    assert Enrolment.objects.filter(resident=resident).count() == 1


def test_a_later_day_waits_and_a_day_in_the_past_is_refused(page, resident, version):
    assert put_on(page, resident, version, "20-11-2026").status_code == 422
    assert not Enrolment.objects.exists()
    put_on(page, resident, version, "7-12-2026")
    enrolment = Enrolment.objects.get(resident=resident)
    assert (enrolment.state, enrolment.starts_on) == ("waiting", TODAY + timedelta(days=14))


def test_a_route_that_is_off_or_archived_is_not_offered_and_not_taken(page, resident, version):
    RouteSwitch.objects.update(is_on=False)
    assert "In Beeld" not in html(page.get(url_of("put_on_route", resident.pk)))
    assert put_on(page, resident, version).status_code == 422
    RouteSwitch.objects.update(is_on=True)
    version.text.is_archived = True
    version.text.save()
    assert put_on(page, resident, version).status_code == 422
    assert not Enrolment.objects.exists()


def test_a_second_route_for_the_same_purpose_is_not_offered_and_says_why(page, resident, walked):
    other = publish_route(code="andere")
    shown = html(page.get(url_of("put_on_route", resident.pk)))
    assert "voor hetzelfde doel" in shown
    assert put_on(page, resident, other).status_code == 422
    assert Enrolment.objects.count() == 1


def test_a_resident_who_is_not_in_view_is_not_put_on_a_route(page, resident, version):
    type(resident).objects.filter(pk=resident.pk).update(status="active_support_elsewhere")
    assert put_on(page, resident, version).status_code == 409
    assert not Enrolment.objects.exists()


def test_pausing_asks_why_and_going_on_makes_nobody_late(page, walked, clock):
    assert page.post(url_of("pause_route", walked.pk), {"reason": " "}).status_code == 422
    page.post(url_of("pause_route", walked.pk), {"reason": "Ligt in het ziekenhuis."})
    assert (fresh(walked).state, fresh(walked).pause_reason) == ("paused", "Ligt in het ziekenhuis.")
    clock.move_to(NOW + timedelta(days=10))
    page.post(url_of("resume_route", walked.pk))
    again = fresh(walked)
    assert (again.state, again.pause_reason, again.since) == ("running", "", TODAY + timedelta(days=10))


def test_stopping_asks_why_and_the_second_press_changes_nothing(page, walked):
    url = url_of("stop_route", walked.pk)
    assert page.post(url, {"reason": ""}).status_code == 422
    for _press in range(2):
        assert page.post(url, {"reason": "Gaat verhuizen."}, follow=True).status_code == 200
    assert (fresh(walked).result, fresh(walked).stop_reason) == ("stopped", "Gaat verhuizen.")


def test_a_newer_version_is_taken_on_purpose_only_and_with_a_reason(page, walked, version):
    shown = html(page.get(url_of("on_route", walked.pk)))
    assert url_of("newer_route", walked.pk) not in shown
    assert page.get(url_of("newer_route", walked.pk)).status_code == 302
    newer = RouteVersion(text=version.text, number=2, content=version.content, published_at=NOW)
    newer.save()
    assert url_of("newer_route", walked.pk) in html(page.get(url_of("on_route", walked.pk)))
    assert fresh(walked).version == version
    assert page.post(url_of("newer_route", walked.pk), {"reason": ""}).status_code == 422
    page.post(url_of("newer_route", walked.pk), {"reason": "De termijn is korter."})
    assert (fresh(walked).version, fresh(walked).step) == (newer, walked.step)


def test_contact_says_which_route_which_step_since_when_and_what_comes(page, resident, walked):
    planned = resident.followups.get(outcome="")
    shown = html(page.get(url_of("contact", planned.pk)))
    assert url_of("on_route", walked.pk) in shown
    assert "Uitnodiging kantoor, sinds 20 november" in shown
    assert "niets gehoord op 4 december: Tweede uitnodiging, met plicht" in shown


def test_the_timeline_tells_every_step_and_the_end_in_words(page, resident, version):
    enrolment = walk_to_the_fork(resident, version)
    number = {"number": enrolment.number, "choice": "reassessment", "ground": "Geen reactie."}
    page.post(url_of("decide", enrolment.pk), number)
    planned = resident.followups.get(outcome="")
    shown = html(page.get(url_of("contact", planned.pk)))
    for words in (
        "op de werkwijze In Beeld gezet",
        "In Beeld · Uitnodiging kantoor: geen reactie",
        "In Beeld · Besluit van de coach: herbeoordeling van het recht",
        "einde van de werkwijze In Beeld: herbeoordeling van het recht",
    ):
        assert words in shown


def test_a_letter_that_a_route_made_says_so(page, resident, walked):
    letter = Letter.objects.get(resident=resident)
    assert letter.made_by is None
    assert "door de werkwijze In Beeld" in html(page.get(reverse("kik_letters:letter", args=[letter.pk])))


def test_the_file_of_a_resident_holds_open_and_ended_routes(page, resident, walked):
    page.post(url_of("stop_route", walked.pk), {"reason": "Gaat verhuizen."})
    shown = html(page.get(url_of("routes_of", resident.pk)))
    assert "gestopt" in shown
    assert url_of("put_on_route", resident.pk) in shown
    inspect = page.get(reverse("kik_residents_modeladmin_inspect", args=[resident.pk]))
    assert url_of("routes_of", resident.pk) in html(inspect)


def test_a_team_lead_puts_on_a_route_and_does_not_steer(client, resident, walked, area):
    lead = make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=lead, role="team_lead")
    client.force_login(lead)
    assert client.get(url_of("put_on_route", resident.pk)).status_code == 200
    shown = html(client.get(url_of("on_route", walked.pk)))
    for name in ("pause_route", "stop_route", "resume_route"):
        assert url_of(name, walked.pk) not in shown
        assert client.post(url_of(name, walked.pk), {"reason": "x"}).status_code == 302
    assert fresh(walked).state == "running"


def test_a_resident_of_another_coach_is_not_found(page, stranger, version):
    theirs = walk(stranger, version, days=3)
    for name in ("pause_route", "resume_route", "stop_route", "newer_route"):
        assert page.post(url_of(name, theirs.pk), {"reason": "x"}).status_code == 404
    for name in ("routes_of", "put_on_route"):
        assert page.get(url_of(name, stranger.pk)).status_code == 404
    assert put_on(page, stranger, version).status_code == 404
    assert fresh(theirs).state == "running"


def test_a_contact_without_a_route_says_nothing_of_routes(page, resident):
    planned = make_follow_up(resident, target_on=TODAY)
    assert "kik-onderweg" not in html(page.get(url_of("contact", planned.pk)))
