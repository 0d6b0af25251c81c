from datetime import date, timedelta
from unittest import mock

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.access import as_user, recorded
from kik_wagtail.residents.models import Area, Handover, Resident, TemporaryAccess
from kik_wagtail.scope.listing import first_rows
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


class World:
    def __init__(self):
        self.coach, self.other = make_user("coach"), make_user("other")
        self.here, self.there = make_area("Here", self.coach), make_area("There")
        with scope.everything("test"):
            self.own = make_resident(area=self.here, surname="Own")
            self.far = make_resident(area=self.there, surname="Far", coach=self.other)
            for resident in (self.own, self.far):
                make_follow_up(resident, target_on=DAY)


@pytest.fixture
def world(db):
    return World()


def test_no_scope_raises_also_by_a_foreign_key(world):
    with pytest.raises(scope.ScopeMissing):
        Resident.objects.count()
    with pytest.raises(scope.ScopeMissing):
        _ = FollowUp(resident_id=world.own.pk).resident


def test_a_queryset_kept_in_a_form_class_follows_the_user(world):
    form = forms.modelform_factory(FollowUp, fields=["resident"])
    for user, resident in ((world.coach, world.own), (world.other, world.far)):
        with as_user(user):
            assert list(form().fields["resident"].queryset) == [resident]


def test_joins_and_keys_reach_no_further_than_the_scope(world):
    with as_user(world.coach):
        with pytest.raises(Resident.DoesNotExist):
            _ = FollowUp(resident_id=world.far.pk).resident
        assert ("Far",) not in Area.objects.values_list("residents__surname")
        assert not get_user_model().objects.filter(kik_caseload__surname="Far")
        assert not world.other.kik_caseload.exists()


def test_writes_stay_inside_the_scope(world):
    with as_user(world.coach):
        assert Resident.objects.filter(pk=world.far.pk).update(surname="x") == 0
        with pytest.raises(PermissionDenied):
            make_follow_up(world.far, target_on=DAY, kind="call_back")
        with pytest.raises(PermissionDenied):
            world.far.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            world.far.save(update_fields=["surname"])
        with pytest.raises(PermissionDenied):
            FollowUp.objects.bulk_create([FollowUp(resident=world.far, area=world.there)])
    with scope.everything("test"):
        assert Resident.objects.get(pk=world.far.pk).surname == "Far"


@pytest.mark.parametrize("call", [lambda rows: rows.raw("select 1"), lambda rows: rows.extra(where=["1=1"])])
def test_ways_around_the_scope_are_closed(world, call):
    with as_user(world.coach), pytest.raises(scope.NotTraceable):
        call(Resident.objects.all())


def test_temporary_access_starts_and_ends_by_itself(world):
    hour, now = timedelta(hours=1), timezone.now()
    given = {"user": world.coach, "resident": world.far, "kind": "break_glass", "reason": "test"}
    with scope.everything("test"):
        TemporaryAccess.objects.create(**given, from_at=now - hour, until=now + hour)
        TemporaryAccess.objects.create(**given, from_at=now + hour, until=now + 2 * hour)
    with as_user(world.coach):
        assert Resident.objects.count() == 2
    TemporaryAccess.objects.filter(from_at__lt=now).update(until=now)
    with as_user(world.coach):
        assert Resident.objects.count() == 1


def test_a_waiting_handover_shows_the_resident_to_the_receiving_coach_only_until_the_answer(world):
    with scope.everything("test"):
        waiting = Handover.objects.create(
            resident=world.far,
            area=world.there,
            to_coach=world.coach,
            from_area=world.there,
            to_area=world.here,
            reason="moved house",
            proposed_at=timezone.now(),
        )
    with as_user(world.coach):
        assert Resident.objects.filter(pk=world.far.pk).exists()
        Handover.objects.filter(pk=waiting.pk).update(state=Handover.State.REFUSED)
    with as_user(world.coach):
        assert not Resident.objects.filter(pk=world.far.pk).exists()


def test_a_superuser_sees_no_resident_beyond_their_grants(world):
    with as_user(make_user("root", is_superuser=True)):
        assert not Resident.objects.exists()


def test_the_own_caseload_is_seen_in_whatever_area_and_listed_only_where_the_area_does_not_show_it(world):
    with scope.everything("test"):
        near = make_resident(area=world.here, surname="Near", coach=world.coach)
        away = make_resident(area=world.there, surname="Away", coach=world.coach)
    with as_user(world.coach) as opened:
        assert set(Resident.objects.all()) == {world.own, near, away}
        assert (opened.grants.areas, opened.grants.residents) == ({world.here.pk}, {away.pk})


def test_a_deactivated_coach_sees_nothing(world):
    world.coach.is_active = False
    with as_user(world.coach):
        assert not Resident.objects.exists()


def test_counts_leave_no_record_and_rows_without_the_resident_are_refused(world):
    with as_user(world.coach) as opened:
        Resident.objects.count()
        Resident.objects.exists()
        Resident.objects.aggregate(models.Max("id"))
        assert not opened.seen
        with pytest.raises(scope.NotTraceable):
            list(Resident.objects.values("surname"))
        list(FollowUp.objects.select_related("resident"))
        assert opened.seen == {world.own.pk}


def test_a_check_may_read_without_a_record_but_must_say_why(world):
    with as_user(world.coach) as opened:
        with scope.unnoted("test"):
            list(Resident.objects.all())
        assert not opened.seen
        with pytest.raises(ValueError, match="reason"):
            scope.unnoted(" ")
    with pytest.raises(ValueError, match="reason"):
        scope.everything("")


def test_a_page_by_index_ranges_is_the_plain_list(world):
    with scope.everything("test"):
        for day in range(8):
            make_follow_up(make_resident(area=world.here), target_on=DAY + timedelta(days=day % 3))
    order = ("target_on", "id")
    with as_user(world.coach) as opened:
        plain = list(FollowUp.objects.order_by(*order)[:5])
        opened.seen.clear()
        assert list(first_rows(FollowUp.objects.all(), order, 5)) == plain
        assert opened.seen == {row.resident_id for row in plain}


def test_a_job_records_whom_it_saw(world):
    with recorded(user=world.coach, route="job:test", reason="test", origin="job"):
        list(Resident.objects.all())
    records = AccessRecord.objects.all()
    assert {record.resident for record in records} == {world.own.pk, world.far.pk}
    assert {(record.user_id, record.origin, record.purpose) for record in records} == {(world.coach.pk, "job", "test")}


def test_a_job_that_cannot_record_changes_nothing(world):
    def job():
        with recorded(user=world.coach, route="job:test", reason="test", origin="job"):
            resident = Resident.objects.get(pk=world.own.pk)
            Resident.objects.filter(pk=resident.pk).update(surname="changed")

    with (
        mock.patch.object(AccessRecord.objects, "bulk_create", side_effect=DatabaseError),
        pytest.raises(DatabaseError),
    ):
        job()
    with scope.everything("test"):
        assert Resident.objects.get(pk=world.own.pk).surname == "Own"
