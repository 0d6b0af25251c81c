"""A step names who does it: the resident's coach, the area team, the team lead, or the adviser at the gate."""

from copy import deepcopy

import pytest
from django.urls import reverse

from kik_wagtail import permissions
from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import FollowUp, Kind
from kik_wagtail.residents.models import AreaMember
from kik_wagtail.residents.services import hand_over_at_once
from kik_wagtail.routes.freezing import content_of
from kik_wagtail.routes.models import Route, RouteVersion
from kik_wagtail.routes.restoring import route_restored
from kik_wagtail.routes.shelf import faults_of
from tests.factories import make_area, make_resident, make_user
from tests.starting import kik_setup

from .inbeeld import IN_BEELD, on, step, term
from .screens import draft_of, set_up
from .world import close, conversation_of, fresh, publish_route, put_on

CALLED_FIRST = {
    "title": "Eerst bellen",
    "tone": "neutral",
    "always": [],
    "steps": [
        step("call", "call_back", "Bellen", "start", branches=[on("reached", to="meeting"), on("silent", to="meeting", after=term(7))]),
        step("meeting", "appointment", "Gesprek", until=term(21), branches=[on("held", end="spoken"), on("silent", end="not_reached", after=term(7))]),
    ],
}  # fmt: skip


def given_to(content, key, who):
    content = deepcopy(content)
    next(one for one in content["steps"] if one["key"] == key)["who"] = who
    return content


def member(area, username, role):
    user = make_user(username, roles=("team_lead",) if role == "team_lead" else ("coach",))
    AreaMember.objects.create(area=area, user=user, role=role)
    return user


@pytest.fixture
def roles(db):
    permissions.add_missing_rights(first_time=lambda key: True)


@pytest.fixture
def area(resident):
    return resident.area


@pytest.fixture
def lead(area):
    return member(area, "lead", "team_lead")


@pytest.fixture
def at_the_fork(everything, resident, lead, clock):
    """Of In Beeld, whose decision is the team lead's."""
    version = publish_route(given_to(IN_BEELD, "fork", "team_lead"))
    enrolment = put_on(resident, version, clock)
    clock.days(32)
    return fresh(enrolment)


def test_a_call_is_on_the_list_of_whom_the_step_names_and_the_next_step_is_the_coachs_again(
    everything, resident, coach, lead, clock
):
    enrolment = put_on(resident, publish_route(given_to(CALLED_FIRST, "call", "team_lead"), code="bellen"), clock)
    assert FollowUp.objects.get(kind=Kind.CALL_BACK).coach == lead
    clock.days(8)
    assert fresh(enrolment).step == "meeting"
    assert fresh(enrolment).doer == coach
    assert conversation_of(resident).coach == coach


def test_a_conversation_at_the_gate_is_the_advisers_and_the_one_after_it_the_coachs(
    everything, resident, coach, area, clock
):
    adviser = member(area, "adviser", "adviser")
    put_on(resident, publish_route(given_to(CALLED_FIRST, "meeting", "adviser"), code="poort"), clock)
    clock.days(8)
    assert conversation_of(resident).coach == adviser
    close(resident, clock, "held", user=adviser)
    assert conversation_of(resident).coach == coach


def test_of_an_area_team_the_coach_with_the_fewest_such_steps_does_it(everything, area, coach, clock):
    colleague = member(area, "coach02", "coach")
    version = publish_route(given_to(CALLED_FIRST, "call", "area_team"), code="bellen")
    doers = [put_on(make_resident(area=area, coach=coach), version, clock).doer for _ in range(4)]
    assert sorted(doers, key=lambda one: one.pk) == [coach, coach, colleague, colleague]


def test_where_a_team_has_nobody_in_that_role_the_coach_does_it_and_the_check_says_so(
    everything, resident, coach, clock
):
    version = publish_route(given_to(IN_BEELD, "reminder", "adviser"))
    assert put_on(resident, version, clock).doer == coach
    found = faults_of(version.content, day=clock.now.date())
    assert ("route.nobody_there", "warning") in [(one.code, one.level) for one in found]


