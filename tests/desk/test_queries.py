"""How much Vandaag and Contact ask of the database, whatever the number of residents and years.

What every page of the admin asks is left out: session, rights, Wagtail's furniture, whom the user may see, and the counter in
the menu.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import Commitment, ContactAttempt, FollowUp, Kind
from kik_wagtail.workdays.calendar import DutchCalendar
from tests.desk.conftest import NOW, TODAY
from tests.desk.histories import EVERY_KIND, live
from tests.factories import closed, make_follow_up

pytestmark = pytest.mark.django_db


def ours(page, url) -> list[str]:
    page.get(url)  # warm: content types, the site
    with CaptureQueriesContext(connection) as found:
        assert page.get(url).status_code == 200
    asked = [query["sql"] for query in found if "kik_wagtail_" in query["sql"]]
    records = [sql for sql in asked if "accessrecord" in sql]  # SQLite inserts those some 90 at a time
    return [sql for sql in asked if sql not in records] + records[:1]


def beyond(page, url) -> int:
    return len(ours(page, url)) - len(ours(page, reverse("wagtailadmin_account")))


def _busy_day(world, times):
    """So many residents with everything that can wait for a coach, and a call just made."""
    for _time in range(times):
        for values in EVERY_KIND:
            live(world, values)
        live(world, EVERY_KIND[0] | {"promise": {"on": TODAY, "is_done": False}})
        live(world, EVERY_KIND[0] | {"handover": {"to": "noor", "state": "proposed", "on": TODAY}})
        live(world, EVERY_KIND[0] | {"talk": EVERY_KIND[0]["talk"] | {"has_draft": True}})
        live(world, EVERY_KIND[1])
    call = FollowUp.objects.filter(kind=Kind.CALL_BACK).last()
    services.record_attempt(follow_up=call, result="spoken", user=world["own"], now=NOW, calendar=DutchCalendar())


def test_a_day_asks_at_most_twelve_and_no_more_for_fifty_of_everything(page, world):
    url = reverse("kik_desk:today")
    _busy_day(world, 1)
    few = beyond(page, url)
    _busy_day(world, 49)
    assert beyond(page, url) == few <= 12, "\n".join(ours(page, url))


def test_a_contact_asks_at_most_twenty_and_no_more_for_years_of_them(page, world, resident, guide):
    planned = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:contact", args=[planned.pk])
    _years(resident, 1)
    few = beyond(page, url)
    _years(resident, 50)
    assert beyond(page, url) == few <= 20, "\n".join(ours(page, url))


def _years(resident, number):
    about = {"resident": resident, "area": resident.area}
    for ago in range(number):
        at = NOW - timedelta(days=ago + 1)
        held = make_follow_up(resident, target_on=TODAY, **closed("held", at))
        services.write_report(follow_up=held, guide_version=None, answers={}, user=resident.coach, now=at)
        ContactAttempt.objects.create(**about, follow_up=held, at=at, result="voicemail")
        Commitment.objects.create(
            **about, follow_up=held, by="coach", what="x", made_on=TODAY, due_on=TODAY, done_at=at
        )
