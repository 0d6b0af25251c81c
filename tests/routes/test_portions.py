"""Weekly portions that fit the coaches' capacity; pure."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.routes.portions import WEEKS, portions
from kik_wagtail.workdays.calendar import DutchCalendar
from kik_wagtail.workdays.dates import monday_of

CALENDAR = DutchCalendar()
WEDNESDAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)
people = st.lists(st.integers(1, 3), max_size=40).map(lambda coaches: list(enumerate(coaches, 1)))


def spread(chosen, a_week, taken=None, first=WEDNESDAY):
    return portions(chosen, a_week=a_week, first=first, taken=taken or {}, calendar=CALENDAR)


@given(chosen=people, a_week=st.integers(1, 4), taken=st.dictionaries(
    st.tuples(st.integers(1, 3), st.sampled_from([MONDAY, MONDAY + timedelta(days=7)])), st.integers(0, 6)))  # fmt: skip
def test_no_coach_gets_more_than_that_in_a_week_and_everybody_gets_one_day(chosen, a_week, taken):
    found = spread(chosen, a_week, taken)
    assert list(found) == [resident for resident, _coach in chosen]
    coaches = dict(chosen)
    used = Counter((coaches[one], monday_of(day)) for one, day in found.items() if day)
    for (coach, week), number in used.items():
        assert number + min(taken.get((coach, week), 0), a_week) <= a_week
    assert all(day >= WEDNESDAY and CALENDAR.is_working_day(day) for day in found.values() if day)


def test_the_first_week_begins_on_the_chosen_day_and_the_others_on_monday():
    found = spread([(1, 1), (2, 1), (3, 1)], 1)
    assert list(found.values()) == [WEDNESDAY, MONDAY + timedelta(days=7), MONDAY + timedelta(days=14)]


def test_a_closed_monday_begins_on_the_first_day_that_is_open():
    found = spread([(1, 1), (2, 1)], 1, first=date(2026, 5, 18))
    assert found[2] == date(2026, 5, 26)  # Whit Monday is closed


def test_who_finds_no_room_within_a_year_is_told_so():
    found = spread([(number, 1) for number in range(WEEKS + 2)], 1)
    assert [day for day in found.values() if day is None] == [None, None]


def test_a_busy_coach_does_not_hold_up_another():
    found = spread([(1, 1), (2, 1), (3, 2)], 1)
    assert found[3] == WEDNESDAY
