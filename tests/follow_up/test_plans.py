"""A plan is kept as a whole, version by version: nothing is overwritten, nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.errors import PlanChangedMeanwhile
from kik_wagtail.follow_up.models import PlanIsImmutable, PlanVersion
from kik_wagtail.residents.services import move_to_area
from tests.factories import make_area, make_resident, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def step(what="formulier invullen", by="resident", **values):
    return {"key": "", "by": by, "what": what, "due_on": "2026-12-07", "state": "open"} | values


def goal(words="Weer onder de mensen komen", *steps, **values):
    base = {"key": "", "domain": "vrije-tijd", "domain_title": "Vrije tijd", "words": words, "state": "going"}
    return base | {"steps": list(steps)} | values


@pytest.fixture
def resident():
    coach = make_user("coach01")
    return make_resident(area=make_area("Oost", coach), coach=coach)


def save(resident, *goals, seen=0):
    return services.save_plan(resident=resident, goals=goals, follow_up=None, seen=seen, user=resident.coach, now=NOW)


def test_every_saving_is_a_version_and_keys_stay_the_same(resident):
    first = save(resident, goal("Taal leren", step()))
    kept = first.goals[0]
    second = save(resident, goal("Werk zoeken"), kept | {"state": "reached"}, seen=1)
    assert (first.number, second.number) == (1, 2)
    assert [one["key"] for one in second.goals] == ["2.1", kept["key"]]
    assert second.goals[1]["steps"] == kept["steps"]
    assert PlanVersion.objects.get(number=1).goals == first.goals


def test_a_key_that_the_last_version_does_not_know_is_made_anew(resident):
    save(resident, goal("Taal leren"))
    twice = goal("Taal leren", key="1.1"), goal("Fietsen", key="1.1"), goal("Zingen", key="9.9")
    version = save(resident, *twice, seen=1)
    assert [one["key"] for one in version.goals] == ["1.1", "2.1", "2.2"]


def test_nothing_changed_is_no_version_also_for_a_second_press(resident):
    save(resident, goal("Taal leren", step()))
    assert save(resident, goal("Taal leren", step())) is None
    assert PlanVersion.objects.count() == 1


def test_an_empty_plan_is_not_kept(resident):
    assert save(resident) is None
    assert not PlanVersion.objects.exists()


def test_who_saves_over_a_later_version_is_refused(resident):
    save(resident, goal("Taal leren"))
    with pytest.raises(PlanChangedMeanwhile):
        save(resident, goal("Werk zoeken"))
    assert [version.goals[0]["words"] for version in PlanVersion.objects.all()] == ["Taal leren"]


def test_a_version_never_changes(resident):
    version = save(resident, goal("Taal leren"))
    version.content = {"goals": []}
    with pytest.raises(PlanIsImmutable):
        version.save()
    assert PlanVersion.objects.get().goals[0]["words"] == "Taal leren"


def test_the_words_lie_encrypted_in_the_database(resident):
    save(resident, goal("Taal leren"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM kik_wagtail_planversion")
        assert "Taal" not in cursor.fetchone()[0]


def test_the_plan_moves_along_with_the_resident(resident):
    save(resident, goal("Taal leren"))
    west = make_area("West")
    move_to_area(resident=resident, area=west)
    assert PlanVersion.objects.get().area == west
