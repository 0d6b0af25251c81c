"""An area is archived once nobody is served there; until then the form says what is in the way."""

from datetime import date

import pytest
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Area, AreaMember, Handover, Resident
from kik_wagtail.residents.services import mark_left
from tests.factories import make_area, make_follow_up, make_resident, make_user

from .test_areas import administrator, post, url  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return Area.objects.create(name="Oost")


@pytest.fixture
def coach():
    return make_user("coach01", roles=("coach",))


@pytest.fixture
def archive(client, administrator, area):  # noqa: F811
    """Posts the form with the mark ticked; gives what it says against it, "" once it is archived."""

    def posted(*members, **counts):
        client.force_login(administrator)
        answer = client.post(url("edit", area.pk), post("Oost", *members, is_archived="on", **counts))
        area.refresh_from_db()
        assert (answer.status_code == 302) is area.is_archived
        return "" if area.is_archived else str(answer.context["form"].errors["is_archived"])

    return posted


def served(area, coach, amount=1):
    with scope.everything("test"):
        return [make_resident(area=area, coach=coach) for _ in range(amount)]


def test_an_empty_area_is_archived(archive):
    assert archive() == ""


def test_residents_are_in_the_way(archive, area, coach):
    served(area, coach, 7)
    assert "Inwoners: 7" in archive()


def test_a_few_residents_are_not_counted_out(archive, area, coach):
    served(area, coach, 2)
    said = archive()
    assert "Inwoners: minder dan 5" in said
    assert "2" not in said


def test_open_contacts_are_in_the_way(archive, area, coach):
    with scope.everything("test"):
        for resident in served(area, coach, 5):
            make_follow_up(resident, target_on=date(2026, 11, 23))
    assert "Open contacten: 5" in archive()


def test_a_handover_that_waits_is_in_the_way(archive, area, coach):
    elsewhere = make_area("West", coach)
    with scope.everything("test"):
        resident = make_resident(area=elsewhere, coach=coach)
        Handover.objects.create(
            resident=resident, area=elsewhere, from_area=elsewhere, to_area=area, reason="r", proposed_at=timezone.now()
        )
    assert "Overdrachten naar dit gebied die op antwoord wachten: minder dan 5" in archive()


def member(area, coach):
    row = AreaMember.objects.create(area=area, user=coach)
    return {"id": row.pk, "user": coach.pk, "role": "coach"}


def test_members_are_in_the_way(archive, area, coach):
    said = archive(member(area, coach), **{"members-INITIAL_FORMS": 1})
    assert "Leden van het team: 1" in said
    assert "Geef deze eerst een ander gebied." in said


def test_members_that_go_in_the_same_press_are_not(archive, area, coach):
    assert archive(member(area, coach) | {"DELETE": "on"}, **{"members-INITIAL_FORMS": 1}) == ""
    assert not AreaMember.objects.exists()


def test_who_has_left_is_not_in_the_way(archive, area, coach):
    resident = served(area, coach)[0]
    with scope.everything("test"):
        make_follow_up(resident, target_on=date(2026, 11, 23))
        mark_left(residents=[resident], left_on=date(2026, 11, 1), is_known=True, user=coach, now=timezone.now())
        assert not FollowUp.objects.open().exists()
    assert archive() == ""
    with scope.everything("test"):
        assert Resident.objects.get().area == area


def test_an_archived_area_can_be_changed_and_brought_back(client, administrator, area):  # noqa: F811
    Area.objects.update(is_archived=True)
    client.force_login(administrator)
    assert client.post(url("edit", area.pk), post("Oost-Indië", is_archived="on")).status_code == 302
    assert client.post(url("edit", area.pk), post("Oost")).status_code == 302
    area.refresh_from_db()
    assert (area.name, area.is_archived) == ("Oost", False)
