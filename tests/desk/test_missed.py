"""An appointment that does not take place: no-show and cancelling by one press, and back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import AreaMember
from tests.factories import make_follow_up, make_resident, make_user

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest
TODAY = date(2026, 11, 23)


@pytest.fixture
def appointment(resident):
    return make_follow_up(resident, target_on=TODAY, appointment_at=NOW - timedelta(hours=1), channel="phone")


def press(page, contact, outcome="no_show"):
    return page.post(reverse("kik_desk:missed", args=[contact.pk, outcome]), {"next_url": reverse("kik_desk:agenda")})


def back(page, contact):
    return page.post(reverse("kik_desk:reopen", args=[contact.pk]))


def said(answer) -> str:
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def open_one(resident) -> FollowUp:
    return FollowUp.objects.open().conversations().get(resident=resident)


@pytest.mark.parametrize("outcome", ["no_show", "cancelled_by_resident", "cancelled_by_us"])
def test_one_press_closes_the_appointment_and_plans_the_same_conversation_in_two_weeks(
    page, appointment, resident, outcome
):
    answer = press(page, appointment, outcome)
    assert answer.url == reverse("kik_desk:agenda")
    appointment.refresh_from_db()
    assert appointment.outcome == outcome
    again = open_one(resident)
    assert (again.target_on, again.channel, again.kind) == (date(2026, 12, 7), "phone", appointment.kind)
    assert again.latest_on == date(2027, 5, 21)  # the 12 months did not move
    assert again.appointment_at is None
    assert "week van 7 december 2026" in said(answer)


def test_who_has_little_time_left_is_planned_within_the_twelve_months(page, area, coach):
    late = make_resident(area=area, coach=coach, last_conversation_on=date(2025, 12, 1))
    press(page, make_follow_up(late, target_on=TODAY, appointment_at=NOW))
    assert open_one(late).target_on == date(2026, 12, 1)


def test_of_who_is_not_in_view_any_more_nothing_is_planned(page, appointment, resident):
    type(resident).objects.filter(pk=resident.pk).update(status="active_support_elsewhere")
    press(page, appointment)
    assert not FollowUp.objects.open().exists()


def test_a_second_press_changes_nothing_and_says_so(page, appointment, resident):
    press(page, appointment)
    assert "al bewaard" in said(press(page, appointment, "cancelled_by_us"))
    assert FollowUp.objects.count() == 2
    appointment.refresh_from_db()
    assert appointment.outcome == "no_show"


def test_a_slip_of_the_finger_is_put_back_as_it_was(page, appointment, resident):
    press(page, appointment)
    shown = page.get(reverse("kik_desk:contact", args=[appointment.pk])).content.decode()
    assert reverse("kik_desk:reopen", args=[appointment.pk]) in shown
    back(page, appointment)
    assert open_one(resident) == appointment
    assert FollowUp.objects.count() == 1


def test_an_appointment_that_stands_again_has_its_reminder_call_again(page, resident):
    ahead = make_follow_up(resident, target_on=TODAY)
    services.make_appointment(
        follow_up=ahead, at=NOW + timedelta(days=7), user=None, now=NOW, revision=1, calendar=municipal_calendar()
    )
    press(page, ahead, "cancelled_by_resident")
    assert not FollowUp.objects.open().filter(kind="reminder_call").exists()
    back(page, ahead)
    assert FollowUp.objects.open().get(kind="reminder_call").target_on == date(2026, 11, 27)


def test_after_a_quarter_of_an_hour_it_stays(page, clock, appointment, resident):
    press(page, appointment)
    clock.shift(timedelta(minutes=16))
    assert "kan niet meer" in said(back(page, appointment))
    assert open_one(resident) != appointment


def test_once_something_was_done_with_the_new_one_it_stays(page, appointment, resident):
    press(page, appointment)
    again = open_one(resident)
    day = date(2026, 12, 9)
    services.reschedule(follow_up=again, target_on=day, user=None, now=NOW, revision=1, calendar=municipal_calendar())
    assert "kan niet meer" in said(back(page, appointment))
    assert open_one(resident) == again


def test_only_who_pressed_puts_it_back(client, page, appointment, area, resident):
    press(page, appointment)
    colleague = make_user("coach02", roles=("coach",))
    AreaMember.objects.create(area=area, user=colleague)
    client.force_login(colleague)
    assert "kan niet meer" in said(back(client, appointment))
    assert open_one(resident) != appointment


@pytest.mark.parametrize("outcome", ["held", "declined", "not_reached", "open", "x"])
def test_what_asks_for_more_than_a_press_is_not_done_by_one(page, appointment, outcome):
    assert press(page, appointment, outcome).status_code == 404
    appointment.refresh_from_db()
    assert appointment.is_open


def test_the_appointment_of_a_stranger_is_not_found(page, stranger):
    theirs = make_follow_up(stranger, target_on=TODAY, appointment_at=NOW)
    assert press(page, theirs).status_code == 404
    assert back(page, theirs).status_code == 404


def test_the_agenda_has_the_presses_beside_each_appointment_and_no_show_not_before_its_day(page, appointment, resident):
    ahead = make_follow_up(
        make_resident(area=resident.area, coach=resident.coach),
        target_on=TODAY,
        appointment_at=NOW + timedelta(days=2),
    )
    shown = page.get(reverse("kik_desk:agenda")).content.decode()
    assert reverse("kik_desk:missed", args=[appointment.pk, "no_show"]) in shown
    assert reverse("kik_desk:missed", args=[ahead.pk, "cancelled_by_resident"]) in shown
    assert reverse("kik_desk:appointment", args=[ahead.pk]) in shown
    assert reverse("kik_desk:missed", args=[ahead.pk, "no_show"]) not in shown


@pytest.mark.parametrize("name", ["missed", "reopen"])
def test_who_had_to_log_in_first_comes_back_to_where_one_can_press_again(client, coach, appointment, name):
    args = [appointment.pk, "no_show"] if name == "missed" else [appointment.pk]
    url = reverse(f"kik_desk:{name}", args=args)
    asked = client.post(url)
    assert asked.status_code == 302
    client.force_login(coach)
    again = client.get(asked.url.partition("next=")[2])
    assert (again.status_code, again.url) == (302, reverse("kik_desk:today"))
    appointment.refresh_from_db()
    assert appointment.is_open
