"""What wagtail_modeladmin leaves open and this base closes: every foreign row is 404, everywhere."""

import pytest

from kik_wagtail import scope
from kik_wagtail.residents.models import Handover
from kik_wagtail.scope.models import AccessRecord
from tests.admin.makers import grant
from tests.factories import make_user

pytestmark = pytest.mark.urls("tests.admin.screens")
BASE = "/admin/test/handovers/"
OBJECT_PAGES = ("edit", "inspect", "delete", "history", "history-results")


@pytest.mark.parametrize("page", OBJECT_PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_row_does_not_exist(as_coach, world, page, method):
    url = f"{BASE}{page}/{world.foreign_handover.pk}/"
    data = {"reason": "stolen", "resident": world.own.pk, "to_coach": world.coach.pk}
    assert getattr(as_coach, method)(url, data if method == "post" else {}).status_code == 404
    with scope.everything("test"):
        assert Handover.objects.get(pk=world.foreign_handover.pk).reason == "moved"


@pytest.mark.parametrize("page", OBJECT_PAGES)
def test_an_own_row_opens(as_coach, world, page):
    assert as_coach.get(f"{BASE}{page}/{world.own_handover.pk}/").status_code == 200


@pytest.mark.parametrize("page", OBJECT_PAGES)
def test_a_key_that_is_no_key_is_404(as_coach, page):
    assert as_coach.get(f"{BASE}{page}/999999/").status_code == 404


@pytest.mark.parametrize("page", ["", "results/", "create/", *OBJECT_PAGES])
def test_without_a_right_no_page_opens(client, world, page):
    client.force_login(grant(make_user("nobody")))
    url = f"{BASE}{page}/{world.own_handover.pk}/" if page in OBJECT_PAGES else f"{BASE}{page}"
    assert client.get(url).status_code in (302, 403, 404)


@pytest.mark.parametrize("page", ["edit", "delete", "history"])
def test_who_may_only_look_cannot_change_or_see_history(client, world, page):
    world.coach.user_permissions.clear()
    client.force_login(grant(world.coach, "view_handover"))
    assert client.get(f"{BASE}{page}/{world.own_handover.pk}/").status_code in (302, 403)
    html = client.get(BASE).content.decode()
    assert f"{BASE}inspect/{world.own_handover.pk}/" in html
    assert f"{BASE}edit/" not in html
    assert f"{BASE}delete/" not in html


def test_the_list_shows_own_rows_only(as_coach, world):
    html = as_coach.get(BASE).content.decode()
    assert world.own.client_number in html
    assert world.foreign.client_number not in html


def test_searching_foreign_text_finds_nothing(as_coach, world):
    with scope.everything("test"):
        Handover.objects.filter(pk=world.foreign_handover.pk).update(note="zeldzaamwoord")
    response = as_coach.get(BASE + "?q=zeldzaamwoord")
    assert list(response.context["object_list"]) == []


@pytest.mark.parametrize(
    "query",
    ["resident__surname__startswith=V", "to_coach__password__startswith=x", "id__in=1,2", "pk=1", "area=1"],
)
@pytest.mark.parametrize("page", ["", "results/"])
def test_an_unknown_lookup_is_refused_not_passed_to_the_query(as_coach, page, query):
    assert as_coach.get(f"{BASE}{page}?{query}").status_code == 400


@pytest.mark.parametrize("page", ["", "results/"])
def test_the_known_parameters_pass(as_coach, page):
    query = "q=a&p=1&ordering=-proposed_at&state=accepted&_w_filter_fragment=1"
    assert as_coach.get(f"{BASE}{page}?{query}").status_code == 200


def test_who_may_see_nothing_learns_no_filter_names_either(client, world):
    client.force_login(grant(make_user("nobody")))
    assert client.get(BASE + "?resident__surname=x").status_code in (302, 403)


def test_a_foreign_resident_in_a_post_is_refused_and_not_named(as_coach, world):
    for url in (BASE + "create/", f"{BASE}edit/{world.own_handover.pk}/"):
        data = {"resident": world.foreign.pk, "to_coach": world.coach.pk, "reason": "grab"}
        response = as_coach.post(url, data)
        html = response.content.decode()
        assert response.status_code == 200
        assert response.context["form"].errors["resident"]
        assert world.foreign.surname not in html
        assert world.foreign.client_number not in html
    with scope.everything("test"):
        assert not Handover.objects.filter(reason="grab").exists()


def test_a_user_outside_the_own_teams_cannot_be_posted(as_coach, world):
    data = {"resident": world.own.pk, "to_coach": world.stranger.pk, "reason": "grab"}
    response = as_coach.post(f"{BASE}edit/{world.own_handover.pk}/", data)
    assert response.context["form"].errors["to_coach"]


def test_the_form_offers_a_chooser_instead_of_all_names(as_coach, world):
    html = as_coach.get(BASE + "create/").content.decode()
    assert world.own.surname not in html
    assert "kik_resident_chooser" in html
    assert world.stranger.username not in html


def test_the_chooser_shows_and_finds_own_residents_only(as_coach, world):
    for query in ("", "?q=Vreemdeling", "?q=0000002", "?q=West"):
        for page in ("", "results/"):
            response = as_coach.get(f"/admin/kik_resident_chooser/{page}{query}")
            assert f"chosen/{world.foreign.pk}/" not in response.content.decode()
            assert (f"chosen/{world.own.pk}/" in response.content.decode()) == (query == "")
    assert "0000001" in as_coach.get("/admin/kik_resident_chooser/results/?q=eigenaar+0001").content.decode()
    assert as_coach.get(f"/admin/kik_resident_chooser/chosen/{world.own.pk}/").status_code == 200
    assert as_coach.get(f"/admin/kik_resident_chooser/chosen/{world.foreign.pk}/").status_code == 404
    assert as_coach.get("/admin/kik_resident_chooser/chosen-multiple/?id=all").status_code == 404
    assert as_coach.get("/admin/kik_resident_chooser/create/").status_code == 404


def test_the_chooser_asks_the_right_to_see_residents(client, world):
    client.force_login(grant(make_user("editor")))
    for page in ("", "results/", f"chosen/{world.own.pk}/", f"chosen-multiple/?id={world.own.pk}"):
        assert client.get("/admin/kik_resident_chooser/" + page).status_code in (302, 403)


def test_what_the_list_shows_is_on_record_and_no_more(as_coach, world):
    as_coach.get(BASE)
    assert set(AccessRecord.objects.values_list("resident", flat=True)) == {world.own.pk}


def test_pages_with_residents_are_not_kept_by_the_browser(as_coach, world):
    assert "no-store" in as_coach.get(BASE)["Cache-Control"]


def test_a_superuser_sees_no_more_than_their_grants(client, world):
    client.force_login(make_user("root", is_superuser=True))
    assert list(client.get(BASE).context["object_list"]) == []
    assert client.get(f"{BASE}edit/{world.own_handover.pk}/").status_code == 404


def test_a_row_in_use_is_not_deleted_and_says_so(as_coach, world, monkeypatch):
    from django.db.models import ProtectedError

    def protected(self, *args, **kwargs):
        raise ProtectedError("in use", {self})

    monkeypatch.setattr(Handover, "delete", protected)
    response = as_coach.post(f"{BASE}delete/{world.own_handover.pk}/")
    assert response.status_code == 302
    with scope.everything("test"):
        assert Handover.objects.filter(pk=world.own_handover.pk).exists()


def test_names_never_stand_in_titles_breadcrumbs_or_messages(as_coach, world):
    for page in ("edit", "inspect", "history"):
        html = as_coach.get(f"/admin/kik/residents/{page}/{world.own.pk}/").content.decode()
        head, _, main = html.partition("<main")
        header = main.split("</header>")[0]
        assert world.own.surname not in head
        assert world.own.surname not in header
    data = {"reason": "x", "resident": world.own.pk, "to_coach": world.coach.pk}
    after = as_coach.post(f"{BASE}edit/{world.own_handover.pk}/", data, follow=True)
    assert not any(world.own.surname in str(message) for message in after.context["messages"])
