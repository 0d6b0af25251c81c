"""Nobody without an owner: the team's own list, taking from it, withdrawing, and who works here no more."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from kik_wagtail.checks import findings
from kik_wagtail.follow_up.models import FollowUp, JointAction, WorkingWeek
from kik_wagtail.residents.caseloads import shares, spread, to_team
from kik_wagtail.residents.models import AreaMember, Handover, Resident
from kik_wagtail.residents.services import hand_over_at_once, propose_handover
from tests.factories import make_area, make_follow_up, make_resident, make_user

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest


@pytest.fixture
def noor(area):
    user = make_user("coach02", roles=("coach",), first_name="Noor", last_name="Visser")
    AreaMember.objects.create(area=area, user=user)
    return user


@pytest.fixture
def lead(area):
    user = make_user("lead01", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=user, role=AreaMember.Role.TEAM_LEAD)
    return user


def said(answer) -> str:
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def take(page, *residents):
    ids = [str(one.pk) for one in residents]
    return page.post(reverse("kik_desk:joint", args=["take"]), {"id": ids, "key": str(uuid4())})


def propose(resident, to, area):
    return propose_handover(
        resident=resident, to_coach=to, to_area=area, reason="verhuisd", note="", user=resident.coach, now=NOW
    )


# the team's own list


def test_the_caseload_says_who_waits_for_a_coach_and_leads_to_them(page, area, stranger):
    make_resident(area=area, coach=None)
    Resident.objects.filter(pk=stranger.pk).update(coach=None)
    shown = page.get(reverse("kik_desk:caseload"))
    assert shown.context["waiting"] == 1
    assert "1 inwoner van uw team wacht op een coach" in shown.content.decode()
    assert len(page.get("/admin/kik/residents/?coach=null&status=in_view").context["object_list"]) == 1


def test_who_has_no_coach_is_taken_with_what_was_open_and_who_has_one_is_skipped(page, area, coach, noor):
    waiting, taken = make_resident(area=area, coach=None), make_resident(area=area, coach=noor)
    planned = make_follow_up(waiting, target_on=NOW.date())
    answer = take(page, waiting, taken)
    shown = page.get(answer.url).content.decode()
    assert "1 gedaan, 1 overgeslagen" in shown
    assert "heeft al een coach" in shown
    waiting.refresh_from_db()
    taken.refresh_from_db()
    assert (waiting.coach, taken.coach) == (coach, noor)
    assert FollowUp.objects.get(pk=planned.pk).coach == coach


def test_taking_is_undone_but_for_who_was_handed_on(page, area, coach, noor):
    people = [make_resident(area=area, coach=None) for _one in range(2)]
    answer = take(page, *people)
    people[0].refresh_from_db()
    hand_over_at_once(resident=people[0], to_coach=noor, to_area=area, reason="x", user=coach, now=NOW)
    page.post(answer.url)
    assert [Resident.objects.get(pk=one.pk).coach for one in people] == [noor, None]
    assert JointAction.objects.get().taken_back == 1


def test_a_team_lead_takes_nobody(client, area, lead):
    waiting = make_resident(area=area, coach=None)
    client.force_login(lead)
    assert take(client, waiting).status_code == 302
    waiting.refresh_from_db()
    assert waiting.coach is None
    assert not JointAction.objects.exists()


# a proposal


def test_a_proposal_is_withdrawn_by_whose_resident_it_is_while_nobody_answered(page, area, coach, noor, resident):
    waiting = propose(resident, noor, area)
    url = reverse("kik_desk:handover", args=[waiting.pk, "withdraw"])
    assert url in page.get(reverse("kik_desk:today")).content.decode()
    assert "Ingetrokken" in said(page.post(url))
    waiting.refresh_from_db()
    assert waiting.state == Handover.State.WITHDRAWN
    propose(resident, noor, area)  # and may be proposed anew


def test_nobody_else_withdraws_it_and_of_two_answers_the_first_counts(client, page, area, noor, resident):
    waiting = propose(resident, noor, area)
    client.force_login(noor)
    assert client.post(reverse("kik_desk:handover", args=[waiting.pk, "withdraw"])).status_code == 404
    client.post(reverse("kik_desk:handover", args=[waiting.pk, "accept"]))
    client.force_login(resident.coach)
    assert "al beantwoord" in said(client.post(reverse("kik_desk:handover", args=[waiting.pk, "withdraw"])))
    resident.refresh_from_db()
    assert resident.coach == noor


@pytest.mark.parametrize("away", ["spread", "team"])
def test_what_was_proposed_to_who_leaves_goes_back_to_who_proposed_it(area, coach, noor, lead, resident, away):
    waiting = propose(resident, noor, area)
    make_resident(area=area, coach=noor)
    if away == "spread":
        spread(area=area, from_coach=noor, to_coaches=[coach], reason="weg", user=lead, now=NOW)
    else:
        to_team(area=area, from_coach=noor, reason="weg", user=lead, now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == Handover.State.REFUSED


# by capacity


def test_who_works_half_the_hours_ends_with_half_the_residents():
    given = shares({1: 0, 2: 0}, 30, {1: 40.0, 2: 20.0})
    assert (given.count(1), given.count(2)) == (20, 10)


def test_residents_of_who_leaves_are_spread_by_the_hours_that_the_others_work(client, area, coach, noor, lead):
    third = make_user("coach03", roles=("coach",))
    AreaMember.objects.create(area=area, user=third)
    WorkingWeek.objects.create(user=noor, hours="ma-di 9:00-17:00")  # 16 hours against 40
    for _one in range(7):
        make_resident(area=area, coach=coach)
    client.force_login(lead)
    page = f"{reverse('kik_desk:spread', args=[area.pk])}?coach={coach.pk}"
    typed = {"how": "spread", "to": [str(noor.pk), str(third.pk)], "reason": "andere baan"}
    looked = client.post(page, typed | {"do": "look"})
    assert [(hours, more) for _name, hours, _now, more in looked.context["shown"]] == [(16.0, 2), (40.0, 5)]
    client.post(page, typed | {"do": "spread"})
    assert Resident.objects.filter(coach=noor).count() == 2
    assert Resident.objects.filter(coach=third).count() == 5


# who works here no more


def test_who_works_here_no_more_is_told_to_the_team_lead_and_by_kik_check(client, area, coach, lead, resident):
    def codes():
        return {finding.code for finding in findings(NOW)}

    assert "residents.coach_left" not in codes()
    coach.is_active = False
    coach.save()
    assert "residents.coach_left" in codes()
    client.force_login(lead)
    shown = client.get(reverse("kik_desk:team", args=[area.pk])).content.decode()
    assert "werkt niet meer in dit team" in shown
    assert f"{reverse('kik_desk:spread', args=[area.pk])}?coach={coach.pk}" in shown


def test_a_coach_of_another_team_is_an_owner_too(area, coach, everything):
    elsewhere = make_user("coach77", roles=("coach",))
    make_area("West", elsewhere)
    make_resident(area=area, coach=elsewhere)
    assert "residents.coach_left" not in {finding.code for finding in findings(NOW)}
