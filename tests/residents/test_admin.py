"""The list and forms of residents, for a coach of one area."""

import re

import pytest
from django.contrib.auth.models import Permission

from kik_wagtail import scope
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_resident, make_user

LIST = "/admin/kik/residents/"


def grant(user, *codenames):
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


@pytest.fixture
def coach(db):
    return grant(make_user("coach01", first_name="Ans", last_name="Bakker"), "view_resident", "change_resident")


@pytest.fixture
def colleague(db):
    return make_user("coach02")


@pytest.fixture
def own(everything, coach, colleague):
    oost = make_area("Oost", coach, colleague)
    return make_resident(area=oost, coach=coach, surname="Eigenaar", client_number="0000001", language="ar")


@pytest.fixture
def foreign(everything, coach):
    area = make_area("West", make_user("vreemde"))
    return make_resident(area=area, surname="Vreemdeling", client_number="0000002", language="tr")


@pytest.fixture
def screen(client, coach, own, foreign):
    client.force_login(coach)
    return client


def form_of(resident, **values):
    fields = (
        *("initials", "first_name", "prefix", "surname", "form_of_address", "street", "house_number"),
        *("house_number_addition", "postcode", "city", "phone", "email", "language", "best_time"),
        *("preferred_place_kind", "preferred_channel", "initiative", "rhythm_months"),
    )
    data = {name: str(getattr(resident, name)) for name in fields}
    return {**data, "coach": resident.coach_id or "", "safe_to_call": "on", **values}


def reload(resident):
    with scope.everything("test"):
        return Resident.objects.get(pk=resident.pk)


def test_the_list_shows_number_name_area_and_coach(screen):
    html = screen.get(LIST).content.decode()
    for text in ("0000001", "Eigenaar", "Oost", "Ans Bakker"):
        assert text in html
    assert "Vreemdeling" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=in_view", 1),
        ("status=left", 0),
        ("language=ar", 1),
        ("language=nl", 0),
        ("coach=null", 0),
        ("months=12", 1),
        ("months=x", 1),
        ("q=eigen+0000001", 1),
        ("q=vreemdeling", 0),
    ],
)
def test_filters_and_search(screen, query, found):
    response = screen.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert len(response.context["object_list"]) == found


def test_the_filters_offer_own_areas_and_colleagues_only(screen, own, foreign, coach):
    html = screen.get(LIST).content.decode()
    assert "Ans Bakker" in html
    assert "West" not in html
    assert "vreemde" not in html
    assert len(screen.get(f"{LIST}?area={own.area_id}").context["object_list"]) == 1
    assert len(screen.get(f"{LIST}?coach={coach.pk}").context["object_list"]) == 1
    assert "Vreemdeling" not in screen.get(f"{LIST}?area={foreign.area_id}").content.decode()


def test_what_is_known_of_a_resident_reads_as_dutch(client, coach, own):
    client.force_login(coach)
    shown = client.get(f"{LIST}inspect/{own.pk}/").content.decode()
    words = set(re.findall(r">\s*([^<>]*[^<>\s])\s*<", shown))
    assert {own.phone.as_national, "ja", "nee", "Naam", "Adres"} <= words
    assert not {"True", "False", "None", "Full name", "Street line"} & words


