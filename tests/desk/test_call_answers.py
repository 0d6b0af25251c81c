"""A call-back that is reached asks what was heard: one press each; and what a route built on it is not undone."""

import pytest
from django.urls import reverse

from kik_wagtail.follow_up.models import ContactAttempt, FollowUp, Kind
from tests.desk.conftest import TODAY
from tests.desk.walking import walk
from tests.factories import make_follow_up
from tests.routes.inbeeld import on, step, term
from tests.routes.world import fresh, publish_route

pytestmark = pytest.mark.django_db
FETCHED = {"x-requested-with": "XMLHttpRequest"}


def calling(*branches):
    content = {"title": "Nabellen", "tone": "neutral", "always": []}
    steps = [
        step("call", "call_back", "Is het gelukt?", "start", branches=branches),
        step("after", "wait", "Daarna", offset=7, branches=[]),
    ]
    return content | {"steps": steps}


def press(page, call, result):
    return page.post(reverse("kik_desk:attempt", args=[call.pk]), {"result": result}, headers=FETCHED)


def html(response) -> str:
    return response.content.decode()


@pytest.fixture
def call(resident):
    return make_follow_up(resident, target_on=TODAY, kind=Kind.CALL_BACK, channel="phone")


@pytest.fixture
def on_route(resident, everything):
    branches = (on("started", end="started"), on("wants_support", to="after"), on("silent", to="after", after=term(21)))
    return walk(resident, publish_route(calling(*branches), code="nabellen"), days=0)


def call_of(resident) -> FollowUp:
    return FollowUp.objects.get(resident=resident, kind=Kind.CALL_BACK)


@pytest.mark.parametrize("answer", ["started", "wants_support", "no_change"])
def test_one_press_keeps_what_was_heard(page, call, answer):
    assert press(page, call, answer).status_code == 200
    call.refresh_from_db()
    assert (call.outcome, call.call_answer) == ("held", answer)
    assert ContactAttempt.objects.get().result == "spoken"


def test_the_row_offers_every_answer_and_no_bare_spoken(page, call):
    shown = html(page.get(reverse("kik_desk:today")))
    for value in ("started", "wants_support", "no_change", "voicemail", "no_answer"):
        assert f'value="{value}"' in shown
    assert 'value="spoken"' not in shown
    assert 'aria-keyshortcuts="1 2 3 4 5"' in shown


def test_a_reminder_asks_no_answer(page, resident):
    reminder = make_follow_up(resident, target_on=TODAY, kind=Kind.REMINDER_CALL, channel="phone")
    shown = html(page.get(reverse("kik_desk:today")))
    assert 'aria-keyshortcuts="1 2 3"' in shown
    assert press(page, reminder, "started").status_code == 404
    assert not ContactAttempt.objects.exists()


def test_a_route_asks_only_what_its_step_names(page, resident, on_route):
    call = call_of(resident)
    assert [one.value for one in call.answers_offered] == ["started", "wants_support"]
    assert press(page, call, "no_change").status_code == 404
    assert fresh(on_route).step == "call"


def test_the_answer_moves_the_route(page, resident, on_route):
    press(page, call_of(resident), "wants_support")
    assert fresh(on_route).step == "after"


def test_an_answer_that_a_route_built_on_is_not_offered_to_undo_and_not_undone(page, resident, on_route):
    row = html(press(page, call_of(resident), "wants_support"))
    attempt = ContactAttempt.objects.get()
    undo = reverse("kik_desk:undo_attempt", args=[attempt.pk])
    assert undo not in row
    assert undo not in html(page.get(reverse("kik_desk:today")))
    refused = page.post(undo, headers=FETCHED)
    assert refused.status_code == 409
    assert "de werkwijze is al verder gegaan" in html(refused)
    assert not call_of(resident).is_open


def test_a_voicemail_of_a_route_s_call_is_undone_as_ever(page, resident, on_route):
    press(page, call_of(resident), "voicemail")
    undo = reverse("kik_desk:undo_attempt", args=[ContactAttempt.objects.get().pk])
    assert page.post(undo, headers=FETCHED).status_code == 200
    assert call_of(resident).target_on == TODAY
    assert not ContactAttempt.objects.exists()


def test_an_answer_without_a_route_is_undone(page, call):
    press(page, call, "started")
    undo = reverse("kik_desk:undo_attempt", args=[ContactAttempt.objects.get().pk])
    assert page.post(undo, headers=FETCHED).status_code == 200
    call.refresh_from_db()
    assert (call.is_open, call.call_answer) == (True, "")


def test_the_form_asks_the_answer_of_a_call_that_was_held_and_of_no_other(page, call):
    url = reverse("kik_desk:contact", args=[call.pk])
    assert page.post(url, {"outcome": "held", "call_answer": "iets"}).status_code == 422
    assert page.post(url, {"outcome": "not_reached"}).status_code == 302
    call.refresh_from_db()
    assert (call.outcome, call.call_answer) == ("not_reached", "")
