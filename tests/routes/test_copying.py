"""A copy of a route: a new draft under new keys, off, with nobody on it."""

import json

import pytest
from django.urls import reverse

from kik_wagtail.routes.models import Enrolment, Route, RouteSwitch
from kik_wagtail.routes.services import copy_route
from tests.factories import make_area, make_resident

from .screens import ROLES, at, draft_of, html_of, lead_nowhere, set_up, shipped, silence_after
from .world import Clock, put_on

pytestmark = pytest.mark.django_db
COPY = "kik_routes:copy"


@pytest.fixture
def users(db):
    return set_up()


@pytest.fixture
def route(users):
    return shipped()


@pytest.fixture
def copy(users, route):
    return copy_route(route=route, key="1a2b3c4d", user=users["manager"])


def keys_of(route):
    return {child.id for child in route.body}


def leads(route):
    """Per step the numbers of the steps that its outcomes lead to."""
    numbers = {child.id: number for number, child in enumerate(route.body)}
    return [[numbers[one["to"]] for one in child.value.get("outcomes") or () if one["to"]] for child in route.body]


def test_it_is_a_draft_with_its_own_title_and_off(copy, route):
    assert copy.title == "In Beeld (kopie)"
    assert copy.code != route.code
    assert not copy.live
    assert not copy.versions.exists()
    assert not RouteSwitch.objects.filter(route=copy, is_on=True).exists()
    assert (copy.tone, copy.entry, copy.purpose) == (route.tone, route.entry, route.purpose)


def test_its_steps_have_keys_of_their_own_and_lead_to_its_own_steps(copy, route):
    assert [child.value["title"] for child in copy.body] == [child.value["title"] for child in route.body]
    assert not keys_of(copy) & keys_of(route)
    assert leads(copy) == leads(route)
    lists = [step.value[name] for step in copy.body for name in ("outcomes", "choices") if name in step.value]
    ids = [child.id for found in lists for child in found.bound_blocks]
    assert len(set(ids)) == len(ids)
    old = json.dumps(route.body.get_prep_value())
    assert not [key for key in ids if key in old]


def test_its_check_says_what_that_of_the_original_says(copy):
    copy.get_latest_revision_as_object().check_complete()


def test_nobody_goes_along_and_the_original_stays(users, route, everything):
    resident = make_resident(area=make_area(), coach=users["coach"])
    put_on(resident, route.versions.first(), Clock())
    before = route.body.get_prep_value()
    copy = copy_route(route=route, key="1a2b3c4d", user=users["manager"])
    assert not Enrolment.objects.filter(route=copy).exists()
    assert Enrolment.objects.filter(route=route).count() == 1
    assert Route.objects.get(pk=route.pk).body.get_prep_value() == before


def test_what_stands_in_the_draft_is_copied(users, route):
    draft_of(route, silence_after(10))
    copy = copy_route(route=route, key="1a2b3c4d", user=users["manager"])
    outcomes = copy.body[0].value["outcomes"]
    assert next(one["number"] for one in outcomes if one["on"] == "silent") == 10


def test_a_draft_with_a_fault_is_copied_with_its_fault(users, route):
    draft_of(route, lead_nowhere)
    copy = copy_route(route=route, key="1a2b3c4d", user=users["manager"])
    assert len(copy.body) == 6


def test_a_second_copy_has_a_title_of_its_own_and_a_second_press_makes_none(users, route, copy):
    assert copy_route(route=route, key="1a2b3c4d", user=users["manager"]) == copy
    other = copy_route(route=route, key="5e6f7a8b", user=users["manager"])
    assert other.title == "In Beeld (kopie 2)"
    assert Route.objects.filter(title__startswith="In Beeld").count() == 3


def test_one_page_and_one_press_lead_to_the_form_of_the_copy(client, users, route):
    client.force_login(users["manager"])
    html = html_of(client, COPY, route)
    assert "Zij staat uit en er staat niemand op" in html
    assert Route.objects.count() == 7
    key = client.get(at(COPY, route)).context["key"]
    answers = [client.post(at(COPY, route), {"key": key}) for _ in range(2)]
    copy = Route.objects.get(title="In Beeld (kopie)")
    edit = reverse("wagtailsnippets_kik_wagtail_route:edit", args=[copy.pk])
    assert [answer["Location"] for answer in answers] == [edit, edit]
    assert client.get(edit).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "zzzz zzz", "../../..", "1a2b3c4d5"])
def test_a_form_that_is_not_ours_makes_nothing(client, users, route, key):
    client.force_login(users["manager"])
    assert client.post(at(COPY, route), {"key": key}).status_code == 400
    assert Route.objects.count() == 7


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_add_routes_copies_one(client, users, route, role):
    client.force_login(users[role])
    client.post(at(COPY, route), {"key": "1a2b3c4d"})
    assert Route.objects.count() == (8 if role == "manager" else 7)


def test_the_list_and_the_edit_page_lead_there(client, users, route):
    client.force_login(users["manager"])
    for address in (
        reverse("wagtailsnippets_kik_wagtail_route:list"),
        reverse("wagtailsnippets_kik_wagtail_route:edit", args=[route.pk]),
    ):
        assert at(COPY, route) in client.get(address).content.decode()
    client.force_login(users["content_editor"])
    listed = client.get(reverse("wagtailsnippets_kik_wagtail_route:list")).content.decode()
    assert at(COPY, route) not in listed
