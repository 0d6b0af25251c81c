from datetime import date

import pytest

from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.snippets.models import ClosingDay


@pytest.mark.django_db
def test_the_calendar_follows_what_editors_wrote_at_once(django_assert_num_queries):
    closed, opened = date(2026, 11, 24), date(2026, 12, 25)
    assert municipal_calendar().is_working_day(closed)
    ClosingDay.objects.create(date=closed, name="studiedag")
    ClosingDay.objects.create(date=opened, name="toch open", is_closed=False)
    with django_assert_num_queries(1):
        calendar = municipal_calendar()
        assert not calendar.is_working_day(closed)
        assert calendar.is_working_day(opened)
    assert calendar.working_day_on_or_before(closed) == date(2026, 11, 23)