def test_a_decision_of_the_team_lead_beeps_there_and_not_with_the_coach(at_the_fork, coach, lead, clock):
    day = clock.now.date()
    assert at_the_fork.asks == "decision"
    assert (beeper.counts_of(day, lead)["flag"], beeper.counts_of(day, coach)["flag"]) == (1, 0)


@pytest.mark.parametrize(("username", "decides"), [("lead", True), ("coach", False)])
def test_only_the_team_lead_takes_it(client, roles, at_the_fork, lead, coach, clock, time_machine, username, decides):
    time_machine.move_to(clock.now)
    client.force_login({"lead": lead, "coach": coach}[username])
    url = reverse("kik_desk:decide", args=[at_the_fork.pk])
    assert (client.get(url).status_code == 200) is decides
    assert (url in client.get(reverse("kik_desk:on_route", args=[at_the_fork.pk])).content.decode()) is decides
    said = {"number": at_the_fork.number, "choice": "care_signal", "ground": "De buren maken zich zorgen."}
    client.post(url, said)
    assert (fresh(at_the_fork).result == "care_signal") is decides


def test_a_handover_brings_the_step_to_the_new_coach(at_the_fork, clock):
    other = make_user("coach09", roles=("coach",))
    hand_over_at_once(
        resident=at_the_fork.resident, to_coach=other, to_area=make_area("West", other), reason="verhuisd", user=None,
        now=clock.now,
    )  # fmt: skip
    assert fresh(at_the_fork).doer == other


@pytest.mark.parametrize("leaves", ["account", "team"])
def test_whoever_leaves_gives_the_step_back_to_the_coach(at_the_fork, lead, coach, clock, leaves):
    if leaves == "account":
        type(lead).objects.filter(pk=lead.pk).update(is_active=False)
    else:
        AreaMember.objects.filter(user=lead).delete()
    clock.days(1)
    assert fresh(at_the_fork).doer == coach


def test_a_call_of_who_left_the_team_is_the_coachs(everything, resident, coach, lead, clock):
    put_on(resident, publish_route(given_to(CALLED_FIRST, "call", "team_lead"), code="bellen"), clock)
    AreaMember.objects.filter(user=lead).delete()
    clock.days(1)
    assert FollowUp.objects.get(kind=Kind.CALL_BACK).coach == coach


def test_the_editor_the_timeline_and_the_comparison_name_whom_a_step_is_given_to(client, db):
    users = set_up()
    route = Route.objects.get(code="in-beeld")
    draft_of(route, lambda draft: draft.body[6].value.update(who="team_lead"))
    client.force_login(users["manager"])
    places = [
        reverse("kik_routes:timeline", args=[route.pk]) + "?versie=concept",
        reverse("kik_texts:changes", args=["werkwijze", route.pk]),
    ]
    for place in places:
        assert "de teamleider" in client.get(place).content.decode(), place


def test_whom_a_step_is_given_to_comes_back_with_a_version(db):
    kik_setup()
    route = Route.objects.get(code="in-beeld")
    route.body[6].value["who"] = "team_lead"
    frozen = content_of(route)
    assert frozen["steps"][6]["who"] == "team_lead"
    values = route_restored(frozen).values
    assert [row["value"].get("who") for row in values["body"]] == [None, "coach", "coach", None, "coach", "coach", "team_lead"]  # fmt: skip


@pytest.mark.parametrize(("prefers", "channel"), [("video", "video"), ("phone", "phone"), ("in_person", "phone")])
def test_contact_at_a_distance_is_by_the_channel_that_the_resident_prefers_of_the_two(
    everything, resident, clock, prefers, channel
):
    type(resident).objects.filter(pk=resident.pk).update(preferred_channel=prefers)
    resident.refresh_from_db()
    kik_setup()
    put_on(resident, RouteVersion.objects.current().get(text__code="op-afstand"), clock)
    assert conversation_of(resident).channel == channel
