"""A signal begins at midnight in Groningen, also when the clocks change and on days that not every year has; and
Vandaag, the list, the home panel, the mail and the command agree on it at 23:30 and at 00:30.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from kik_wagtail.follow_up.announcing import announce_beeps
from kik_wagtail.follow_up.services import NextContact, plan_conversation
from kik_wagtail.outbox.services import drain
from kik_wagtail.workdays.calendar import DutchCalendar
from kik_wagtail.workdays.dates import start_of_day
from tests.factories import make_follow_up, make_resident

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)


def told(page, clock, coach, code, now) -> dict[str, int]:
    clock.move_to(now)
    page.force_login(coach)
    mail.outbox.clear()
    announce_beeps(now=now)
    drain(now=now, worker="test")
    out = StringIO()
    call_command("kik_beep", "--format", "json", stdout=out)
    home = page.get(reverse("wagtailadmin_home")).content.decode()
    return {
        "today": page.get(reverse("kik_desk:today")).context["list"].waiting,
        "list": len(page.get(reverse("kik_desk:beeps", args=[code])).context["rows"]),
        "panel": int("Vandaag: 1 te doen" in home),
        "mail": sum(message.subject.startswith("1 ") for message in mail.outbox),
        "command": json.loads(out.getvalue())["by_kind"][code],
    }


def begins(page, clock, coach, code, first_day):
    """Silent at 23:30 the evening before `first_day`, told everywhere at 00:30."""
    midnight = start_of_day(first_day)
    assert set(told(page, clock, coach, code, midnight - HALF_AN_HOUR).values()) == {0}
    assert set(told(page, clock, coach, code, midnight + HALF_AN_HOUR).values()) == {1}


CLOCKS = [
    date(2026, 11, 24),
    date(2026, 10, 25), date(2026, 10, 26),  # the day of 25 hours begins, and is over
    date(2027, 3, 28), date(2027, 3, 29),  # the day of 23 hours
]  # fmt: skip


@pytest.mark.parametrize("day", CLOCKS, ids=str)
def test_an_appointment_of_the_day_before_is_too_late_from_midnight(page, clock, area, coach, day):
    """Until then it is due, whatever its hour: at 23:30 as well."""
    resident = make_resident(area=area, coach=coach, last_conversation_on=day - timedelta(days=100))
    at = start_of_day(day) - HALF_AN_HOUR
    make_follow_up(resident, target_on=day - timedelta(days=1), appointment_at=at)
    before = told(page, clock, coach, "due", at)
    after = told(page, clock, coach, "overdue", at + 2 * HALF_AN_HOUR)
    assert set(before.values()) == set(after.values()) == {1}
    assert told(page, clock, coach, "due", at + 2 * HALF_AN_HOUR)["list"] == 0


@pytest.mark.parametrize("day", CLOCKS, ids=str)
def test_a_call_waits_from_midnight_of_its_day(page, clock, area, coach, day):
    resident = make_resident(area=area, coach=coach, last_conversation_on=day - timedelta(days=100))
    make_follow_up(resident, target_on=day + timedelta(days=60))
    make_follow_up(resident, target_on=day, kind="call_back", channel="phone")
    begins(page, clock, coach, "call_back", day)


@pytest.mark.parametrize(
    ("last", "months", "code", "begins_on"),
    [
        (date(2024, 2, 29), 12, "overdue", date(2025, 3, 1)),  # 29 February + 12 months is 28 February
        (date(2023, 2, 28), 12, "overdue", date(2024, 2, 29)),  # and the other way round there is a day more
        (date(2024, 1, 31), 1, "due", date(2024, 2, 29)),  # 31 January + 1 month is the last day of February
        (date(2025, 1, 31), 1, "due", date(2025, 2, 28)),
    ],
)
def test_months_that_lack_the_day_end_on_their_last(page, clock, area, coach, last, months, code, begins_on):
    resident = make_resident(area=area, coach=coach, last_conversation_on=last)
    planned = plan_conversation(
        resident=resident,
        agreed=NextContact(months=months),
        user=coach,
        now=start_of_day(last) + timedelta(hours=10),
        calendar=DutchCalendar(),
    )
    assert (planned.latest_on if code == "overdue" else planned.target_on) == begins_on - timedelta(
        days=code == "overdue"
    )
    midnight = start_of_day(begins_on)
    before = told(page, clock, coach, code, midnight - HALF_AN_HOUR)["list"]
    after = told(page, clock, coach, code, midnight + HALF_AN_HOUR)
    assert before == 0
    assert set(after.values()) == {1}
