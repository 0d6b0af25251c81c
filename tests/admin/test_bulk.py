"""A bulk action takes ticked rows, all in scope and permitted, or does nothing."""

import pytest

from kik_wagtail import scope
from kik_wagtail.residents.models import Handover
from tests.admin.makers import grant, make_handover

pytestmark = pytest.mark.urls("tests.admin.screens")
URL = "/admin/bulk/kik_wagtail/handover/mark/"


def seen():
    with scope.everything("test"):
        return set(Handover.objects.filter(note="seen").values_list("pk", flat=True))


def url(*ids):
    return URL + "?" + "&".join(f"id={pk}" for pk in ids)


def test_own_rows_are_done(as_coach, world):
    assert as_coach.get(url(world.own_handover.pk)).status_code == 200
    assert as_coach.post(url(world.own_handover.pk)).status_code == 302
    assert seen() == {world.own_handover.pk}


@pytest.mark.parametrize("method", ["get", "post"])
def test_one_foreign_row_refuses_them_all(as_coach, world, method):
    ids = (world.own_handover.pk, world.foreign_handover.pk)
    assert getattr(as_coach, method)(url(*ids)).status_code == 404
    assert seen() == set()


@pytest.mark.parametrize("ids", [["all"], [], range(1, 202)])
def test_all_none_or_too_many_is_refused(as_coach, ids):
    assert as_coach.post(url(*ids)).status_code == 400
    assert seen() == set()


def test_what_is_no_key_is_404(as_coach):
    assert as_coach.post(url("x")).status_code == 404


def test_without_the_right_nothing_is_done(client, world):
    world.coach.user_permissions.clear()
    client.force_login(grant(world.coach, "view_handover"))
    assert client.post(url(world.own_handover.pk)).status_code in (302, 403)
    assert seen() == set()


def test_the_list_offers_the_checkboxes(as_coach, world):
    with scope.everything("test"):
        make_handover(world.own, world.coach)
    html = as_coach.get("/admin/test/handovers/").content.decode()
    assert "bulk-actions.js" in html
    assert f'data-object-id="{world.own_handover.pk}"' in html


def test_who_may_do_none_of_them_sees_no_checkboxes(client, world):
    with scope.everything("test"):
        make_handover(world.own, world.coach)
    world.coach.user_permissions.clear()
    client.force_login(grant(world.coach, "view_handover"))
    html = client.get("/admin/test/handovers/").content.decode()
    assert str(world.own_handover.resident) in html
    assert "bulk-action" not in html
