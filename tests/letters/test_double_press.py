"""Two presses at the very same moment, on a database that lets both in."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from kik_wagtail import scope
from kik_wagtail.letters.models import Letter, ReferenceCounter
from tests.factories import make_follow_up, make_resident
from tests.letters.texts import NOW, make, make_text

PRESSES = 6


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_moment_make_one_letter():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite lets in one writer at a time")
    with scope.everything("test"):
        resident = make_resident()
        follow_up = make_follow_up(resident, target_on=NOW.date())
        version = make_text(blocks=({"type": "text", "value": "<p>Dag.</p>"},))
    key, start = uuid4(), Barrier(PRESSES)

    def press(_number):
        try:
            with scope.everything("test"):
                start.wait()
                return make(follow_up, version, key=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(PRESSES) as pool:
        made = set(pool.map(press, range(PRESSES)))
    with scope.everything("test"):
        assert made == set(Letter.objects.values_list("pk", flat=True))
        assert len(made) == 1
        assert ReferenceCounter.objects.get().last == 1
