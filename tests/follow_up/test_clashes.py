from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.follow_up.clashes import SHORTEST_FREE, Clash, PlaceHours, Slot, clashes_of, free_hours
from kik_wagtail.workdays.calendar import DutchCalendar
from kik_wagtail.workdays.hours import read_week

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = date(2026, 11, 23)
OFFICE = read_week("ma-vr 9:00-17:00")


def slot(hour: int, minute: int = 0, *, minutes: int = 60, place: str = "place:1", day: date = MONDAY) -> Slot:
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
    return Slot(start, start + timedelta(minutes=minutes), place)


def found(wanted: Slot, *, own=(), there=(), place=PlaceHours(), closed=()) -> list[Clash]:  # noqa: B008 - frozen
    calendar = DutchCalendar(dict.fromkeys(closed, False))
    return clashes_of(wanted, calendar=calendar, working=OFFICE, own=own, there=there, place=place)


def test_an_appointment_in_free_hours_has_nothing_against_it():
    assert found(slot(10), own=[slot(9), slot(11)]) == []


def test_a_closed_day_is_said_once_and_not_as_hours_too():
    assert found(slot(20), closed=[MONDAY]) == [Clash.CLOSED_DAY]


@pytest.mark.parametrize("wanted", [slot(8, 30), slot(16, 30), slot(23, 30)])
def test_outside_the_hours_of_the_coach_is_said(wanted):
    assert found(wanted) == [Clash.OUTSIDE_HOURS]


def test_two_appointments_at_a_time_overlap():
    assert found(slot(10, 30), own=[slot(10), slot(11)]) == [Clash.OVERLAP]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (slot(11, 10, place="place:2"), [Clash.TRAVEL]),
        (slot(11, 20, place="place:2"), []),
        (slot(11, 0, place="place:1"), []),
        (slot(11, 0, place=""), []),  # a call takes no travelling
        (slot(8, 45, minutes=15, place="home:7"), []),
        (slot(9, 30, minutes=15, place="home:7"), [Clash.TRAVEL]),
    ],
)
def test_twenty_minutes_are_needed_between_two_places(other, expected):
    assert found(slot(10), own=[other]) == expected


def test_a_place_that_is_closed_or_full_is_said():
    two_rooms = PlaceHours(read_week("ma 9:00-12:00"), rooms=2)
    assert found(slot(10), there=[slot(9, 30)], place=two_rooms) == []
    assert found(slot(10), there=[slot(9, 30), slot(10)], place=two_rooms) == [Clash.PLACE_FULL]
    assert found(slot(13), place=two_rooms) == [Clash.PLACE_CLOSED]


QUARTERS = st.integers(0, 95)


@given(st.lists(st.tuples(QUARTERS, st.integers(1, 12)), max_size=8))
def test_free_hours_and_appointments_never_overlap_and_leave_no_half_hour_out(taken):
    start = datetime(2026, 11, 23, tzinfo=ZONE)
    busy = [
        Slot(start + timedelta(minutes=15 * at), start + timedelta(minutes=15 * (at + length))) for at, length in taken
    ]
    opens, closes = start + timedelta(hours=9), start + timedelta(hours=17)
    free = free_hours([(opens, closes)], busy)
    assert all(end - begin >= SHORTEST_FREE for begin, end in free)
    moment = opens
    while moment + SHORTEST_FREE <= closes:
        piece = Slot(moment, moment + SHORTEST_FREE)
        is_free = any(begin <= piece.start and piece.end <= end for begin, end in free)
        assert is_free is not any(piece.overlaps(slot) for slot in busy)
        moment += timedelta(minutes=15)
