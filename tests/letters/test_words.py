from datetime import UTC, date, datetime

import pytest

from kik_wagtail.letters import rules, words


def test_a_day_is_said_in_full():
    assert words.weekday_in_words(date(2026, 12, 8)) == "dinsdag 8 december 2026"
    assert words.day_in_words(date(2026, 3, 1)) == "1 maart 2026"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 12, 8, 9, 30, tzinfo=UTC), "10.30 uur"),  # winter
        (datetime(2026, 7, 8, 7, 5, tzinfo=UTC), "9.05 uur"),  # summer
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "0.00 uur"),
    ],
)
def test_an_hour_is_that_of_the_municipality(at, said):
    assert words.time_in_words(at) == said


def test_an_appointment_after_midnight_utc_is_on_the_day_of_the_municipality():
    assert words.moment_in_words(datetime(2026, 12, 7, 23, 30, tzinfo=UTC)) == "op dinsdag 8 december 2026 om 0.30 uur"


def test_a_week_is_named_by_its_monday():
    assert words.week_in_words(date(2027, 2, 24)) == "in de week van 22 februari 2027"


def test_a_reference_has_six_digits_and_no_client_number():
    assert rules.reference(year=2026, number=123) == "KIK-2026-000123"
