"""Breaking the glass (S7): a reason, at most eight hours, told to the team lead, on record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.emergency import MOST_AT_ONCE, TooManyOpened, UnknownNumber, open_in_emergency
from kik_wagtail.residents.models import AreaMember, Handover, Resident, TemporaryAccess
from kik_wagtail.residents.services import move_to_area
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_follow_up, make_resident, make_user
from tests.routes.test_two_at_once import at_once
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest
URL = "/admin/kik/noodgeval/"
WHY = {"why": "is_here", "reason": "staat aan de balie met een brief"}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def planned(stranger):
    return make_follow_up(stranger, target_on=NOW.date())


@pytest.fixture
def far_lead(stranger):
    user = make_user("lead_west", roles=("team_lead",))
    AreaMember.objects.create(area=stranger.area, user=user, role="team_lead")
    return user


def contact(planned) -> str:
    return reverse("kik_desk:contact", args=[planned.pk])


def opened(page, stranger, **typed):
    return page.post(URL, {"client_number": stranger.client_number, **WHY, **typed})


# what it gives


def test_a_resident_of_others_is_seen_after_the_number_and_the_reason_and_not_before(page, stranger, planned):
    assert page.get(contact(planned)).status_code == 404
    answer = opened(page, stranger)
    assert answer.url == reverse("kik_desk:resident", args=[stranger.pk])
    shown = text_of(page.get(contact(planned)))
    assert stranger.surname in shown
    assert "U ziet deze inwoner vanwege een noodgeval, tot 18:00." in shown  # eight hours after 10:00
    made = TemporaryAccess.objects.get()
    assert (made.kind, made.why, made.reason) == ("break_glass", "is_here", "staat aan de balie met een brief")
    assert made.until - made.from_at == timedelta(hours=8)


def test_after_eight_hours_nothing_is_seen_any_more(page, clock, stranger, planned):
    opened(page, stranger)
    clock.move_to(NOW + timedelta(hours=7, minutes=59))
    assert page.get(contact(planned)).status_code == 200
    clock.move_to(NOW + timedelta(hours=8))
    assert page.get(contact(planned)).status_code == 404
    assert page.post(contact(planned), {}).status_code == 404
    assert stranger.surname not in text_of(page.get(URL))


def test_a_row_that_says_longer_gives_no_more_than_eight_hours(clock, coach, stranger):
    TemporaryAccess.objects.create(
        user=coach, resident=stranger, kind="break_glass", reason="x", from_at=NOW, until=NOW + timedelta(days=30)
    )
    clock.move_to(NOW + timedelta(hours=8))
    with as_user(coach):
        assert not Resident.objects.filter(pk=stranger.pk).exists()


def test_only_this_one_resident_is_seen(page, coach, stranger):
    beside = make_resident(area=stranger.area, coach=stranger.coach)
    opened(page, stranger)
    with as_user(coach):
        seen = set(Resident.objects.values_list("pk", flat=True))
    assert stranger.pk in seen
    assert beside.pk not in seen


def test_pressed_twice_it_is_opened_once_and_not_for_longer(page, clock, stranger):
    opened(page, stranger)
    clock.move_to(NOW + timedelta(hours=1))
    again = opened(page, stranger)
    assert again.url == reverse("kik_desk:resident", args=[stranger.pk])
    assert TemporaryAccess.objects.get().until == NOW + timedelta(hours=8)


def test_asked_again_it_is_the_same_opening_and_told_once(coach, stranger):
    asked = {"client_number": stranger.client_number, **WHY, "user": coach}
    first = open_in_emergency(**asked, now=NOW)
    assert open_in_emergency(**asked, now=NOW + timedelta(seconds=1)) == first
    assert TemporaryAccess.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="kik.opened_in_emergency").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_very_same_moment_open_it_once():
    kik_setup()
    coach = make_user("coach01", roles=("coach",))
    with scope.everything("test"):
        number = make_resident(area=make_area("West")).client_number
    pressed = at_once(*[lambda: open_in_emergency(client_number=number, **WHY, user=coach, now=NOW)] * 3)
    assert {one.pk for one in pressed} == set(TemporaryAccess.objects.values_list("pk", flat=True))
    assert TemporaryAccess.objects.count() == 1


def test_eight_hours_do_not_become_for_ever_by_a_handover(page, clock, area, coach, stranger, planned):
    opened(page, stranger)
    member = AreaMember.objects.get(user=coach)
    form = {"to": str(member.pk), "reason": "die ken ik al"}
    answer = page.post(reverse("kik_desk:hand_over", args=[stranger.pk]), form)
    assert answer.status_code == 409
    assert "De eigen coach of teamleider van de inwoner draagt over" in text_of(answer)
    page.post(reverse("kik_desk:joint", args=["hand_over"]), {"id": str(stranger.pk), "key": str(uuid4()), **form})
    page.post(reverse("kik_desk:joint", args=["take"]), {"id": str(stranger.pk), "key": str(uuid4())})
    with as_user(coach):
        screen = page.get(reverse("kik_residents_modeladmin_edit", args=[stranger.pk]))
        edited = {name: value or "" for name, value in screen.context["form"].initial.items()}
    answer = page.post(screen.wsgi_request.path, edited | {"coach": str(coach.pk)})
    assert "alleen vanwege een noodgeval" in text_of(answer)
    assert not Handover.objects.exists()
    stranger.refresh_from_db()
    assert stranger.coach != coach
    clock.move_to(NOW + timedelta(hours=8))
    assert page.get(contact(planned)).status_code == 404


def test_the_report_of_what_was_urgent_can_be_written(page, stranger, planned, guide):
    opened(page, stranger)
    typed = {"outcome": "held", "held_on": "23-11-2026", "next": "agreed", "months": "6", "kind": "follow_up"}
    typed |= {
        "channel": "in_person",
        "place": "home",
        "initiative": "coach",
        "guide": str(guide.pk),
        "q_nu": "Brief uitgelegd.",
    }
    assert page.post(contact(planned), typed).status_code == 302
    planned.refresh_from_db()
    assert planned.outcome == "held"
    assert FollowUp.objects.open().conversations().get(resident=stranger).coach == stranger.coach


# no oracle


@pytest.mark.parametrize("missing", ["why", "reason"])
def test_without_a_reason_the_answer_is_the_same_for_a_number_that_exists_and_one_that_does_not(
    page, stranger, missing
):
    answers = []
    for number in (stranger.client_number, "0000000"):
        typed = {"client_number": number, **WHY, missing: ""}
        answer = page.post(URL, typed)
        assert answer.status_code == 422
        answers.append(answer.content.decode().replace(number, "#"))
    assert _without_token(answers[0]) == _without_token(answers[1])
    assert not TemporaryAccess.objects.exists()
    assert not AccessRecord.objects.filter(resident=stranger.pk).exists()


def _without_token(body: str) -> str:
    lines = body.splitlines()
    return "\n".join(line for line in lines if "csrf" not in line.lower())


@pytest.mark.parametrize("part", ["surname", "first_name", "half"])
def test_a_name_or_half_a_number_finds_nobody(page, stranger, part):
    asked = stranger.client_number[:-1] if part == "half" else getattr(stranger, part)
    answer = page.post(URL, {"client_number": asked, **WHY})
    assert answer.status_code == 409
    assert "Er is geen inwoner met dit klantnummer" in text_of(answer)
    assert not TemporaryAccess.objects.exists()
    assert not AccessRecord.objects.exists()


def test_who_has_opened_as_many_as_may_be_hears_the_same_of_every_number(coach, stranger):
    for _one in range(MOST_AT_ONCE):
        beside = make_resident(area=stranger.area)
        open_in_emergency(client_number=beside.client_number, **WHY, user=coach, now=NOW)
    for number in (stranger.client_number, "0000000"):
        with pytest.raises(TooManyOpened):
            open_in_emergency(client_number=number, **WHY, user=coach, now=NOW)
    later = NOW + timedelta(hours=8)
    assert open_in_emergency(client_number=stranger.client_number, **WHY, user=coach, now=later).resident == stranger
    with pytest.raises(UnknownNumber):
        open_in_emergency(client_number="0000000", **WHY, user=coach, now=later)


def test_for_ones_own_resident_nothing_is_opened(page, resident):
    answer = page.post(URL, {"client_number": resident.client_number, **WHY}, follow=True)
    assert "Er is niets geopend" in text_of(answer)
    assert not TemporaryAccess.objects.exists()


# who may


@pytest.mark.parametrize("role", ["content_editor", "manager", "functional_administrator", "auditor"])
def test_who_is_no_coach_or_team_lead_opens_nothing(client, stranger, role):
    client.force_login(make_user("other", roles=(role,)))
    assert client.get(URL).status_code == 302
    assert opened(client, stranger).status_code == 302
    assert not TemporaryAccess.objects.exists()


def test_a_superuser_opens_nothing(client, stranger):
    client.force_login(make_user("root", is_superuser=True))
    assert opened(client, stranger).status_code in {302, 403}
    assert not TemporaryAccess.objects.exists()


# on record, and told


def test_every_look_stands_in_the_access_record_as_an_emergency(page, coach, stranger, planned, resident):
    opened(page, stranger)
    page.get(contact(planned))
    page.get(reverse("kik_desk:resident", args=[resident.pk]))
    records = AccessRecord.objects.filter(user_id=coach.pk)
    of_stranger = list(records.filter(resident=stranger.pk).order_by("pk").values_list("route", "purpose"))
    assert of_stranger[0] == ("kik_desk:emergency", "break-glass")
    assert ("kik_desk:contact", "break-glass") in of_stranger
    assert {purpose for _route, purpose in of_stranger} == {"break-glass"}
    assert set(records.filter(resident=resident.pk).values_list("purpose", flat=True)) == {""}


def test_who_may_see_the_resident_anyway_by_now_is_not_recorded_as_an_emergency(page, coach, stranger, planned):
    opened(page, stranger)
    Handover.objects.create(
        resident=stranger, area=stranger.area, to_coach=coach, from_area=stranger.area, to_area=stranger.area,
        reason="x", proposed_at=NOW,
    )  # fmt: skip
    shown = text_of(page.get(contact(planned)))
    assert "vanwege een noodgeval" not in shown
    assert AccessRecord.objects.filter(resident=stranger.pk, route="kik_desk:contact").get().purpose == ""


def test_nor_is_who_came_to_the_user_s_own_area(page, area, stranger, planned):
    opened(page, stranger)
    move_to_area(resident=stranger, area=area)
    assert "vanwege een noodgeval" not in text_of(page.get(contact(planned)))
    assert AccessRecord.objects.filter(resident=stranger.pk, route="kik_desk:contact").get().purpose == ""


def test_the_resident_s_own_history_says_it_in_plain_dutch(page, client, stranger, far_lead):
    opened(page, stranger)
    client.force_login(far_lead)
    answer = client.get(reverse("kik_residents_modeladmin_history", args=[stranger.pk]))
    shown = text_of(answer)
    assert "Geopend in een noodgeval, voor ten hoogste acht uur: De inwoner is hier, of aan de telefoon" in shown
    assert "staat aan de balie met een brief" not in shown  # the words are for the team lead


def test_the_team_lead_of_the_resident_is_told_and_notes_having_looked(client, page, coach, stranger, far_lead):
    opened(page, stranger)
    made = TemporaryAccess.objects.get()
    client.force_login(far_lead)
    team = reverse("kik_desk:team", args=[stranger.area_id])
    shown = text_of(client.get(team))
    assert "Mijn team (1)" in shown
    assert stranger.client_number in shown
    assert "staat aan de balie met een brief" in shown
    assert stranger.surname not in shown
    seen = reverse("kik_desk:emergency_seen", args=[stranger.area_id, made.pk])
    client.post(seen)
    assert "was er al naar gekeken" not in text_of(client.get(team))
    made.refresh_from_db()
    assert (made.seen_by, made.seen_at) == (far_lead, NOW)
    assert "bekeken door lead_west, 23 november" in text_of(client.get(team))
    assert "Mijn team (" not in text_of(client.get(team))
    assert "Een collega had hier al naar gekeken" in text_of(client.post(seen, follow=True))


def test_what_nobody_looked_at_is_told_however_long_ago(client, clock, page, stranger, far_lead):
    opened(page, stranger)
    client.force_login(far_lead)
    team = reverse("kik_desk:team", args=[stranger.area_id])
    clock.move_to(NOW + timedelta(days=90))
    client.force_login(far_lead)
    assert "staat aan de balie" in text_of(client.get(team))
    client.post(reverse("kik_desk:emergency_seen", args=[stranger.area_id, TemporaryAccess.objects.get().pk]))
    assert "staat aan de balie" not in text_of(client.get(team))


def test_nobody_else_notes_having_looked(client, page, area, coach, stranger, far_lead):
    opened(page, stranger)
    made = TemporaryAccess.objects.get()
    seen = reverse("kik_desk:emergency_seen", args=[stranger.area_id, made.pk])
    assert page.post(seen).status_code in {302, 403, 404}  # the coach who did it
    here = make_user("lead_oost", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=here, role="team_lead")
    client.force_login(here)
    assert client.post(seen).status_code == 404
    assert client.post(reverse("kik_desk:emergency_seen", args=[area.pk, made.pk])).status_code == 404
    AreaMember.objects.create(area=stranger.area, user=coach, role="team_lead")
    coach.groups.add(*far_lead.groups.all())
    client.force_login(coach)
    assert client.post(seen).status_code in {302, 403}
    made.refresh_from_db()
    assert made.seen_at is None
