"""A faulty route may be kept as a draft; it is not submitted, not approved and not published."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kik_wagtail.routes.models import Route, RouteVersion
from kik_wagtail.snippets.models import LetterText, ShippedItem
from kik_wagtail.snippets.models.four_eyes import without_second_person
from tests.factories import make_user
from tests.starting import kik_setup

from .posting import edit
from .screens import draft_of, lead_nowhere, set_up, shipped, silence_after

pytestmark = pytest.mark.django_db
FAULT = "leidt naar een stap die er niet is. Kies een andere stap."


@pytest.fixture
def users(db):
    return set_up() | {"manager2": make_user("manager2", roles=("manager",))}


@pytest.fixture
def as_manager(client, users):
    client.force_login(users["manager"])
    return client


@pytest.fixture
def route(users):
    return shipped()


def changed(route, change):
    draft = route.get_latest_revision_as_object()
    change(draft)
    return draft


def submitted(route, user):
    route.get_workflow().start(route, user)
    route.refresh_from_db()
    return route.current_workflow_task_state


def approve(client, route, state):
    address = reverse("wagtailsnippets_kik_wagtail_route:workflow_action", args=[route.pk, "approve", state.pk])
    return client.post(address, follow=True)


def test_a_faulty_draft_is_kept(as_manager, route):
    assert edit(as_manager, route, changed(route, lead_nowhere)).status_code == 302
    route.refresh_from_db()
    assert route.has_unpublished_changes
    assert len(route.get_latest_revision_as_object().body) == 6


def test_a_faulty_draft_is_not_submitted_and_the_page_says_why(as_manager, route):
    response = edit(as_manager, route, changed(route, lead_nowhere), **{"action-submit": "1"})
    assert response.status_code == 200
    assert FAULT in response.content.decode()
    route.refresh_from_db()
    assert not route.workflow_in_progress


def test_a_warning_keeps_nobody_from_submitting(as_manager, route):
    def stranded(draft):
        """Nothing leads to the conversation after the second letter any more: a warning."""
        draft.body[3].value["outcomes"][0]["to"] = draft.body[6].id

    assert edit(as_manager, route, changed(route, stranded), **{"action-submit": "1"}).status_code == 302
    route.refresh_from_db()
    assert route.workflow_in_progress


def test_a_route_without_fault_is_approved_by_a_second_manager_and_its_version_follows(client, users, route):
    draft_of(route, silence_after(10), users["manager"])
    state = submitted(route, users["manager"])
    client.force_login(users["manager2"])
    approve(client, route, state)
    assert route.versions.first().number == 2


def test_a_fault_that_came_after_submitting_is_refused_at_the_approval(client, users, route):
    draft_of(route, silence_after(10), users["manager"])
    state = submitted(route, users["manager"])
    LetterText.objects.filter(code="tweede-uitnodiging").update(is_archived=True)
    client.force_login(users["manager2"])
    response = approve(client, route, state)
    assert "is niet gepubliceerd of is gearchiveerd" in response.content.decode()
    assert route.versions.count() == 1
    route.refresh_from_db()
    assert route.workflow_in_progress


def test_nobody_publishes_a_faulty_route_past_the_screens(route):
    revision = draft_of(route, lead_nowhere)
    with without_second_person("test"), pytest.raises(PermissionDenied, match="Kies een andere stap"):
        revision.publish()
    assert route.versions.count() == 1


def test_a_shipped_route_whose_letter_a_site_removed_stays_a_draft(everything):
    kik_setup()
    RouteVersion.objects.all()._raw_delete("default")
    Route.objects.all().delete()
    LetterText.objects.filter(code="tweede-uitnodiging").update(is_archived=True)
    ShippedItem.objects.filter(key__startswith="route:").delete()
    kik_setup()
    assert not shipped().live
    assert shipped("kik-regulier").live
