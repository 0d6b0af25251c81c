from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from kik_wagtail.follow_up.models import CalendarFeed, FollowUp, WorkingWeek
from kik_wagtail.follow_up.services import make_feed
from kik_wagtail.residents.models import AreaMember
from kik_wagtail.residents.services import hand_over_at_once
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.snippets.models import ClosingDay, Place
from tests.factories import closed, make_area, make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest: Monday 10:00
TODAY = date(2026, 11, 23)
WEEK = "/admin/kik/agenda/"


def meeting(resident, *, day: date = TODAY, hour: int = 12, **values) -> FollowUp:
    """`hour` in UTC; an hour later in Groningen."""
    at = datetime(day.year, day.month, day.day, hour, 0, tzinfo=UTC)
    return make_follow_up(resident, target_on=day, **{"appointment_at": at, "minutes": 45} | values)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_week_shows_appointments_with_their_hours_and_what_is_free(page, resident):
    meeting(resident)
    shown = text_of(page.get(WEEK))
    assert "13:00–13:45" in shown
    assert resident.full_name in shown
    assert "09:00–13:00, 13:45–17:00" in shown


def test_hours_that_a_coach_wrote_down_are_those_that_are_free(page, coach, resident):
    assert page.post(reverse("kik_desk:my_calendar"), {"hours": "ma di 10:00-12:00"}).status_code == 302
    shown = text_of(page.get(WEEK))
    assert shown.count("10:00–12:00") == 2
    assert "09:00" not in shown


def test_hours_that_cannot_be_read_are_told_and_kept_on_the_screen(page, coach):
    answer = page.post(reverse("kik_desk:my_calendar"), {"hours": "maandag 9-17"})
    assert answer.status_code == 422
    assert "‘maandag 9-17’ is niet te lezen" in text_of(answer)
    assert not WorkingWeek.objects.exists()


def test_a_closed_day_has_no_free_hours(page, coach):
    ClosingDay.objects.create(date=date(2026, 11, 25), name="Sluitingsdag")
    shown = text_of(page.get(WEEK))
    assert shown.count("09:00–17:00") == 4
    assert shown.count(">dicht<") + shown.count("gesloten") == 1


def test_what_has_no_hour_yet_stands_below_the_week_with_a_way_to_make_it(page, resident):
    planned = make_follow_up(resident, target_on=date(2026, 11, 26))
    shown = text_of(page.get(WEEK))
    assert reverse("kik_desk:appointment", args=[planned.pk]) in shown
    assert reverse("kik_desk:appointment", args=[planned.pk]) not in text_of(page.get(f"{WEEK}?day=30-11-2026"))


def test_a_cancelled_appointment_takes_no_place(page, resident):
    meeting(resident, **closed("cancelled_by_us", NOW))
    assert "13:00–13:45" not in text_of(page.get(WEEK))


def test_a_team_agenda_shows_colleagues_and_only_of_the_own_team(page, area, coach, stranger):
    colleague = make_user("coach02", roles=("coach",), first_name="Noor", last_name="Smit")
    AreaMember.objects.create(area=area, user=colleague)
    theirs = make_resident(area=area, coach=colleague, first_name="Aad", surname="Vos")
    meeting(theirs)
    meeting(stranger)
    assert "Aad Vos" not in text_of(page.get(WEEK))
    shown = text_of(page.get(f"{WEEK}?team={area.pk}"))
    assert "Aad Vos" in shown
    assert "Noor Smit" in shown
    assert stranger.full_name not in shown
    assert page.get(f"{WEEK}?team={stranger.area_id}").status_code == 404
    assert page.get(f"{WEEK}?team=x").status_code == 404


@pytest.mark.parametrize("asked", ["", "nonsense", "31-02-2026", "01-01-0001", "31-12-9999"])
def test_a_day_that_cannot_be_shown_gives_the_present_week_and_month(page, coach, asked):
    assert "23 november" in text_of(page.get(WEEK, {"day": asked}))
    assert "November 2026" in text_of(page.get(reverse("kik_desk:agenda_month"), {"day": asked}))


def test_in_the_weekend_the_agenda_opens_with_the_week_that_comes(page, clock, coach):
    clock.shift(timedelta(days=-1))  # a Sunday
    assert "23 november" in text_of(page.get(WEEK))


def test_the_week_of_the_clock_change_shows_wall_clock_hours(page, resident):
    meeting(resident, day=date(2027, 3, 29), hour=8)  # the Monday after: two hours from UTC
    assert "10:00–10:45" in text_of(page.get(f"{WEEK}?day=29-03-2027"))


