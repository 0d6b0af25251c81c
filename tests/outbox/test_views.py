from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kik_wagtail.outbox.models import OutboxItem
from tests.factories import make_user
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def administrator(client):
    kik_setup()
    user = make_user("beheer", roles=("functional_administrator",))
    client.force_login(user)
    return user


@pytest.fixture
def item(db):
    return OutboxItem.objects.create(
        key="mail:1", topic="mail", state="uncertain", due_at=NOW, created_at=NOW, finished_at=NOW, last_error="OSError"
    )


def test_the_work_list_shows_what_waits_for_a_person_and_nothing_else(client, administrator, item):
    OutboxItem.objects.create(key="mail:2", topic="mail", state="done", due_at=NOW, created_at=NOW)
    for name in ("kik_outbox:index", "kik_outbox:index_results"):
        answer = client.get(reverse(name)).content.decode()
        assert "mail:1" in answer
        assert "mail:2" not in answer


@pytest.mark.parametrize(("button", "state"), [("again", "waiting"), ("done", "done")])
def test_the_administrator_decides_and_a_second_click_changes_nothing(client, administrator, item, button, state):
    address = reverse("kik_outbox:decide", args=[item.pk])
    assert client.post(address, {button: ""}).status_code == 302
    item.refresh_from_db()
    assert item.state == state
    assert client.post(address, {button: ""}).status_code == 404


def test_nobody_else_sees_or_decides(client, administrator, item):
    for role in ("coach", "content_editor", "manager", "team_lead", "auditor"):
        client.force_login(make_user(roles=(role,)))
        assert client.get(reverse("kik_outbox:index")).status_code == 302
        assert client.post(reverse("kik_outbox:decide", args=[item.pk]), {"again": ""}).status_code in (302, 403)
        assert "kik/outbox" not in client.get(reverse("wagtailadmin_home")).content.decode()
    item.refresh_from_db()
    assert item.state == "uncertain"


def test_a_link_decides_nothing(client, administrator, item):
    assert client.get(reverse("kik_outbox:decide", args=[item.pk])).status_code == 405
