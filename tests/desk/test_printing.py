"""Letters that routes made, on their way to paper: found, taken together, printed, marked; nothing printed twice silently."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kik_wagtail import scope
from kik_wagtail.letters import printing
from kik_wagtail.letters.errors import NothingToPrint
from kik_wagtail.letters.models import FrozenLayout, Letter, PrintFile
from kik_wagtail.letters.services import cancel
from kik_wagtail.routes.services import together
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_resident, make_user
from tests.routes.world import CALENDAR, Clock, publish_route, put_on

from .conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"kik_desk:{name}", args=args)


@pytest.fixture
def version(everything):
    return publish_route()


def on_the_route(version, **values):
    resident = make_resident(form_of_address="mrs", **values)
    put_on(resident, version, Clock(NOW))
    return Letter.objects.get(resident=resident)


@pytest.fixture
def letters(area, coach, version):
    return [on_the_route(version, area=area, coach=coach) for _ in range(3)]


@pytest.fixture
def foreign(stranger, version):
    return on_the_route(version, area=stranger.area, coach=stranger.coach, surname="Vreemdeling")


def take(client, letters, key=None, follow=True):
    posted = {"letter": [letter.pk for letter in letters], "request_key": key or uuid4()}
    return client.post(at("to_print"), posted, follow=follow)


def states():
    with scope.everything("test"):
        return sorted(Letter.objects.values_list("state", flat=True))


def test_what_a_route_made_is_found_by_area_route_and_day(page, letters, version, area, foreign):
    html = page.get(at("to_print")).content.decode()
    group = f"?gebied={area.pk}&amp;werkwijze={version.text_id}&amp;dag=2026-11-23"
    assert f'<a href="{group}">3<' in html
    assert "checked" not in html
    assert "Vreemdeling" not in html
    html = page.get(at("to_print") + group.replace("&amp;", "&")).content.decode()
    assert html.count(" checked>") == 3
    assert page.get(at("to_print") + "?gebied=x&werkwijze=1&dag=2026-11-23").status_code == 404
    assert page.get(at("to_print") + "?gebied=1&werkwijze=1&dag=morgen").status_code == 404


def test_the_ticked_letters_are_one_pdf_with_a_page_for_each(page, letters):
    file = take(page, letters[:2]).resolver_match.kwargs["pk"]
    response = page.get(at("print_pdf", file, FrozenLayout.objects.get().pk))
    assert response["Content-Type"] == "application/pdf"
    text = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(response.content)).pages]
    assert [letter.reference in sheet for letter, sheet in zip(letters, text, strict=False)] == [True, True]
    assert len(text) == 2
    assert response["Cache-Control"] == "no-store"
    seen = AccessRecord.objects.filter(route="kik_desk:print_pdf").values_list("resident", flat=True)
    assert set(seen) == {letter.resident_id for letter in letters[:2]}


def test_two_presses_make_one_file_and_what_is_taken_leaves_the_list(page, letters):
    key = uuid4()
    for _press in range(2):
        take(page, letters[:2], key)
    assert PrintFile.objects.count() == 1
    html = page.get(at("to_print")).content.decode()
    assert letters[2].reference in html
    assert letters[0].reference not in html
    assert "2 brieven" in html


def test_a_letter_that_a_colleague_took_is_left_out_and_said(page, letters, coach):
    take(page, letters[:1])
    html = take(page, letters).content.decode()
    assert "1 brief is weggelaten" in html
    assert take(page, letters).status_code == 200
    assert PrintFile.objects.count() == 2


def test_nothing_ticked_or_nothing_left_makes_no_file(page, letters, coach, everything):
    assert "Vink ten minste één brief aan." in take(page, []).content.decode()
    take(page, letters)
    with pytest.raises(NothingToPrint):
        printing.take(keys=[letters[0].pk], request_key=uuid4(), user=coach, now=NOW)
    assert PrintFile.objects.count() == 1


def test_marking_says_by_whom_and_the_second_press_does_nothing(page, letters, coach):
    file = take(page, letters).resolver_match.kwargs["pk"]
    assert states() == ["made"] * 3
    assert "3 brieven staan nu op geprint." in page.post(at("mark_printed", file), follow=True).content.decode()
    assert states() == ["printed"] * 3
    with scope.everything("test"):
        assert set(Letter.objects.values_list("state_by", "resident_id")) == {
            (coach.pk, letter.resident_id) for letter in letters
        }
    html = page.post(at("mark_printed", file), follow=True).content.decode()
    assert "Er is niets dubbel gedaan." in html
    assert "Deze brieven zijn al geprint." in html


def test_put_back_letters_stand_in_the_list_again(page, letters):
    file = take(page, letters).resolver_match.kwargs["pk"]
    assert "3 brieven staan weer in de lijst." in page.post(at("put_back", file), follow=True).content.decode()
    assert letters[0].reference in page.get(at("to_print")).content.decode()
    assert page.get(at("print_file", file)).status_code == 404


def test_a_cancelled_letter_is_not_in_the_pdf(page, letters, coach, everything):
    file = take(page, letters).resolver_match.kwargs["pk"]
    cancel(letter=letters[0], user=coach, now=NOW)
    response = page.get(at("print_pdf", file, FrozenLayout.objects.get().pk))
    assert len(PdfReader(io.BytesIO(response.content)).pages) == 2
    page.post(at("mark_printed", file))
    assert states() == ["cancelled", "printed", "printed"]


def test_letters_with_another_look_are_a_pdf_of_their_own(page, letters, everything):
    look = FrozenLayout.objects.get()
    other = FrozenLayout.objects.create(sha256="0" * 64, data=look.data)
    Letter.objects.filter(pk=letters[0].pk).update(layout=other)
    shown = take(page, letters)
    file = shown.resolver_match.kwargs["pk"]
    assert "een PDF per vormgeving" in shown.content.decode()
    pages = [len(PdfReader(io.BytesIO(page.get(at("print_pdf", file, one.pk)).content)).pages) for one in (look, other)]
    assert pages == [2, 1]
    assert page.get(at("print_pdf", file, other.pk + 1)).status_code == 404


def test_who_left_gets_no_letter_any_more(page, letters, everything):
    type(letters[0].resident).objects.filter(pk=letters[0].resident_id).update(status="left", left_on=TODAY)
    html = take(page, letters).content.decode()
    assert letters[0].reference not in html
    assert "1 brief is weggelaten" in html


def test_letters_and_files_of_another_area_do_not_exist(client, page, letters, foreign, stranger):
    assert page.post(at("to_print"), {"letter": [foreign.pk], "request_key": uuid4()}, follow=True).status_code == 200
    assert not PrintFile.objects.exists()
    file = take(page, letters).resolver_match.kwargs["pk"]
    client.force_login(stranger.coach)
    look = FrozenLayout.objects.get().pk
    for address in (at("print_file", file), at("print_pdf", file, look)):
        assert client.get(address).status_code == 404
    for name in ("mark_printed", "put_back"):
        assert client.post(at(name, file)).status_code == 404
    assert f"/te-printen/{file}/" not in client.get(at("to_print")).content.decode()


@pytest.mark.parametrize("role", ["content_editor", "manager", "functional_administrator", "auditor"])
def test_roles_that_see_no_residents_print_nothing(client, roles, letters, role):
    client.force_login(make_user(role, roles=(role,)))
    assert client.get(at("to_print")).status_code in {302, 403}
    assert client.post(at("to_print")).status_code in {302, 403}


def test_undoing_a_batch_leaves_alone_what_may_be_on_paper(page, version, area, coach, everything):
    people = [make_resident(area=area, coach=coach, form_of_address="mrs") for _ in range(2)]
    criteria = {"who": "ticked", "ids": [one.pk for one in people]}
    given = {"version": version, "criteria": criteria, "a_week": 5, "starts_from": TODAY}
    batch = together.draft(user=coach, now=NOW, **given)
    batch = together.confirm(batch=batch, user=coach, now=NOW, calendar=CALENDAR)
    clock = Clock(NOW)
    clock.run()
    clock.run()
    first = Letter.objects.order_by("pk").first()
    take(page, [first])
    together.undo(batch=batch, reason="Verkeerde lijst.", user=coach, now=NOW)
    assert states() == ["cancelled", "made"]
    assert Letter.objects.get(pk=first.pk).state == "made"


def test_as_many_queries_for_thirty_letters_as_for_three(
    page, letters, version, area, coach, django_assert_max_num_queries
):
    def count():
        page.get(at("to_print"))
        with django_assert_max_num_queries(100) as counted:
            page.get(at("to_print"))
        return len(counted)

    few = count()
    for _ in range(27):
        on_the_route(version, area=area, coach=coach)
    assert count() == few
