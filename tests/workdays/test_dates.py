from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.workdays.calendar import DutchCalendar, dutch_closing_days
from kik_wagtail.workdays.dates import add_months, monday_of, start_of_day, today

DATES = st.dates(date(2015, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), date(2026, 11, 22)),  # 23:59 in winter
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), date(2026, 11, 23)),  # 00:30 the next day
        (datetime(2026, 7, 1, 21, 30, tzinfo=UTC), date(2026, 7, 1)),  # 23:30 in summer
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), date(2026, 7, 2)),  # 00:30 in summer
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),  # a minute before the clocks go forward
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),  # the hour that comes twice
    ],
)
def test_today_is_the_date_in_the_municipality(utc, day):
    assert today(utc) == day


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        today(datetime(2026, 11, 22, 12, 0))  # noqa: DTZ001 - the mistake under test


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
    ],
)
def test_a_month_later_stays_in_that_month(day, months, expected):
    assert add_months(day, months) == expected


@given(DATES, st.integers(0, 12), st.integers(0, 12))
def test_a_longer_term_never_ends_sooner(day, fewer, more):
    low, high = sorted((fewer, more))
    assert add_months(day, low) <= add_months(day, high)


@given(DATES)
def test_a_week_starts_on_monday(day):
    assert monday_of(day).weekday() == 0
    assert 0 <= (day - monday_of(day)).days < 7


@given(DATES)
def test_the_start_of_a_day_is_that_day_also_when_the_clocks_change(day):
    assert today(start_of_day(day)) == day
    assert today(start_of_day(day) - timedelta(seconds=1)) == day - timedelta(days=1)


def test_dutch_closing_days_count_kings_day_and_not_good_friday():
    assert date(2026, 4, 27) in dutch_closing_days(2026)
    assert date(2026, 4, 3) not in dutch_closing_days(2026)
    assert date(2026, 12, 25) in dutch_closing_days(2026)


def test_the_site_may_close_on_a_working_day_and_open_on_a_holiday():
    calendar = DutchCalendar({date(2026, 5, 15): False, date(2026, 12, 26): True})
    assert not calendar.is_working_day(date(2026, 5, 15))
    assert calendar.is_working_day(date(2026, 12, 26))


@given(DATES)
def test_the_working_day_before_is_open_and_not_later(day):
    calendar = DutchCalendar()
    worked = calendar.working_day_on_or_before(day)
    assert worked <= day
    assert calendar.is_working_day(worked)
    assert not any(calendar.is_working_day(worked + timedelta(days=n)) for n in range(1, (day - worked).days + 1))


@given(DATES, st.integers(1, 30))
def test_working_days_back_undo_working_days_ahead(day, count):
    calendar = DutchCalendar()
    start = calendar.working_day_on_or_before(day)
    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start
