from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kik_wagtail.desk.forms.dates import DutchDateField
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import FollowUp, Kind, NoNextContact, Referral
from kik_wagtail.residents.models import AreaMember, Handover, Resident
from tests.factories import make_area, make_follow_up, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest
TODAY = date(2026, 11, 23)
PLAN = {
    "next": "agreed",
    "months": "9",
    "kind": "follow_up",
    "channel": "phone",
    "place": "home",
    "initiative": "coach",
}


@pytest.mark.parametrize(
    "typed", ["3-1-2027", "03-01-2027", "3/1/27", "3.1.2027", "3 1 2027", "2027-01-03", " 3-1-27 "]
)
def test_a_date_is_read_as_dutch_people_type_it(typed):
    assert DutchDateField().clean(typed) == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("31-02-2027", "no_such_day"), ("1-13-27", "no_such_day"), ("morgen", "invalid"), ("3-1", "invalid")],
)
def test_a_day_that_does_not_exist_is_told_apart_from_what_is_no_date(typed, code):
    with pytest.raises(ValidationError) as wrong:
        DutchDateField().clean(typed)
    assert wrong.value.code == code


def test_who_has_nothing_planned_is_planned(page, resident):
    url = reverse("kik_desk:plan", args=[resident.pk])
    assert page.get(url).status_code == 200
    assert page.post(url, PLAN).url == reverse("kik_desk:today")
    planned = FollowUp.objects.get()
    assert (planned.target_on, planned.channel, planned.origin) == (date(2027, 2, 19), "phone", "by_hand")


def test_planning_on_a_day_and_hour_makes_the_appointment(page, resident):
    page.post(reverse("kik_desk:plan", args=[resident.pk]), PLAN | {"months": "", "on": "7-12-2026", "at": "14.00"})
    planned = FollowUp.objects.get(kind=Kind.FOLLOW_UP)
    assert planned.appointment_at == datetime(2026, 12, 7, 13, 0, tzinfo=UTC)


def test_the_reason_why_not_is_recorded_until_a_day(page, resident):
    url = reverse("kik_desk:plan", args=[resident.pk])
    page.post(url, {"next": "none", "reason": "leaving", "until": "1-2-2027"})
    assert NoNextContact.objects.get().reason == "leaving"
    assert not FollowUp.objects.exists()
    assert "stopt binnenkort" in page.get(url).content.decode()  # who opens it again reads why


def test_after_planning_the_message_says_when_and_offers_the_letter(page, resident):
    posted = PLAN | {"on": "2-12-2026", "at": "10:00"}
    shown = page.post(reverse("kik_desk:plan", args=[resident.pk]), posted, follow=True).content.decode()
    planned = FollowUp.objects.conversations().get()
    assert "woensdag 2 december 2026 10:00" in shown
    assert f'href="{reverse("kik_letters:new", args=[planned.pk])}?next_url=' in shown
    assert resident.surname not in shown.split('class="messages"')[1].split("</ul>")[0]


def test_who_plans_has_the_last_report_and_the_telephone_number_at_hand(page, resident):
    held = make_follow_up(
        resident, target_on=date(2026, 5, 21), outcome="held", held_on=date(2026, 5, 21), closed_at=NOW
    )
    services.add_commitment(follow_up=held, by="coach", what="folder sturen", due_on=date(2027, 1, 4), now=NOW)
    shown = page.get(reverse("kik_desk:plan", args=[resident.pk])).content.decode()
    assert "folder sturen" in shown
    assert "4 januari 2027" in shown  # another year is said
    assert resident.phone.as_rfc3966 in shown


def test_planning_twice_is_refused_and_the_first_stays(page, resident):
    planned = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:plan", args=[resident.pk])
    assert page.get(url).url == reverse("kik_desk:contact", args=[planned.pk])
    assert page.post(url, PLAN).status_code == 409
    assert FollowUp.objects.count() == 1


def test_who_left_is_not_planned(page, resident):
    Resident.objects.filter(pk=resident.pk).update(status="left", left_on=TODAY)
    assert page.post(reverse("kik_desk:plan", args=[resident.pk]), PLAN).status_code == 409
    assert not FollowUp.objects.exists()


def test_an_appointment_is_made_and_moved(page, resident):
    contact = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:appointment", args=[contact.pk])
    page.post(url, {"revision": 1, "on": "1-12-2026", "at": "10:30", "channel": "in_person", "place": "office"})
    contact.refresh_from_db()
    assert "dinsdag 1 december 2026 10:30" in page.get(url).content.decode()  # what is moved stands above the form
    assert (contact.appointment_at, contact.place_kind) == (datetime(2026, 12, 1, 9, 30, tzinfo=UTC), "office")
    page.post(url, {"revision": 2, "on": "2-12-2026", "at": "10:30", "channel": "in_person", "place": "home"})
    contact.refresh_from_db()
    assert contact.appointment_at.day == 2
    assert FollowUp.objects.open().filter(kind=Kind.REMINDER_CALL).count() == 1


