"""No answer with a resident in it without an access record, written before the answer leaves (A1)."""

from unittest import mock

import pytest
from django.db import DatabaseError
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kik_wagtail import scope
from kik_wagtail.residents.models import Resident
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_resident, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def listing(request):
    return HttpResponse(",".join(str(resident) for resident in Resident.objects.all()))


def streamed(request):
    return StreamingHttpResponse(f"{resident}," for resident in Resident.objects.iterator(chunk_size=100))


def counting(request):
    return HttpResponse(Resident.objects.count())


@csrf_exempt
def renaming(request):
    resident = Resident.objects.get()
    Resident.objects.filter(pk=resident.pk).update(surname="Changed")
    if "raise" in request.GET:
        raise RuntimeError("broken view")
    return HttpResponse(status=int(request.GET.get("status", 200)))


urlpatterns = [
    path("list/", listing, name="listing"),
    path("stream/", streamed, name="stream"),
    path("count/", counting, name="count"),
    path("rename/", renaming, name="rename"),
]


@pytest.fixture
def coach(client):
    user = make_user("coach", roles=("coach",))
    area = make_area("Here", user)
    with scope.everything("test"):
        make_resident(area=area)
        make_resident()
    client.force_login(user)
    client.raise_request_exception = False
    return user


def records():
    return list(AccessRecord.objects.values_list("route", "action", "roles", "result"))


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_with_residents_is_recorded_once_each_and_kept_nowhere(client, coach, method):
    response = getattr(client, method)("/list/?q=Testpersoon")
    assert response["Cache-Control"] == "no-store"
    assert records() == [("listing", "view", "coach", 200)]
    record = AccessRecord.objects.get()
    assert "Testpersoon" not in str(vars(record))
    assert record.user_id == coach.pk


def test_a_count_is_no_access(client, coach):
    response = client.get("/count/")
    assert response.content == b"1"
    assert "Cache-Control" not in response
    assert records() == []


def test_a_stream_is_recorded_before_it_leaves(client, coach):
    response = client.get("/stream/")
    assert response["Cache-Control"] == "no-store"
    assert records() == []
    first = next(iter(response.streaming_content))
    assert first.endswith(b",")
    assert records() == [("stream", "view", "coach", 200)]


def test_a_page_that_cannot_be_recorded_is_not_shown(client, coach):
    with mock.patch.object(AccessRecord.objects, "bulk_create", side_effect=DatabaseError):
        assert client.get("/list/").status_code == 500


def test_a_change_that_cannot_be_recorded_is_not_made(client, coach):
    with mock.patch.object(AccessRecord.objects, "bulk_create", side_effect=DatabaseError):
        assert client.post("/rename/").status_code == 500
    with scope.everything("test"):
        assert not Resident.objects.filter(surname="Changed").exists()


@pytest.mark.parametrize("query", ["?raise", "?status=503"])
def test_a_view_that_fails_leaves_no_change_and_no_record(client, coach, query):
    assert client.post(f"/rename/{query}").status_code >= 500
    with scope.everything("test"):
        assert not Resident.objects.filter(surname="Changed").exists()
    assert records() == []


def test_a_change_is_recorded_as_such(client, coach):
    client.post("/rename/")
    assert records() == [("rename", "change", "coach", 200)]


def test_nobody_logged_in_sees_and_costs_nothing(client, coach, django_assert_num_queries):
    client.logout()
    with django_assert_num_queries(0):
        response = client.get("/list/")
    assert response.content == b""
