import pytest
from django.urls import reverse

from kik_wagtail.permissions import add_missing_rights
from kik_wagtail.residents.models import Area, AreaMember
from kik_wagtail.residents.viewsets import AreaMemberForm
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db):
    add_missing_rights(first_time=lambda key: True)
    return make_user(roles=("functional_administrator",))


def url(name, *args):
    return reverse(f"wagtailsnippets_kik_wagtail_area:{name}", args=args)


def post(area, *members, **values):
    rows = {
        f"members-{number}-{name}": value
        for number, member in enumerate(members)
        for name, value in {"id": "", "ORDER": number + 1, "DELETE": "", **member}.items()
    }
    count = {"members-TOTAL_FORMS": len(members), "members-INITIAL_FORMS": 0}
    return {"name": area, "kind": "area_team", "phone": "", **count, **rows, **values}


def test_a_functional_administrator_says_who_works_in_an_area(client, administrator):
    coach = make_user(roles=("coach",))
    client.force_login(administrator)
    response = client.post(url("add"), post("Oost", {"user": coach.pk, "role": "coach"}))
    assert response.status_code == 302
    assert AreaMember.objects.get().user == coach
    page = client.get(url("edit", Area.objects.get().pk))
    assert page.status_code == 200


def test_only_coaches_and_team_leads_can_be_members(client, administrator):
    editor = make_user(roles=("content_editor",))
    client.force_login(administrator)
    client.post(url("add"), post("Oost", {"user": editor.pk, "role": "coach"}))
    assert not Area.objects.exists()
    assert editor not in AreaMemberForm().fields["user"].queryset


def test_an_area_is_archived_never_deleted(client, administrator):
    area = make_area("Oost")
    client.force_login(administrator)
    assert client.post(url("delete", area.pk)).status_code == 302
    assert Area.objects.filter(pk=area.pk).exists()


def test_a_coach_cannot_make_themselves_a_member(client, administrator):
    coach = make_user(roles=("coach",))
    client.force_login(coach)
    assert client.post(url("add"), post("Oost", {"user": coach.pk, "role": "team_lead"})).status_code == 302
    assert not AreaMember.objects.exists()