def test_of_two_people_who_move_an_appointment_the_second_hears_it_and_keeps_what_was_typed(page, resident):
    contact = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:appointment", args=[contact.pk])
    posted = {"revision": 1, "at": "10:30", "channel": "in_person", "place": "home"}
    page.post(url, posted | {"on": "1-12-2026"})
    response = page.post(url, posted | {"on": "2-12-2026"})
    assert response.status_code == 409
    assert 'value="2-12-2026"' in response.content.decode()
    assert 'name="revision" value="2"' in response.content.decode()
    contact.refresh_from_db()
    assert contact.appointment_at.day == 1


def test_an_appointment_after_the_latest_date_is_made_and_says_so(page, resident):
    contact = make_follow_up(resident, target_on=TODAY)
    late = contact.latest_on + timedelta(days=3)
    posted = {"revision": 1, "on": f"{late:%d-%m-%Y}", "at": "10:30", "channel": "in_person", "place": "home"}
    url = reverse("kik_desk:appointment", args=[contact.pk])
    assert "later dan de uiterste datum" in page.post(url, posted, follow=True).content.decode()
    contact.refresh_from_db()
    assert contact.appointment_at
    assert page.post(url, posted | {"revision": 2, "on": "24-11-2027"}).status_code == 409


def test_an_appointment_in_the_past_is_refused(page, resident):
    contact = make_follow_up(resident, target_on=TODAY)
    posted = {"revision": 1, "on": "22-11-2026", "at": "10:30", "channel": "in_person", "place": "home"}
    assert page.post(reverse("kik_desk:appointment", args=[contact.pk]), posted).status_code == 409
    contact.refresh_from_db()
    assert contact.appointment_at is None


def test_a_contact_is_moved(page, resident):
    contact = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:reschedule", args=[contact.pk])
    assert page.post(url, {"revision": 1, "target_on": "1-1-2030"}).status_code == 409
    assert page.post(url, {"revision": 1, "target_on": "2-2-2027"}).status_code == 302
    contact.refresh_from_db()
    assert contact.target_on == date(2027, 2, 2)


def test_the_answer_of_a_partner_is_noted(page, resident, wij):
    referral = Referral.objects.create(
        resident=resident, area=resident.area, coach=resident.coach, partner=wij, handed_over_on=date(2026, 10, 1),
        ask_on=date(2026, 11, 1),
    )  # fmt: skip
    url = reverse("kik_desk:referral", args=[referral.pk])
    assert page.get(url).status_code == 200
    assert page.post(url, {}).status_code == 422
    assert page.post(url, {"step": "started_on"}).status_code == 302
    referral.refresh_from_db()
    assert (referral.started_on, referral.ask_on) == (TODAY, date(2027, 2, 23))


def test_it_goes_back_to_where_one_came_from_and_never_outside(page, resident):
    url = reverse("kik_desk:plan", args=[resident.pk])
    inside = reverse("kik_desk:caseload")
    assert page.post(url, PLAN | {"next_url": inside}).url == inside
    contact = FollowUp.objects.get()
    posted = {"revision": 1, "target_on": "2-2-2027", "next_url": "https://elders.example/"}
    assert page.post(reverse("kik_desk:reschedule", args=[contact.pk]), posted).url == reverse("kik_desk:today")


def test_a_resident_is_offered_to_a_coach_who_says_yes_or_no(page, client, coach, resident):
    other = make_user("coach02", roles=("coach",))
    member = AreaMember.objects.create(area=make_area("West"), user=other)
    url = reverse("kik_desk:hand_over", args=[resident.pk])
    posted = {"to": member.pk, "reason": "verhuisd", "note": "warm gesprek"}
    assert page.post(url, {"to": member.pk}).status_code == 422
    assert page.post(url, posted).status_code == 302
    assert page.post(url, posted).status_code == 409
    waiting = Handover.objects.get()
    resident.refresh_from_db()
    assert (waiting.to_coach, resident.coach) == (other, coach)
    assert resident.client_number in page.get(reverse("kik_desk:today")).content.decode()
    client.force_login(other)
    assert client.post(reverse("kik_desk:handover", args=[waiting.pk, "perhaps"])).status_code == 404
    assert client.post(reverse("kik_desk:handover", args=[waiting.pk, "refuse"])).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "refused"
    assert client.get(url).status_code == 404
    resident.refresh_from_db()
    assert resident.coach == coach
    client.force_login(coach)
    assert "geweigerd" in client.get(reverse("kik_desk:today")).content.decode()  # who proposed it hears the answer


def test_a_resident_is_not_offered_to_their_own_coach_or_a_team_lead(page, coach, resident):
    lead = AreaMember.objects.create(area=make_area("West"), user=make_user("lead"), role="team_lead")
    own = AreaMember.objects.get(user=coach)
    for member in (lead, own):
        url = reverse("kik_desk:hand_over", args=[resident.pk])
        assert page.post(url, {"to": member.pk, "reason": "x"}).status_code == 422
    assert not Handover.objects.exists()
