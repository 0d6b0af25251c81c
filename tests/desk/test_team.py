from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.follow_up import announcing
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.caseloads import NobodyToSpreadOver, StandInNotPossible, arrange_stand_in, shares, spread
from kik_wagtail.residents.models import AreaMember, Handover, Resident, StandIn, TemporaryAccess
from kik_wagtail.residents.services import propose_handover
from tests.factories import make_area, make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest
TODAY = date(2026, 11, 23)


@pytest.fixture
def noor(area):
    user = make_user("coach02", roles=("coach",), first_name="Noor", last_name="Smit")
    AreaMember.objects.create(area=area, user=user)
    return user


@pytest.fixture
def lead(area):
    user = make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=user, role="team_lead")
    return user


@pytest.fixture
def led(client, lead):
    client.force_login(lead)
    return client


def url(name: str, area, *rest, **asked: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(f"kik_desk:{name}", args=[area.pk, *rest]) + (f"?{query}" if query else "")


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def line_of(answer, coach) -> tuple:
    team = answer.context["team"]
    line = next(line for line in [*team.lines, team.without] if line.coach == coach)
    return line.caseload, line.overdue, line.nothing_planned, line.week


# the numbers


def test_each_coach_has_a_line_and_who_has_no_coach_is_counted_apart(led, area, coach, noor):
    for _one in range(3):
        make_resident(area=area, coach=coach)
    late = make_resident(area=area, coach=noor)
    make_follow_up(late, target_on=TODAY - timedelta(days=60))
    soon = make_resident(area=area, coach=noor)
    make_follow_up(soon, target_on=TODAY, appointment_at=NOW + timedelta(days=2))
    make_resident(area=area, coach=None)
    answer = led.get(url("team", area))
    assert line_of(answer, coach) == (3, 0, 3, 0)
    assert line_of(answer, noor) == (2, 1, 0, 1)
    assert line_of(answer, None) == (1, 0, 1, 0)
    assert answer.context["team"].nothing_planned == 4


def test_residents_of_somebody_who_left_the_team_stay_in_sight(led, area, coach):
    gone = make_user("gone", roles=("coach",), last_name="Vertrokken")
    make_resident(area=area, coach=gone)
    assert line_of(led.get(url("team", area)), gone) == (1, 0, 1, 0)


@pytest.mark.parametrize("code", ["caseload", "overdue", "nothing_planned", "week"])
def test_a_number_of_the_team_is_the_length_of_the_list_behind_it(led, area, coach, noor, code):
    for number, user in enumerate((coach, coach, noor, None)):
        make_resident(area=area, coach=user)
        make_follow_up(make_resident(area=area, coach=user), target_on=TODAY - timedelta(days=60 + number))
        make_follow_up(
            make_resident(area=area, coach=user), target_on=TODAY, appointment_at=NOW + timedelta(days=number + 1)
        )
    numbers = led.get(url("team", area)).context["team"]
    at = ("caseload", "overdue", "nothing_planned", "week").index(code)
    for line in [*numbers.lines, numbers.without]:
        key = str(line.coach.pk) if line.coach else "none"
        rows = led.get(url("team_list", area, code, coach=key)).context["rows"]
        assert len(rows) == (line.caseload, line.overdue, line.nothing_planned, line.week)[at]


def test_handovers_that_wait_are_a_list_too(led, area, coach, noor):
    resident = make_resident(area=area, coach=coach)
    common = {"to_area": area, "reason": "verlof", "note": "", "user": coach, "now": NOW}
    propose_handover(resident=resident, to_coach=noor, **common)
    assert led.get(url("team", area)).context["team"].handovers == 1
    response = led.get(url("team_list", area, "handovers"))
    assert [row.resident for row in response.context["rows"]] == [resident]
    assert resident.client_number in response.content.decode()


def test_a_team_asks_as_much_for_many_coaches_as_for_few(led, area, coach, django_assert_max_num_queries):
    counts = []
    for number in (1, 15):
        for _one in range(number):
            user = make_user(roles=("coach",))
            AreaMember.objects.create(area=area, user=user)
            make_resident(area=area, coach=user)
        with django_assert_max_num_queries(40) as asked:
            led.get(url("team", area))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_was_opened_in_an_emergency_is_told_with_its_reason(led, area, coach, resident):
    somebody = make_user("haast", first_name="Ien", last_name="Vlug")
    about = {"resident": resident, "kind": "break_glass", "reason": "melding van de wijkagent"}
    TemporaryAccess.objects.create(user=somebody, from_at=NOW, until=NOW + timedelta(hours=8), **about)
    shown = text_of(led.get(url("team", area)))
    assert "Ien Vlug" in shown
    assert "melding van de wijkagent" in shown
    assert resident.surname not in shown


# who may


def test_only_the_lead_of_this_very_team_sees_it(client, led, area, coach, stranger):
    assert led.get(url("team", area)).status_code == 200
    for name in ("team", "spread", "stand_in"):
        assert led.get(url(name, stranger.area, coach="none")).status_code == 404
    assert led.get(url("team_list", stranger.area, "caseload")).status_code == 404
    assert led.get(url("team_list", area, "nonsense")).status_code == 404
    client.force_login(coach)
    assert client.get(url("team", area)).status_code == 302


def test_who_leads_one_team_is_taken_there_and_who_leads_none_hears_so(client, led, area, roles):
    assert led.get(reverse("kik_desk:teams")).url == url("team", area)
    client.force_login(make_user("nobody", roles=("team_lead",)))
    assert "U leidt geen team" in text_of(client.get(reverse("kik_desk:teams")))


# a coach who leaves


@given(st.dictionaries(st.integers(1, 20), st.integers(0, 300), min_size=1), st.integers(0, 400))
def test_shares_give_everybody_away_and_leave_nobody_with_more_than_needed(loads, number):
    given_to = shares(loads, number)
    assert len(given_to) == number
    after = {coach: load + given_to.count(coach) for coach, load in loads.items()}
    raised = [after[coach] for coach in set(given_to)]
    assert not raised or max(raised) - min(after.values()) <= 1


def test_residents_of_who_leaves_are_shown_first_and_then_spread_with_their_open_steps(led, area, coach, noor):
    third = make_user("coach03", roles=("coach",))
    AreaMember.objects.create(area=area, user=third)
    make_resident(area=area, coach=noor)
    leaving = [make_resident(area=area, coach=coach) for _one in range(5)]
    planned = make_follow_up(leaving[0], target_on=TODAY)
    page = url("spread", area, coach=str(coach.pk))
    typed = {"how": "spread", "to": [str(noor.pk), str(third.pk)], "reason": "andere baan"}
    shown = led.post(page, typed).context["shown"]
    assert sorted(more for _name, _hours, _now, more in shown) == [2, 3]
    assert Resident.objects.filter(coach=coach).count() == 5
    assert led.post(page, typed | {"do": "spread"}).status_code == 302
    assert Resident.objects.filter(coach=noor).count() == Resident.objects.filter(coach=third).count() == 3
    planned.refresh_from_db()
    assert planned.coach_id == Resident.objects.get(pk=leaving[0].pk).coach_id != coach.pk
    assert {(one.state, one.reason) for one in Handover.objects.all()} == {("accepted", "andere baan")}


def test_a_second_press_hands_nobody_over_again(led, area, coach, noor, resident):
    page = url("spread", area, coach=str(coach.pk))
    typed = {"how": "spread", "to": [str(noor.pk)], "reason": "weg", "do": "spread"}
    led.post(page, typed)
    again = led.post(page, typed, follow=True)
    assert "niemand meer over te dragen" in text_of(again)
    assert Handover.objects.count() == 1


def test_in_the_teams_own_list_they_wait_for_a_coach_and_can_be_spread_from_there(led, area, coach, noor, resident):
    led.post(url("spread", area, coach=str(coach.pk)), {"how": "queue", "reason": "ziek", "do": "spread"})
    assert Resident.objects.get().coach is None
    assert led.get(url("team", area)).context["team"].without.caseload == 1
    led.post(url("spread", area, coach="none"), {"to": [str(noor.pk)], "reason": "vervanging", "do": "spread"})
    assert Resident.objects.get().coach == noor


def test_a_handover_that_waited_is_overtaken(led, area, coach, noor, resident):
    third = make_user("coach03", roles=("coach",))
    AreaMember.objects.create(area=area, user=third)
    propose_handover(resident=resident, to_coach=third, to_area=area, reason="x", note="", user=coach, now=NOW)
    typed = {"how": "spread", "to": [str(noor.pk)], "reason": "weg", "do": "spread"}
    led.post(url("spread", area, coach=str(coach.pk)), typed)
    assert not Handover.objects.filter(state="proposed").exists()
    assert Resident.objects.get().coach == noor


def test_residents_in_another_area_stay_with_the_coach(led, area, coach, noor, resident, everything):
    elsewhere = make_resident(area=make_area("Zuid", coach), coach=coach)
    typed = {"how": "spread", "to": [str(noor.pk)], "reason": "weg", "do": "spread"}
    led.post(url("spread", area, coach=str(coach.pk)), typed)
    elsewhere.refresh_from_db()
    assert elsewhere.coach == coach


def test_nobody_outside_the_team_gets_residents(area, coach, resident):
    outsider = make_user("outside", roles=("coach",))
    with pytest.raises(NobodyToSpreadOver):
        spread(area=area, from_coach=coach, to_coaches=[outsider, coach], reason="x", user=coach, now=NOW)
    assert Resident.objects.get().coach == coach


def test_without_anybody_chosen_the_form_says_so(led, area, coach, noor, resident):
    answer = led.post(url("spread", area, coach=str(coach.pk)), {"how": "spread", "reason": "weg", "do": "spread"})
    assert answer.status_code == 422
    assert "Kies ten minste één coach" in text_of(answer)


# standing in


@pytest.fixture
def standing_in(area, coach, noor, lead):
    return arrange_stand_in(
        area=area, coach=coach, stand_in=noor, from_on=TODAY, until_on=date(2026, 12, 4), user=lead, now=NOW
    )


def test_who_stands_in_has_the_list_of_who_is_away_beside_the_own_one(client, clock, area, coach, noor, standing_in):
    elsewhere = make_resident(area=make_area("Zuid", coach), coach=coach, surname="Elders")
    late = make_follow_up(elsewhere, target_on=TODAY - timedelta(days=60))
    client.force_login(noor)
    own = text_of(client.get(reverse("kik_desk:today")))
    assert "u neemt waar t/m 4 december" in own
    assert "Elders" not in own
    theirs = reverse("kik_desk:today") + f"?coach={coach.pk}"
    assert "Elders" in text_of(client.get(theirs))
    assert f"piept/overdue/?coach={coach.pk}" in text_of(client.get(theirs))
    assert "Elders" in text_of(client.get(reverse("kik_desk:beeps", args=["overdue"]) + f"?coach={coach.pk}"))
    assert client.get(reverse("kik_desk:contact", args=[late.pk])).status_code == 200
    clock.move_to(datetime(2026, 12, 5, 9, 0, tzinfo=UTC))
    assert client.get(theirs).status_code == 404
    assert client.get(reverse("kik_desk:contact", args=[late.pk])).status_code == 404


def test_the_list_of_anybody_else_is_not_found(page, coach, noor, standing_in):
    assert page.get(reverse("kik_desk:today") + f"?coach={noor.pk}").status_code == 404
    assert page.get(reverse("kik_desk:beeps", args=["overdue"]) + "?coach=abc").status_code == 404


def test_the_mail_of_who_stands_in_counts_what_waits_for_who_is_away(coach, noor, resident, standing_in, mailoutbox):
    announcing.announce_beeps(now=NOW)
    keys = set(OutboxItem.objects.values_list("key", flat=True))
    assert f"beep-mail:{TODAY}:{noor.pk}" in keys
    announcing.send_beep_mail({"user": noor.pk, "day": TODAY.isoformat()}, key="x", now=NOW)
    assert mailoutbox[0].subject.startswith("1 ")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (TODAY - timedelta(days=1), TODAY),
        (TODAY + timedelta(days=2), TODAY + timedelta(days=1)),
        (TODAY, date(2027, 5, 24)),
    ],
)
def test_days_behind_us_upside_down_or_far_ahead_are_refused(area, coach, noor, lead, first, last):
    with pytest.raises(StandInNotPossible):
        arrange_stand_in(area=area, coach=coach, stand_in=noor, from_on=first, until_on=last, user=lead, now=NOW)


def test_only_two_coaches_of_the_team_can_be_arranged(led, area, coach, noor):
    typed = {"coach": coach.pk, "from_on": "23-11-2026", "until_on": "4-12-2026"}
    outsider = make_user("outside", roles=("coach",))
    assert led.post(url("stand_in", area), typed | {"stand_in": outsider.pk}).status_code == 422
    assert led.post(url("stand_in", area), typed | {"stand_in": coach.pk}).status_code == 409
    assert led.post(url("stand_in", area), typed | {"stand_in": noor.pk}).status_code == 302
    assert StandIn.objects.get().until_on == date(2026, 12, 4)
    assert "Noor Smit neemt waar" in text_of(led.get(url("team", area)))


def test_an_ended_standing_in_gives_no_sight_any_more(led, clock, area, coach, noor, standing_in):
    elsewhere = make_resident(area=make_area("Zuid", coach), coach=coach)
    led.post(url("stand_in", area), {"end": str(standing_in.pk)})
    with as_user(noor):
        assert not Resident.objects.filter(pk=elsewhere.pk).exists()
    assert not StandIn.objects.exists()  # it began today: nothing of it lies behind us
    assert not FollowUp.objects.exists()
