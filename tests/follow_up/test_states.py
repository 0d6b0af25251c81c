"""`due` and `overdue` in SQL are the pure rule, for any dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.follow_up.rules import state_of
from kik_wagtail.workdays.dates import today as date_of
from tests.factories import closed, make_follow_up, make_resident

BASE = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)  # the clocks change in the night that follows
DAYS = st.integers(-3, 3)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    target=DAYS,
    room=st.integers(0, 4),
    appointment=st.one_of(st.none(), st.integers(-96, 96)),
    today=DAYS,
    outcome=st.sampled_from(["", "no_show", "held"]),
)
def test_the_state_of_a_contact_is_the_same_in_sql(
    everything, transactional_rollback, target, room, appointment, today, outcome
):
    day = date(2026, 10, 25) + timedelta(days=today)
    target_on = date(2026, 10, 25) + timedelta(days=target)
    at = None if appointment is None else BASE + timedelta(minutes=30 * appointment)
    ended = closed(outcome, BASE) if outcome else {}
    with transactional_rollback():
        made = make_follow_up(
            make_resident(),
            target_on=target_on,
            latest_on=target_on + timedelta(days=room),
            appointment_at=at,
            **ended,
        )
        expected = state_of(
            outcome=outcome,
            target=target_on,
            latest=made.latest_on,
            appointment_on=date_of(at) if at else None,
            today=day,
        )
        assert FollowUp.objects.with_state(day).get().state == expected
        assert FollowUp.objects.due_on(day).exists() == (expected == "due")
        assert FollowUp.objects.overdue_on(day).exists() == (expected == "overdue")