@pytest.mark.parametrize("page", ["edit", "inspect", "history", "history-results"])
def test_a_foreign_resident_does_not_exist(screen, foreign, page):
    assert screen.get(f"{LIST}{page}/{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("page", ["edit", "inspect"])
def test_an_own_resident_opens_and_is_on_record(screen, own, coach, page):
    html = screen.get(f"{LIST}{page}/{own.pk}/").content.decode()
    assert "Eigenaar" in html
    assert AccessRecord.objects.filter(resident=own.pk, user_id=coach.pk).exists()


def test_nobody_deletes_a_resident_in_the_list(client, own, coach):
    for user in (grant(coach, "delete_resident"), make_user("root", is_superuser=True)):
        client.force_login(user)
        assert client.get(f"{LIST}delete/{own.pk}/").status_code == 404
        assert "delete" not in client.get(LIST).content.decode().split("<main")[1]
    assert reload(own).pk


def test_a_form_changes_the_resident_and_logs_the_number_only(screen, own, coach):
    from wagtail.models import ModelLogEntry

    response = screen.post(f"{LIST}edit/{own.pk}/", form_of(own, best_time="ochtend", prefers_no_phone="on"))
    assert response.status_code == 302
    assert (reload(own).best_time, reload(own).prefers_no_phone) == ("ochtend", True)
    assert {entry.label for entry in ModelLogEntry.objects.all()} == {"0000001"}


@pytest.mark.parametrize("field", ["client_number", "area", "status", "joined_on"])
def test_number_area_status_and_date_are_not_changed_by_a_form(screen, own, foreign, field):
    value = {"client_number": "9", "area": foreign.area_id, "status": "left", "joined_on": "01-01-2001"}[field]
    before = getattr(own, field)
    screen.post(f"{LIST}edit/{own.pk}/", form_of(own, **{field: value}))
    assert getattr(reload(own), field) == before


def test_another_coach_is_a_handover(screen, own, coach, colleague):
    assert screen.post(f"{LIST}edit/{own.pk}/", form_of(own, coach=colleague.pk)).status_code == 302
    with scope.everything("test"):
        handover = Handover.objects.get()
    assert (handover.from_coach_id, handover.to_coach_id, handover.origin) == (coach.pk, colleague.pk, "person")
    assert reload(own).coach_id == colleague.pk


def test_a_coach_of_another_area_is_refused(screen, own, coach):
    stranger = own.coach.__class__.objects.get(username="vreemde")
    response = screen.post(f"{LIST}edit/{own.pk}/", form_of(own, coach=stranger.pk))
    assert response.context["form"].errors["coach"]
    assert reload(own).coach_id == coach.pk


def test_coaches_are_offered_by_their_own_name(screen, own):
    assert ">Ans Bakker</option>" in screen.get(f"{LIST}edit/{own.pk}/").content.decode()


def test_a_phone_gets_the_number_the_name_and_the_first_column(screen):
    html = screen.get(LIST).content.decode()
    assert html.count("kik-wide") == 12  # six of the seven usual columns, heading and cell
    assert "kik_wagtail/admin/admin.css" in html


def test_a_rhythm_over_12_months_is_refused(screen, own):
    response = screen.post(f"{LIST}edit/{own.pk}/", form_of(own, rhythm_months="13"))
    assert response.context["form"].errors["rhythm_months"]


def test_who_may_add_makes_a_resident_in_an_own_area(screen, own, foreign, coach):
    grant(coach, "add_resident")
    data = form_of(own, client_number="0000003", joined_on="01-02-2026", area=own.area_id)
    assert screen.post(f"{LIST}create/", {**data, "area": foreign.area_id}).context["form"].errors["area"]
    assert screen.post(f"{LIST}create/", data).status_code == 302
    with scope.everything("test"):
        assert Resident.objects.get(client_number="0000003").area == own.area


@pytest.mark.parametrize("number", ["0000001", "0000002"])
def test_a_number_in_use_anywhere_is_a_form_error_without_a_name(screen, own, coach, number):
    grant(coach, "add_resident")
    data = form_of(own, client_number=number, area=own.area_id, surname="Nieuw")
    response = screen.post(f"{LIST}create/", data)
    assert len(response.context["form"].errors["client_number"]) == 1
    assert "Vreemdeling" not in response.content.decode()


def test_the_screens_of_a_role_without_residents_are_closed(client, own):
    client.force_login(grant(make_user("beheer"), "import_resident"))
    assert client.get(LIST).status_code == 302
    assert client.get(f"{LIST}inspect/{own.pk}/").status_code in (302, 404)
    assert LIST not in client.get("/admin/").content.decode()