def test_a_month_counts_appointments_per_day_and_leads_to_the_week(page, resident):
    meeting(resident, day=date(2026, 11, 30))
    shown = text_of(page.get(reverse("kik_desk:agenda_month")))
    assert '?day=30-11-2026"><b>30</b><span class="kik-maand__tel">1 afspraak</span>' in shown
    assert shown.count("kik-maand__tel") == 1


@pytest.mark.parametrize("name", ["agenda", "agenda_month"])
def test_an_agenda_asks_as_much_for_many_as_for_few(page, area, coach, django_assert_max_num_queries, name):
    counts = []
    for number in (3, 25):
        for _one in range(number):
            meeting(make_resident(area=area, coach=coach))
            make_follow_up(make_resident(area=area, coach=coach), target_on=TODAY)
        with django_assert_max_num_queries(30) as asked:
            page.get(reverse(f"kik_desk:{name}"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


# what speaks against an appointment


def appointment(follow_up: FollowUp, **values) -> dict[str, str]:
    typed = {"on": "24-11-2026", "at": "14:00", "minutes": "60", "channel": "in_person", "place": "home"}
    return typed | {"revision": str(follow_up.revision)} | values


def test_an_appointment_at_the_same_time_is_asked_once_and_made_at_the_second_press(page, area, coach, resident):
    meeting(make_resident(area=area, coach=coach), day=date(2026, 11, 24), hour=13)
    planned = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:appointment", args=[planned.pk])
    asked = page.post(url, appointment(planned))
    assert asked.status_code == 422
    assert "heeft de coach al een andere afspraak" in text_of(asked)
    planned.refresh_from_db()
    assert planned.appointment_at is None
    assert page.post(url, appointment(planned, warned="overlap")).status_code == 302
    planned.refresh_from_db()
    assert planned.appointment_at == datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


def test_another_warning_than_the_one_seen_is_asked_anew(page, area, coach, resident):
    meeting(make_resident(area=area, coach=coach), day=date(2026, 11, 24), hour=13)
    planned = make_follow_up(resident, target_on=TODAY)
    answer = page.post(
        reverse("kik_desk:appointment", args=[planned.pk]), appointment(planned, warned="closed_day outside_hours")
    )
    assert answer.status_code == 422


def test_a_full_or_closed_place_is_said_and_a_conversation_of_a_colleague_counts(page, area, coach, resident):
    place = Place.objects.create(
        code="poort",
        title="De Poort",
        kind="neighbourhood",
        area=area,
        live=True,
        rooms=1,
        opening_hours="di 9:00-15:00",
    )
    colleague = make_user("coach02", roles=("coach",))
    meeting(make_resident(area=area, coach=colleague), day=date(2026, 11, 24), hour=13, place=place)
    planned = make_follow_up(resident, target_on=TODAY)
    answer = page.post(
        reverse("kik_desk:appointment", args=[planned.pk]), appointment(planned, place=str(place.pk), at="14:30")
    )
    shown = text_of(answer)
    assert "Alle kamers van deze plek" in shown
    assert "De plek is op dit tijdstip dicht" in shown
    assert "andere afspraak" not in shown


def test_how_long_it_takes_is_kept_and_offered_when_it_moves(page, resident):
    planned = make_follow_up(resident, target_on=TODAY, minutes=50)
    url = reverse("kik_desk:appointment", args=[planned.pk])
    assert '<option value="50" selected>50 minuten</option>' in text_of(page.get(url))
    page.post(url, appointment(planned, minutes="90"))
    planned.refresh_from_db()
    assert planned.minutes == 90


def test_a_place_says_how_many_come_once_there_are_enough_appointments(page, area, coach, resident):
    place = Place.objects.create(code="poort", title="De Poort", kind="neighbourhood", area=area, live=True)
    planned = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:appointment", args=[planned.pk])
    for number in range(10):
        outcome = "held" if number < 8 else "no_show"
        day = TODAY - timedelta(days=30)
        meeting(
            make_resident(area=area, coach=coach), day=day, place=place, **closed(outcome, NOW - timedelta(days=30))
        )
        said = "De Poort (80% komt)" in text_of(page.get(url))
        assert said is (number == 9)


# outside the intranet


def feed_url(token: str) -> str:
    return reverse("kik_feeds:agenda", args=[token])


def events(answer) -> list:
    return Calendar.from_ical(answer.content).walk("VEVENT")


@pytest.fixture
def token(coach):
    return make_feed(user=coach, now=NOW)


def test_a_feed_tells_initials_hours_and_a_link_and_nothing_else(client, token, resident):
    planned = meeting(resident, day=date(2027, 3, 29), hour=8)
    answer = client.get(feed_url(token))
    event = events(answer)[0]
    assert str(event["summary"]) == "S.B."
    assert event["dtstart"].dt.isoformat() == "2027-03-29T10:00:00+02:00"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=45)
    assert str(event["url"]).endswith(reverse("kik_desk:contact", args=[planned.pk]))
    assert set(event) == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS"}
    assert Calendar.from_ical(answer.content).walk("VTIMEZONE")
    assert b"Fatima" not in answer.content
    assert b"Benali" not in answer.content


@pytest.mark.parametrize(
    ("day", "hours_from_utc"),
    [(date(2026, 10, 24), 2), (date(2026, 10, 26), 1), (date(2027, 3, 27), 1), (date(2027, 3, 29), 2)],
    ids=str,
)
def test_the_zone_that_a_feed_brings_along_knows_when_the_clocks_change(
    client, clock, token, resident, day, hours_from_utc
):
    """A calendar program goes by VTIMEZONE, not by what it knows of Amsterdam."""
    clock.move_to(datetime(2026, 10, 20, 9, 0, tzinfo=UTC))
    meeting(resident, day=day, hour=8)
    answer = client.get(feed_url(token))
    zone = Calendar.from_ical(answer.content).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    start = events(answer)[0]["dtstart"].dt
    assert start.astimezone(UTC).hour == 8
    assert start.replace(tzinfo=zone).utcoffset() == timedelta(hours=hours_from_utc)


def test_a_moved_appointment_keeps_its_uid_and_counts_up(client, token, resident):
    planned = meeting(resident)
    before = events(client.get(feed_url(token)))[0]
    FollowUp.objects.filter(pk=planned.pk).update(revision=2, appointment_at=NOW + timedelta(days=2))
    after = events(client.get(feed_url(token)))[0]
    assert before["uid"] == after["uid"]
    assert int(after["sequence"]) > int(before["sequence"])


def test_who_was_shown_by_a_feed_is_recorded_once_a_day(client, clock, token, coach, resident):
    meeting(resident)
    for _poll in range(3):
        client.get(feed_url(token))
    assert AccessRecord.objects.filter(user_id=coach.pk, resident=resident.pk, origin="feed").count() == 1
    clock.shift(timedelta(days=1))
    client.get(feed_url(token))
    assert AccessRecord.objects.filter(user_id=coach.pk, resident=resident.pk, origin="feed").count() == 2


def test_an_address_that_was_renewed_ended_or_is_of_somebody_who_left_is_not_found(client, page, coach, token):
    assert client.get(feed_url(token)).status_code == 200
    answer = page.post(reverse("kik_desk:my_calendar"), {"do": "make_feed"})
    assert token not in text_of(answer)
    assert client.get(feed_url(token)).status_code == 404
    newer = make_feed(user=coach, now=NOW)
    coach.is_active = False
    coach.save()
    assert client.get(feed_url(newer)).status_code == 404
    coach.is_active = True
    coach.save()
    page.force_login(coach)
    page.post(reverse("kik_desk:my_calendar"), {"do": "end_feed"})
    assert client.get(feed_url(newer)).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_the_address_is_shown_once_and_kept_as_a_digest_only(page, coach):
    answer = page.post(reverse("kik_desk:my_calendar"), {"do": "make_feed"})
    token = answer.context["address"].rsplit("/", 1)[1].removesuffix(".ics")
    assert page.get(answer.context["address"].removeprefix("http://testserver")).status_code == 200
    assert token not in text_of(page.get(reverse("kik_desk:my_calendar")))
    assert token not in CalendarFeed.objects.get().digest


def test_after_a_handover_the_feed_of_the_old_coach_shows_the_resident_no_more(client, token, coach, resident):
    meeting(resident)
    new = make_user("coach50", roles=("coach",))
    west = make_area("West", new)
    hand_over_at_once(resident=resident, to_coach=new, to_area=west, reason="verhuisd", user=None, now=NOW)
    assert events(client.get(feed_url(token))) == []


def test_one_appointment_is_a_file_for_who_may_see_it(page, resident, stranger):
    planned = meeting(resident)
    answer = page.get(reverse("kik_desk:appointment_file", args=[planned.pk]))
    assert [str(event["summary"]) for event in events(answer)] == ["S.B."]
    theirs = meeting(stranger)
    assert page.get(reverse("kik_desk:appointment_file", args=[theirs.pk])).status_code == 404
    without = make_follow_up(make_resident(area=resident.area, coach=resident.coach), target_on=TODAY)
    assert page.get(reverse("kik_desk:appointment_file", args=[without.pk])).status_code == 404


# planning with a day and an hour warns as making an appointment does


@pytest.mark.parametrize("name", ["plan", "contact"])
def test_a_next_contact_with_an_hour_is_warned_for_once_and_planned_at_the_second_press(
    page, area, coach, resident, name
):
    meeting(make_resident(area=area, coach=coach), day=date(2026, 12, 1), hour=9)
    values = {"next": "agreed", "months": "6", "on": "01-12-2026", "at": "10:15", "kind": "follow_up"}
    values |= {"channel": "in_person", "place": "home", "initiative": "coach", "outcome": "no_show"}
    planned = make_follow_up(resident, target_on=TODAY) if name == "contact" else None
    url = reverse(f"kik_desk:{name}", args=[planned.pk if planned else resident.pk])
    asked = page.post(url, values)
    assert asked.status_code == 422
    assert "Op dit tijdstip heeft de coach al een andere afspraak." in text_of(asked)
    assert 'name="warned" value="overlap"' in text_of(asked)
    assert page.post(url, values | {"warned": "overlap"}).status_code == 302
    made = FollowUp.objects.open().conversations().get(resident=resident)
    assert made.appointment_at == datetime(2026, 12, 1, 9, 15, tzinfo=UTC)


def test_a_term_without_an_hour_is_not_warned_for(page, resident):
    values = {"next": "agreed", "months": "6", "kind": "follow_up", "channel": "in_person", "place": "home"}
    values |= {"initiative": "coach"}
    assert page.post(reverse("kik_desk:plan", args=[resident.pk]), values).status_code == 302


# free hours


def test_an_appointment_is_chosen_from_the_free_hours_of_the_coach(page, area, coach, resident):
    WorkingWeek.objects.create(user=coach, hours="di 9:00-12:00")
    meeting(make_resident(area=area, coach=coach), day=date(2026, 11, 24), hour=9)  # Tuesday 10:00 to 10:45
    planned = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:appointment", args=[planned.pk])
    shown = page.get(url)
    assert [day.date for day in shown.context["free"]] == [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]
    assert [span.words for span in shown.context["free"][0].spans] == ["09:00–10:00", "10:45–12:00"]
    chosen = page.get(f"{url}?{shown.context['free'][0].spans[1].query}")
    assert 'value="24-11-2026"' in text_of(chosen)
    assert 'value="10:45"' in text_of(chosen)


def test_an_hour_that_has_begun_is_not_offered(page, coach, resident):
    WorkingWeek.objects.create(user=coach, hours="ma 9:00-17:00")  # it is Monday 10:00
    planned = make_follow_up(resident, target_on=TODAY)
    shown = page.get(reverse("kik_desk:appointment", args=[planned.pk]))
    assert shown.context["free"][0].date == date(2026, 11, 30)


@pytest.mark.parametrize("typed", ["on=31-02-2027&at=25:00", "on=%00&at=x", "on=1-1-0001"])
def test_an_address_with_a_wrong_day_or_hour_is_refused_when_it_is_saved(page, resident, typed):
    planned = make_follow_up(resident, target_on=TODAY)
    url = reverse("kik_desk:appointment", args=[planned.pk])
    assert page.get(f"{url}?{typed}").status_code == 200
    assert page.post(url, appointment(planned, on="31-02-2027")).status_code == 422


def test_a_team_agenda_says_who_has_room_that_day(page, area, coach, resident):
    noor = make_user("coach02", roles=("coach",), first_name="Noor", last_name="Visser")
    AreaMember.objects.create(area=area, user=noor)
    WorkingWeek.objects.create(user=noor, hours="di 9:00-12:00")
    meeting(resident, day=date(2026, 11, 24), hour=9)
    tuesday = page.get(f"{WEEK}?team={area.pk}").context["days"][1]
    assert tuesday.free == [("coach01", "09:00–10:00, 10:45–17:00"), ("Noor Visser", "09:00–12:00")]
