"""The columns of the list of residents, as each person wants them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from kik_wagtail.desk.views.columns import moved
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.columns import DEFAULT
from kik_wagtail.residents.filters import narrowing
from kik_wagtail.residents.models import AreaMember, ColumnChoice, Resident, SavedFilter
from kik_wagtail.routes.choosing import LISTED, chosen
from tests.factories import make_follow_up, make_resident, make_user

LIST = "/admin/kik/residents/"


def headings(answer) -> list[str]:
    return [str(column.label) for column in answer.context["table"].columns.values()][1:]  # without the ticks


def press(page, *verbs):
    for verb in verbs:
        answer = page.post(reverse("kik_desk:columns"), {"do": verb})
        assert answer.status_code == 302
    return page.get(LIST)


def cell(answer, resident, name) -> str:
    row = next(one for one in answer.context["object_list"] if one.pk == resident.pk)
    return str(answer.context["table"].columns[name].get_value(row))


def test_the_list_says_what_comes_next_when_it_was_last_how_often_and_how_long_there_is(page, resident):
    make_follow_up(resident, target_on=date(2026, 12, 2), appointment_at=datetime(2026, 12, 2, 9, 30, tzinfo=UTC))
    answer = page.get(LIST)
    assert headings(answer)[:6] == [
        *("Klantnummer", "Naam", "Volgend gesprek"),
        *("Laatste gesprek", "12 maanden", "Ritme"),
    ]
    assert cell(answer, resident, "next") == "2 december 10:30"
    assert cell(answer, resident, "limit") == "over 5 maanden"
    assert cell(answer, resident, "rhythm") == "elke 12 maanden"


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "nooit gesproken"),
        (date(2025, 11, 22), "voorbij sinds 22 november"),
        (date(2025, 11, 23), "over 0 dagen"),
    ],
)
def test_the_twelve_months_are_counted_from_the_last_conversation(page, resident, last, words):
    Resident.objects.filter(pk=resident.pk).update(last_conversation_on=last)
    assert cell(page.get(LIST), resident, "limit") == words


def test_without_an_hour_the_list_says_the_week_and_without_a_plan_that_nothing_is_planned(page, area, coach, resident):
    waiting = make_resident(area=area, coach=coach)
    make_follow_up(waiting, target_on=date(2026, 12, 2))
    left = make_resident(area=area, coach=coach, status="left", left_on=date(2026, 11, 1))
    answer = page.get(LIST)
    assert cell(answer, waiting, "next") == "week van 30 november 2026"
    assert cell(answer, resident, "next") == "niets gepland"
    assert cell(answer, left, "next") == "–"


def test_the_list_is_sorted_by_what_comes_next(page, area, coach):
    days = [date(2026, 12, 9), date(2026, 12, 2), date(2026, 12, 16)]
    people = [make_resident(area=area, coach=coach) for _day in days]
    for resident, day in zip(people, days, strict=True):
        make_follow_up(resident, target_on=day)
    shown = [one.pk for one in page.get(f"{LIST}?ordering=next_on").context["object_list"]]
    assert shown == [people[1].pk, people[0].pk, people[2].pk]


def test_columns_are_added_taken_out_and_put_in_order_for_this_person_alone(page, client, area, coach, resident):
    usual = headings(page.get(LIST))
    mine = headings(press(page, "out:status", "in:initiative", "up:initiative", "down:next"))
    assert mine == [
        *("Klantnummer", "Naam", "Laatste gesprek", "Volgend gesprek", "12 maanden", "Ritme", "Coach"),
        *("Initiatief", "Gebied"),
    ]
    colleague = make_user("coach02", roles=("coach",))
    AreaMember.objects.create(area=area, user=colleague)
    client.force_login(colleague)
    assert headings(client.get(LIST)) == usual


def test_the_usual_columns_come_back_by_one_press(page, resident):
    press(page, "out:status")
    assert headings(press(page, "default:"))[2:3] == ["Volgend gesprek"]
    assert not ColumnChoice.objects.exists()


def test_without_a_column_number_and_name_stay(page, resident):
    assert headings(press(page, *(f"out:{name}" for name in DEFAULT))) == ["Klantnummer", "Naam"]


def test_a_column_that_is_offered_no_longer_is_left_out(page, coach, resident):
    ColumnChoice.objects.create(user=coach, names=["gone", "area"])
    assert headings(page.get(LIST))[2:] == ["Gebied"]


@pytest.mark.parametrize("verb", ["", "up", "up:gone", "in:surname", "wipe:area", "in:coach__password"])
def test_a_press_that_means_nothing_changes_nothing(page, resident, verb):
    assert page.post(reverse("kik_desk:columns"), {"do": verb}).status_code == 404
    assert not ColumnChoice.objects.exists()


@pytest.mark.parametrize(
    ("verb", "name", "after"),
    [
        ("up", "b", "bac"),
        ("up", "a", "abc"),
        ("down", "b", "acb"),
        ("down", "c", "abc"),
        ("out", "b", "ac"),
        ("in", "d", "abcd"),
        ("up", "d", "abc"),
        ("out", "d", "abc"),
    ],
)
def test_one_press_moves_one_column(verb, name, after):
    assert moved(list("abc"), verb, name) == list(after)


def test_the_button_that_was_pressed_has_the_focus_so_that_one_can_go_on_by_keyboard(page, resident):
    press(page, "up:rhythm")
    shown = page.get(reverse("kik_desk:columns")).content.decode()
    assert shown.count("autofocus") == 1
    assert 'value="up:rhythm" class="button button-small button-secondary button--icon" autofocus' in shown
    assert "autofocus" not in page.get(reverse("kik_desk:columns")).content.decode()


def test_the_list_asks_as_much_for_fifty_rows_as_for_five(page, area, coach, django_assert_max_num_queries):
    counts = []
    for number in (5, 45):
        for _one in range(number):
            make_follow_up(make_resident(area=area, coach=coach), target_on=date(2026, 12, 2))
        with django_assert_max_num_queries(30) as asked:
            page.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_was_not_spoken_for_so_long_is_filtered_and_that_filter_is_kept_and_counted_the_same(page, area, coach):
    for last in (date(2026, 1, 20), date(2026, 1, 23), date(2026, 5, 1), None):
        make_resident(area=area, coach=coach, last_conversation_on=last)
    shown = page.get(f"{LIST}?months=10").context["object_list"]
    assert [one.last_conversation_on for one in shown if one.last_conversation_on] == [date(2026, 1, 20)]
    assert len(shown) == 2
    page.post(reverse("kik_desk:keep_filter"), {"name": "Bijna 12", "months": "10"})
    kept = SavedFilter.objects.get().values
    with as_user(coach):
        narrowed = narrowing(kept, coach)
        found = chosen({"who": LISTED, **narrowed}, entry="", day=date(2026, 11, 23))
        assert {one.pk for one in found} == {one.pk for one in shown}
