"""Behind "412 residents under way": one's own residents with their step, or numbers without names."""

import pytest
from django.urls import reverse

from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_resident, make_user
from tests.routes.world import Clock, publish_route, put_on

from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(everything):
    return publish_route()


@pytest.fixture
def route(version):
    return version.text


@pytest.fixture
def own(area, coach, version):
    people = [make_resident(area=area, coach=coach, form_of_address="mrs") for _ in range(6)]
    for one in people:
        put_on(one, version, Clock(NOW))
    return people


@pytest.fixture
def foreign(stranger, version):
    stranger.surname = "Vreemdeling"
    stranger.form_of_address = "mrs"
    stranger.save()
    put_on(stranger, version, Clock(NOW))
    return stranger


def at(route, query=""):
    return reverse("kik_desk:under_way", args=[route.pk]) + query


def test_the_number_on_the_screens_of_a_route_leads_to_the_list(page, route, own):
    html = page.get(reverse("kik_routes:timeline", args=[route.pk])).content.decode()
    assert f'<a href="{at(route)}">6 inwoners onderweg</a>' in html


def test_a_coach_reads_the_own_residents_with_their_step_and_that_is_on_record(page, route, own, foreign):
    html = page.get(at(route)).content.decode()
    assert all(one.surname in html for one in own)
    assert "Vreemdeling" not in html
    assert "7 inwoners onderweg" in html
    assert "6 daarvan" in html
    assert "Uitnodiging kantoor</td><td>Oost" in html.replace(' class="kik-breed"', "")
    seen = AccessRecord.objects.filter(route="kik_desk:under_way").values_list("resident", flat=True)
    assert set(seen) == {one.pk for one in own}


def test_each_number_leads_to_those_it_counts(page, route, own, version, area, coach):
    later = make_resident(area=area, coach=coach, form_of_address="mrs", surname="Later")
    put_on(later, version, Clock(NOW), starts_on=NOW.date().replace(day=30))
    html = page.get(at(route, f"?gebied={area.pk}&stap=wacht")).content.decode()
    assert "Later" in html
    assert not any(one.surname in html for one in own)
    assert page.get(at(route, "?gebied=x&stap=y")).status_code == 404


@pytest.mark.parametrize("role", ["manager", "content_editor"])
def test_who_sees_no_residents_reads_numbers_and_no_small_ones(client, roles, route, own, foreign, role):
    client.force_login(make_user(role, roles=(role,)))
    html = client.get(at(route)).content.decode()
    assert not any(one.surname in html for one in [*own, foreign])
    assert '<th scope="row">West</th>' in html
    assert "minder dan 5" in html
    assert "<td>6</td>" not in html  # with the total it would tell of the other area
    assert not AccessRecord.objects.filter(route="kik_desk:under_way").exists()


def test_as_many_queries_for_fifty_as_for_six(page, route, own, version, area, coach, django_assert_max_num_queries):
    def count():
        page.get(at(route))
        with django_assert_max_num_queries(100) as counted:
            page.get(at(route))
        return len(counted)

    few = count()
    for _ in range(44):
        put_on(make_resident(area=area, coach=coach, form_of_address="mrs"), version, Clock(NOW))
    assert count() == few


def test_who_may_reads_from_the_route_how_to_put_residents_on_it(client, page, roles, route, own):
    link = f"{reverse('kik_desk:together')}?route={route.pk}"
    timeline = reverse("kik_routes:timeline", args=[route.pk])
    assert link in page.get(timeline).content.decode()
    client.force_login(make_user("editor", roles=("content_editor",)))
    assert link not in client.get(timeline).content.decode()
