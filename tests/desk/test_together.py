"""From the list of residents to a route, many at once: choosing, the check, confirming, undoing, and who sees what."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.follow_up.services.attempts import record_attempt
from kik_wagtail.residents.models import AreaMember, Resident, SavedFilter
from kik_wagtail.residents.services import move_to_area
from kik_wagtail.routes import planning
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, RouteSwitch
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_follow_up, make_resident, make_user
from tests.routes.world import CALENDAR, publish_route

from .conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
LIST = "/admin/kik/residents/"


def at(name, *args):
    return reverse(f"kik_desk:{name}", args=args)


@pytest.fixture
def version(everything):
    return publish_route()


@pytest.fixture
def people(area, coach):
    return [make_resident(area=area, coach=coach, form_of_address="mrs", language="nl") for _ in range(6)]


@pytest.fixture
def manager(roles):
    return make_user("manager01", roles=("manager",))


def choose(client, version, *, address, **values):
    """Fills in the first screen and follows to the check."""
    given = {"route": version.text_id, "starts_from": f"{TODAY:%d-%m-%Y}", "a_week": 5, "months": ""} | values
    return client.post(address, given, follow=True)


def ticked(*residents):
    return at("together") + "?" + "&".join(f"id={one.pk}" for one in residents)


def batch_of(response) -> EnrolmentBatch:
    return EnrolmentBatch.objects.get(pk=response.resolver_match.kwargs["pk"])


def put_on(client, version, residents, **values):
    batch = batch_of(choose(client, version, address=ticked(*residents), who="ticked", **values))
    client.post(at("confirm_batch", batch.pk))
    batch.refresh_from_db()
    return batch


def on_route():
    with scope.everything("test"):
        return set(Enrolment.objects.open().values_list("resident_id", flat=True))


def names_in(html, residents):
    return {one.pk for one in residents if one.surname in html}


def test_the_list_offers_ticking_and_everybody_who_matches(page, people, version):
    html = page.get(f"{LIST}?language=nl").content.decode()
    assert f'data-object-id="{people[0].pk}"' in html
    assert "/admin/bulk/kik_wagtail/resident/put_on_route/" in html
    assert "Zet iedereen in deze lijst op een werkwijze (6)" in html


def test_ticked_rows_and_the_filter_of_the_list_come_along(page, people, version):
    bulk = "/admin/bulk/kik_wagtail/resident/put_on_route/"
    response = page.get(f"{bulk}?id={people[0].pk}&id={people[1].pk}&next={LIST}%3Flanguage%3Dnl%26p%3D1", follow=True)
    html = response.content.decode()
    assert "Wie ik heb aangevinkt (2)" in html
    assert "Iedereen in de lijst, zoals die gefilterd was (6)" in html


def test_a_search_finds_the_same_people_as_the_list_and_is_not_kept(page, people, version):
    found = people[2]
    response = choose(page, version, address=f"{at('together')}?listed=1&q={found.surname}", who="listed")
    batch = batch_of(response)
    assert batch.criteria["ids"] == [found.pk]
    assert found.surname not in str(batch.criteria)


def test_the_check_says_how_many_enter_when_and_who_is_skipped_with_why(page, people, version, coach, area):
    without = make_resident(area=area, surname="Zonder")
    response = choose(page, version, address=ticked(*people, without), who="ticked", a_week=4)
    html = response.content.decode()
    assert "<b>6</b> op de werkwijze" in html
    assert "23 november 2026</th><td>4</td><td>4</td>" in html
    assert "30 november 2026</th><td>2</td><td>2</td>" in html
    assert "1 · heeft geen coach" in html
    assert "Zonder" in html
    assert names_in(html, people) == set()
    assert on_route() == set()
    shown = AccessRecord.objects.filter(route="kik_desk:batch").values_list("resident", flat=True)
    assert set(shown) == {without.pk}


def test_confirming_puts_them_on_and_the_second_press_does_nothing(page, people, version):
    batch = batch_of(choose(page, version, address=ticked(*people), who="ticked"))
    for said in ("6 inwoners zijn op de werkwijze gezet.", "Er is niets dubbel gedaan."):
        assert said in page.post(at("confirm_batch", batch.pk), follow=True).content.decode()
    assert on_route() == {one.pk for one in people}
    with scope.everything("test"):
        assert Enrolment.objects.count() == 6
    records = AccessRecord.objects.filter(route="kik_desk:confirm_batch", action="change")
    assert set(records.values_list("resident", flat=True)) == {one.pk for one in people}


def test_a_row_that_moved_away_before_choosing_is_left_out_and_said(page, people, version, stranger):
    html = page.get(ticked(*people, stranger)).content.decode()
    assert "Wie ik heb aangevinkt (6)" in html
    assert "1 inwoner die u aanvinkte, hoort niet meer bij uw inwoners" in html
    batch = batch_of(choose(page, version, address=ticked(*people, stranger), who="ticked"))
    assert stranger.pk not in batch.criteria["ids"]


def test_a_row_that_moves_away_between_check_and_confirming_is_skipped_without_a_name(page, people, version, stranger):
    batch = batch_of(choose(page, version, address=ticked(*people), who="ticked"))
    with scope.everything("test"):
        move_to_area(resident=people[0], area=stranger.area)
        type(stranger).objects.filter(pk=people[0].pk).update(coach=stranger.coach)
    page.post(at("confirm_batch", batch.pk))
    html = page.get(at("batch", batch.pk)).content.decode()
    assert "1 · hoort niet meer bij de inwoners van wie koos" in html
    assert names_in(html, people) == {one.pk for one in people[1:]}
    assert on_route() == {one.pk for one in people[1:]}


def test_only_foreign_rows_or_a_foreign_filter_are_not_found(page, version, stranger, people):
    assert page.get(ticked(stranger)).status_code == 404
    assert page.get(f"{at('together')}?listed=1&area={stranger.area_id}").status_code == 404
    assert page.get(f"{at('together')}?id=x").status_code == 404


def test_only_routes_that_are_switched_on_are_offered(page, people, version):
    off = publish_route(code="uit", is_on=False)
    html = page.get(ticked(*people)).content.decode()
    assert f'value="{version.text_id}"' in html
    assert f'value="{off.text_id}"' not in html
    assert choose(page, off, address=ticked(*people), who="ticked").status_code == 422


def test_a_route_switched_off_after_the_check_puts_nobody_on_and_says_so(page, people, version):
    batch = batch_of(choose(page, version, address=ticked(*people), who="ticked"))
    RouteSwitch.objects.update(is_on=False)
    html = page.post(at("confirm_batch", batch.pk), follow=True).content.decode()
    assert "Deze werkwijze staat uit" in html
    assert on_route() == set()


def test_the_proposal_fits_what_the_coach_has_planned(page, people, version):
    assert 'name="a_week" value="10"' in page.get(ticked(*people)).content.decode()
    for _ in range(25):
        make_follow_up(make_resident(area=people[0].area, coach=people[0].coach), target_on=date(2026, 12, 1))
    assert 'name="a_week" value="3"' in page.get(ticked(*people)).content.decode()
    html = choose(page, version, address=ticked(*people), who="ticked").content.decode()
    assert "<td>6</td><td>7</td><td>3 " in html
    assert "minder dan u vraagt" in html


def test_areas_and_months_narrow_the_choice(page, people, version, coach):
    noord = make_area("Noord", coach)
    here = make_resident(area=noord, coach=coach, last_conversation_on=TODAY - timedelta(days=400))
    make_resident(area=noord, coach=coach, last_conversation_on=TODAY)
    response = choose(page, version, address=at("together"), who="filter", areas=[noord.pk], months=6)
    assert batch_of(response).criteria["ids"] == [here.pk]


def test_who_nobody_matches_is_said_on_the_same_screen(page, people, version):
    Resident.objects.update(last_conversation_on=TODAY)
    response = choose(page, version, address=at("together"), who="filter", months=1)
    assert response.status_code == 422
    assert "Niemand past bij deze keuze" in response.content.decode()


def test_a_choice_that_is_too_large_is_said_and_nothing_is_kept(page, people, version, monkeypatch):
    monkeypatch.setattr(planning, "MOST", 5)
    response = choose(page, version, address=at("together"), who="filter")
    assert response.status_code == 422
    assert "Deze keuze heeft er 6" in response.content.decode()
    assert not EnrolmentBatch.objects.exists()


def test_undoing_asks_why_says_what_it_does_and_is_done_once(page, people, version, coach):
    batch = put_on(page, version, people)
    html = page.get(at("undo_batch", batch.pk)).content.decode()
    assert "6 inwoners gaan van de werkwijze" in html
    assert page.post(at("undo_batch", batch.pk), {"reason": ""}).status_code == 422
    assert len(on_route()) == 6
    html = page.post(at("undo_batch", batch.pk), {"reason": "Verkeerde lijst."}, follow=True).content.decode()
    assert "6 inwoners zijn weer van de werkwijze gehaald." in html
    assert "Verkeerde lijst." in html
    assert on_route() == set()
    again = page.post(at("undo_batch", batch.pk), {"reason": "Nog eens."}, follow=True).content.decode()
    assert "Nog eens." not in again
    assert again.count("Ongedaan gemaakt op") == 1


def test_undoing_leaves_whom_somebody_called(page, people, version, coach, everything):
    batch = put_on(page, version, people)
    enrolment = Enrolment.objects.filter(batch=batch).first()
    call = make_follow_up(enrolment.resident, target_on=TODAY, kind="call_back")
    enrolment.visits.create(
        resident=enrolment.resident, area=enrolment.area, number=1, step="x", entered_on=TODAY, follow_up=call
    )
    record_attempt(follow_up=call, result="voicemail", user=coach, now=NOW, calendar=CALENDAR)
    assert "1 inwoner blijft op de werkwijze" in page.get(at("undo_batch", batch.pk)).content.decode()
    page.post(at("undo_batch", batch.pk), {"reason": "Toch niet."})
    assert on_route() == {enrolment.resident_id}


def test_a_colleague_of_another_area_finds_nothing_of_it(client, page, people, version, stranger):
    batch = put_on(page, version, people)
    client.force_login(stranger.coach)
    for name in ("batch", "undo_batch", "export_batch"):
        assert client.get(at(name, batch.pk)).status_code == 404
    assert client.post(at("confirm_batch", batch.pk)).status_code == 404
    assert f"/samen/{batch.pk}/" not in client.get(at("batches")).content.decode()


def test_a_choice_that_was_not_confirmed_is_its_makers_alone(client, page, people, version, area, manager):
    batch = batch_of(choose(page, version, address=ticked(*people), who="ticked"))
    for user in (make_user("coach02", roles=("coach",)), manager):
        AreaMember.objects.create(area=area, user=user)
        client.force_login(user)
        assert client.get(at("batch", batch.pk)).status_code == 404


def test_a_colleague_of_the_area_reads_it_and_does_not_undo_it(client, page, people, version, area):
    batch = put_on(page, version, people)
    colleague = make_user("coach02", roles=("coach",))
    AreaMember.objects.create(area=area, user=colleague)
    client.force_login(colleague)
    html = client.get(at("batch", batch.pk)).content.decode()
    assert names_in(html, people) == {one.pk for one in people}
    assert at("undo_batch", batch.pk) not in html
    client.post(at("undo_batch", batch.pk), {"reason": "Ik wil dit niet."})
    assert len(on_route()) == 6


def test_a_manager_puts_on_by_numbers_and_reads_no_name(client, manager, people, version):
    make_resident(area=people[0].area, surname="Zonder")
    client.force_login(manager)
    response = choose(client, version, address=at("together"), who="filter")
    html = response.content.decode()
    assert "<b>6</b> op de werkwijze" in html
    assert "minder dan 5 · heeft geen coach" in html
    batch = batch_of(response)
    html += client.post(at("confirm_batch", batch.pk), follow=True).content.decode()
    assert "Zonder" not in html
    assert names_in(html, people) == set()
    assert on_route() == {one.pk for one in people}
    records = AccessRecord.objects.filter(user_id=manager.pk)
    assert set(records.values_list("resident", flat=True)) == {one.pk for one in people}
    client.post(at("undo_batch", batch.pk), {"reason": "Te vroeg."})
    assert on_route() == set()


@pytest.mark.parametrize("role", ["content_editor", "functional_administrator", "auditor"])
def test_other_roles_put_nobody_on_a_route(client, roles, role, version, people):
    client.force_login(make_user(role, roles=(role,)))
    assert client.get(at("together")).status_code in {302, 403}
    assert client.get(at("batches")).status_code in {302, 403}


@pytest.mark.parametrize("name", ["together", "batch", "batches", "undo_batch"])
def test_as_many_queries_for_sixty_as_for_six(page, version, area, coach, people, name, django_assert_max_num_queries):
    def count(residents):
        batch = put_on(page, version, residents)
        address = {"together": ticked(*residents), "batches": at("batches")}.get(name) or at(name, batch.pk)
        page.get(address)
        with django_assert_max_num_queries(200) as counted:
            assert page.get(address).status_code == 200
        return len(counted)

    few = count(people)
    many = [make_resident(area=area, coach=coach, form_of_address="mrs") for _ in range(60)]
    assert count(many) == few


def export(client, batch, kind):
    return client.get(at("export_batch", batch.pk), {"export": kind, "reason": "voor het werkoverleg"})


def test_the_file_has_everybody_with_what_became_of_them(client, page, people, version, coach, area):
    from django.contrib.auth.models import Permission

    without = make_resident(area=area, surname="=Zonder()")
    batch = put_on(page, version, [*people, without], a_week=4)
    assert export(page, batch, "csv").status_code in {302, 403}
    coach.user_permissions.add(Permission.objects.get(codename="export_resident"))
    client.force_login(type(coach).objects.get(pk=coach.pk))
    asked = client.get(at("export_batch", batch.pk), {"export": "csv"}).content.decode()
    assert names_in(asked, people) == set()
    text = b"".join(export(client, batch, "csv").streaming_content).decode()
    assert names_in(text, people) == {one.pk for one in people}
    assert text.count("begint op 30 november") == 2
    assert "overgeslagen: heeft geen coach" in text
    assert export(client, batch, "xlsx").status_code == 200
    assert AccessRecord.objects.filter(purpose="voor het werkoverleg", resident=without.pk).exists()


class TestSavedFilters:
    def keep(self, client, **values):
        return client.post(at("keep_filter"), {"name": "Oost Arabisch", "language": "ar", **values}, follow=True)

    def test_a_filter_is_kept_under_a_name_and_stands_above_the_list(self, page, area, people):
        html = self.keep(page, area=area.pk).content.decode()
        assert SavedFilter.objects.get().values == {"area": str(area.pk), "language": "ar"}
        assert ">Oost Arabisch</a>" in html

    def test_it_is_ones_own_and_goes_by_a_press(self, page, client, area, people, stranger, coach):
        self.keep(page)
        saved = SavedFilter.objects.get()
        client.force_login(stranger.coach)
        assert "Oost Arabisch" not in client.get(LIST).content.decode()
        assert client.post(at("drop_filter", saved.pk)).status_code == 404
        client.force_login(coach)
        client.post(at("drop_filter", saved.pk))
        assert not SavedFilter.objects.exists()

    def test_the_same_name_replaces_and_there_is_a_most(self, page, people):
        for language in ("ar", "ti"):
            self.keep(page, language=language)
        assert [one.values for one in SavedFilter.objects.all()] == [{"language": "ti"}]
        for number in range(15):
            self.keep(page, name=f"Filter {number}")
        assert SavedFilter.objects.count() == SavedFilter.MOST

    def test_a_searched_word_or_a_foreign_area_is_not_kept(self, page, people, stranger):
        self.keep(page, q="Jansen")
        assert "Jansen" not in str(SavedFilter.objects.get().values)
        self.keep(page, name="Elders", area=stranger.area_id)
        assert not SavedFilter.objects.filter(name="Elders").exists()

    def test_it_is_offered_when_choosing_who(self, page, people, version):
        self.keep(page, name="Nederlands", language="nl")
        saved = SavedFilter.objects.get()
        assert "Mijn filter ‘Nederlands’ (6)" in page.get(at("together")).content.decode()
        batch = batch_of(choose(page, version, address=at("together"), who=f"saved-{saved.pk}"))
        assert len(batch.criteria["ids"]) == 6
