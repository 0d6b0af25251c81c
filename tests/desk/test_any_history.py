"""Whatever happened before: each number on Vandaag is the length of the list behind it. An example holds up to twelve
histories, hundreds in all: a page of queries costs more than the rows that it reads.
"""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import RequestFactory
from django.urls import resolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kik_wagtail.desk.waiting import CONVERSATIONS
from kik_wagtail.desk.worklist import worklist_of
from kik_wagtail.follow_up import beeper
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.models import Resident
from tests.desk.conftest import NOW, TODAY
from tests.desk.histories import EVERY_KIND, live, people

pytestmark = pytest.mark.django_db


def test_every_number_is_the_length_of_the_list_behind_it(world, transactional_rollback):
    seen: Counter[str] = Counter()

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(drawn=st.lists(people, max_size=12), viewer=st.sampled_from(["own", "noor"]))
    @example(drawn=EVERY_KIND, viewer="own")
    def check(drawn, viewer):
        with transactional_rollback():
            for values in drawn:
                live(world, values)
            with as_user(world[viewer]):
                seen.update(+_check_screen(world["own"], world[viewer]))

    check()
    assert set(seen) == set(beeper.BY_CODE)


def _check_screen(coach, viewer) -> Counter[str]:
    worklist = worklist_of(coach, now=NOW, viewer=viewer)
    behind = {part.code: _behind(part.url, viewer) for part in worklist.parts}
    for part in worklist.parts:
        assert part.count == len(behind[part.code]), part.code
        if part.rows or part in worklist.beeps + worklist.calls:
            assert Counter(row.resident.pk for row in part.rows) == Counter(behind[part.code].values()), part.code
    assert worklist.counts == beeper.counts_of(TODAY, coach)
    assert {code: len(behind[code]) for code in worklist.counts if code != "due"} == {
        code: number for code, number in worklist.counts.items() if code != "due"
    }
    assert len(worklist.appointments) + len(behind["due"]) == worklist.counts["due"]
    looks_ahead = {code for code, kind in beeper.BY_CODE.items() if kind.looks_ahead}
    shown = worklist.appointments + [pk for code in set(worklist.counts) - looks_ahead for pk in behind[code]]
    assert worklist.waiting == len(shown)
    beeping = [pk for code in CONVERSATIONS for pk in behind[code]]
    assert len(beeping) == len(set(beeping)), "a contact beeps once"
    return Counter(worklist.counts)


def _behind(url, user):
    """{key: resident} of the rows of the page at this address."""
    found = resolve(url.partition("?")[0])
    view = found.func.view_class()
    request = RequestFactory().get(url)
    request.user = user
    view.setup(request, *found.args, **found.kwargs)
    view.now = NOW
    rows = view.found()
    return dict(rows.values_list("pk", "pk" if rows.model is Resident else "resident_id"))
