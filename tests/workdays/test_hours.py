from __future__ import annotations

from datetime import date, datetime, time

import pytest

from kik_wagtail.workdays.hours import NotHours, read_week

MONDAY = date(2026, 11, 23)


def spans(text: str) -> list[tuple]:
    return [(number, *span) for number, day in enumerate(read_week(text).spans) for span in day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ma-vr 9:00-17:00", [0, 1, 2, 3, 4]),
        ("ma di, do 9.00 - 17.00", [0, 1, 3]),
        ("Za 9:00-17:00\n\nzo 9:00-17:00", [5, 6]),
        ("ma - wo 9:00-17:00", [0, 1, 2]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(text, days):
    assert spans(text) == [(day, time(9), time(17)) for day in days]


def test_lines_for_the_same_day_add_up_in_order():
    assert spans("ma 13:00-17:00\nma 9:00-12:30") == [(0, time(9), time(12, 30)), (0, time(13), time(17))]


@pytest.mark.parametrize(
    "line",
    [
        "9:00-17:00",
        "ma 9-17",
        "maandag 9:00-17:00",
        "vr-ma 9:00-17:00",
        "ma 17:00-9:00",
        "ma 9:00-25:00",
        "ma-di-wo 9:00-17:00",
    ],
)
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(NotHours) as wrong:
        read_week(f"di 9:00-17:00\n{line}")
    assert wrong.value.line == line


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [((9, 0), (10, 0), True), ((16, 0), (17, 0), True), ((16, 30), (17, 30), False), ((8, 59), (10, 0), False)],
)
def test_a_week_covers_what_falls_within_its_hours(start, end, covered):
    week = read_week("ma 9:00-17:00")
    assert week.covers(datetime.combine(MONDAY, time(*start)), datetime.combine(MONDAY, time(*end))) is covered
