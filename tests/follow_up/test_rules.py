from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.follow_up.rules import (
    State,
    latest_allowed,
    next_conversation_window,
    reminder_day,
    state_of,
    window_around,
)
from kik_wagtail.workdays.calendar import DutchCalendar
from kik_wagtail.workdays.dates import add_months

CALENDAR = DutchCalendar()
TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_the_latest_date_is_twelve_months_after_the_last_conversation():
    assert latest_allowed(last_held=date(2026, 5, 21), planned_on=TODAY) == date(2027, 5, 21)


@pytest.mark.parametrize("last_held", [None, date(2024, 1, 1)])
def test_who_was_never_or_too_long_ago_spoken_is_seen_within_28_days(last_held):
    assert latest_allowed(last_held=last_held, planned_on=TODAY) == TODAY + timedelta(days=28)


def test_a_rhythm_over_twelve_months_is_refused():
    with pytest.raises(ValueError, match="1 to 12"):
        next_conversation_window(last_held=TODAY, months=13, planned_on=TODAY, calendar=CALENDAR)


def test_a_target_on_christmas_moves_to_the_working_day_before():
    window = next_conversation_window(
        last_held=date(2026, 9, 25), months=3, planned_on=date(2026, 9, 25), calendar=CALENDAR
    )
    assert window.target == date(2026, 12, 24)


@given(
    planned_on=DAYS,
    since=st.one_of(st.none(), st.integers(0, 1200)),
    months=st.integers(1, 12),
)
def test_every_window_is_in_order_and_within_twelve_months(planned_on, since, months):
    last_held = None if since is None else planned_on - timedelta(days=since)
    window = next_conversation_window(last_held=last_held, months=months, planned_on=planned_on, calendar=CALENDAR)
    assert planned_on <= window.earliest <= window.target <= window.latest
    if last_held and add_months(last_held, 12) >= planned_on:
        assert window.latest == add_months(last_held, 12)
    else:
        assert window.latest == planned_on + timedelta(days=28)


@given(planned_on=DAYS, ahead=st.integers(0, 365), room=st.integers(0, 60))
def test_a_chosen_date_gives_a_window_in_order(planned_on, ahead, room):
    target = planned_on + timedelta(days=ahead)
    latest = target + timedelta(days=room)
    window = window_around(target, latest=latest, planned_on=planned_on, calendar=CALENDAR)
    assert planned_on <= window.earliest <= window.target <= window.latest == latest


def state(today, *, target=TODAY, latest=TODAY + timedelta(days=14), appointment_on=None, outcome=""):
    return state_of(outcome=outcome, target=target, latest=latest, appointment_on=appointment_on, today=today)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (TODAY - timedelta(days=1), State.PLANNED),
        (TODAY, State.DUE),
        (TODAY + timedelta(days=14), State.DUE),
        (TODAY + timedelta(days=15), State.OVERDUE),
    ],
)
def test_a_contact_is_due_from_its_target_up_to_and_including_its_latest_date(today, expected):
    assert state(today) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [(TODAY, State.PLANNED), (date(2026, 11, 25), State.DUE), (date(2026, 11, 26), State.OVERDUE)],
)
def test_an_appointment_is_due_on_its_day_and_overdue_the_day_after(today, expected):
    assert state(today, appointment_on=date(2026, 11, 25)) is expected


def test_a_closed_contact_is_never_due():
    assert state(TODAY + timedelta(days=400), outcome="held") is State.CLOSED


def test_the_reminder_for_monday_is_on_friday():
    assert reminder_day(appointment_on=date(2026, 11, 23), calendar=CALENDAR) == date(2026, 11, 20)
