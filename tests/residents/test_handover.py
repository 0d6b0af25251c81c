from datetime import UTC, date, datetime

import pytest

from kik_wagtail.follow_up.models import Commitment, FollowUp
from kik_wagtail.residents import services
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.scope.models import ScopedModel
from tests.factories import closed, make_area, make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 12, 1)


@pytest.fixture
def team(everything):
    old, new = make_user("old"), make_user("new")
    east, west = make_area("East", old), make_area("West", new)
    resident = make_resident(area=east, coach=old)
    make_follow_up(resident, target_on=date(2026, 1, 5), **closed("held", datetime(2026, 1, 5, 9, tzinfo=UTC)))
    make_follow_up(resident, target_on=DAY)
    Commitment.objects.create(
        resident=resident, area=east, coach=old, by="coach", what="bellen", due_on=DAY, made_on=DAY
    )
    return old, new, east, west, resident


def propose(resident, to_coach, to_area, user):
    return services.propose_handover(
        resident=resident, to_coach=to_coach, to_area=to_area, reason="verhuisd", note="", user=user, now=NOW
    )


def test_an_accepted_handover_moves_coach_area_and_open_steps_and_hides_the_resident_from_the_old_team(team):
    old, new, east, west, resident = team
    with as_user(old):
        handover = propose(resident, new, west, old)
    with as_user(new):
        services.accept_handover(handover=handover, user=new, now=NOW)
    resident = Resident.objects.get()
    assert (resident.coach, resident.area, resident.coach_since) == (new, west, date(2026, 11, 23))
    assert FollowUp.objects.open().get().coach == new
    assert FollowUp.objects.closed().get().coach == old
    assert Commitment.objects.get().coach == new
    for model in services.personal_models():
        assert not model.objects.exclude(area=west).exists(), model
    with as_user(old):
        assert not Resident.objects.exists()
        assert not FollowUp.objects.exists()


def test_a_refused_handover_changes_nothing_and_of_two_answers_one_wins(team):
    old, new, east, west, resident = team
    handover = propose(resident, new, west, old)
    services.refuse_handover(handover=handover, user=new, now=NOW)
    with pytest.raises(services.HandoverDecided):
        services.accept_handover(handover=handover, user=new, now=NOW)
    resident.refresh_from_db()
    assert (resident.coach, resident.area) == (old, east)


def test_a_second_waiting_handover_is_refused(team):
    old, new, east, west, resident = team
    propose(resident, new, west, old)
    with pytest.raises(services.HandoverWaiting):
        propose(resident, new, west, old)
    assert Handover.objects.count() == 1


def test_nobody_hands_over_to_the_same_coach_or_to_one_outside_the_area(team):
    old, new, east, west, resident = team
    for coach, area in ((old, east), (new, east)):
        with pytest.raises(services.HandoverNotPossible):
            propose(resident, coach, area, old)


def test_a_coach_cannot_accept_what_they_do_not_see(team):
    old, new, east, west, resident = team
    handover = propose(resident, new, west, old)
    stranger = make_user()
    with as_user(stranger), pytest.raises(services.HandoverDecided):
        services.accept_handover(handover=handover, user=stranger, now=NOW)
    handover.refresh_from_db()
    assert handover.state == Handover.State.PROPOSED


def test_who_leaves_has_no_open_contact_any_more(team):
    *_, resident = team
    services.mark_left(residents=[resident], left_on=DAY, is_known=False, user=None, now=NOW)
    assert not FollowUp.objects.open().exists()
    assert FollowUp.objects.filter(outcome="held").count() == 1


def test_every_personal_model_has_area_and_resident():
    assert len(services.personal_models()) >= 8
    for model in services.personal_models():
        assert model._meta.get_field("area").remote_field.on_delete.__name__ == "PROTECT"
        assert model._meta.base_manager_name == "objects", model
        assert issubclass(model, ScopedModel)
        assert model._meta.get_field("resident")
