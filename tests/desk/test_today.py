from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kik_wagtail.desk.row import contact_actions
from kik_wagtail.desk.worklist import worklist_of
from kik_wagtail.follow_up import beeper, services
from kik_wagtail.follow_up.models import Commitment, ContactAttempt, FollowUp, Kind, Outcome
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.models import AreaMember, Handover, Resident
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_follow_up, make_resident, make_user

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db
FETCHED = {"x-requested-with": "XMLHttpRequest"}


def vandaag(page):
    return page.get(reverse("kik_desk:today"))


def text_of(response) -> str:
    return response.content.decode()


def make_call(resident, **values):
    return make_follow_up(resident, target_on=TODAY, kind=Kind.CALL_BACK, channel="phone", **values)


def promise(resident, **values):
    return Commitment.objects.create(
        **{
            "resident": resident,
            "area_id": resident.area_id,
            "coach_id": resident.coach_id,
            "by": "coach",
            "what": "uitzoeken of de laptopregeling kan",
            "made_on": date(2026, 10, 1),
            "due_on": date(2026, 11, 20),
        }
        | values
    )


def test_what_waits_is_shown_with_name_and_number_and_the_access_is_recorded(page, resident):
    make_follow_up(resident, target_on=date(2026, 10, 1))
    response = vandaag(page)
    assert resident.full_name in text_of(response)
    assert resident.client_number in text_of(response)
    assert "no-store" in response["Cache-Control"]
    assert set(AccessRecord.objects.values_list("resident", flat=True)) == {resident.pk}


def test_no_name_stands_in_title_heading_or_breadcrumb(page, resident):
    contact = make_follow_up(resident, target_on=date(2026, 10, 1))
    for url in ("today", "contact", "appointment", "reschedule"):
        args = [] if url == "today" else [contact.pk]
        head, _, body = text_of(page.get(reverse(f"kik_desk:{url}", args=args))).partition("</header>")
        assert "Benali" not in head
        assert "Benali" in body


def test_somebody_else_s_resident_is_not_there(page, resident, stranger):
    make_follow_up(stranger, target_on=date(2026, 10, 1))
    assert stranger.client_number not in text_of(vandaag(page))


@pytest.mark.parametrize("role", ["content_editor", "manager", "functional_administrator", "auditor"])
def test_other_roles_are_sent_away(client, roles, role):
    client.force_login(make_user("someone", roles=(role,)))
    assert vandaag(client).status_code == 302
    assert "kik/vandaag" not in text_of(client.get(reverse("wagtailadmin_home")))


def test_a_superuser_sees_no_resident(client, resident, roles):
    make_follow_up(resident, target_on=date(2026, 10, 1))
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "password"))
    assert resident.client_number not in text_of(vandaag(client))


def test_an_empty_day_names_the_three_longest_unseen(page, area, coach):
    for months in range(1, 6):
        spoken = make_resident(area=area, coach=coach, last_conversation_on=date(2026, months, 1))
        make_follow_up(spoken, target_on=date(2026, 12, 20))
    with as_user(coach):
        worklist = worklist_of(coach, now=NOW)
    assert worklist.is_empty
    assert [row.resident.last_conversation_on.month for row in worklist.unseen] == [1, 2, 3]
    assert vandaag(page).status_code == 200


def test_an_appointment_of_today_stands_once_under_now(resident, coach):
    make_follow_up(resident, target_on=TODAY, appointment_at=NOW + timedelta(hours=1))
    with as_user(coach):
        worklist = worklist_of(coach, now=NOW)
    assert [row.resident for row in worklist.appointments] == [resident]
    assert worklist.beep_count == 0
    assert worklist.waiting == 1


@pytest.mark.parametrize(
    ("now", "there"),
    [
        (datetime(2026, 11, 22, 22, 30, tzinfo=UTC), False),  # 23:30 the evening before
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), True),  # 00:30 of the day itself
        (datetime(2026, 11, 23, 22, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), False),
    ],
)
def test_today_is_the_day_in_groningen(resident, coach, now, there):
    make_follow_up(resident, target_on=TODAY, appointment_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    with as_user(coach):
        worklist = worklist_of(coach, now=now)
    assert bool(worklist.appointments) is there


@pytest.mark.parametrize(("result", "open_after"), [("spoken", False), ("voicemail", True), ("no_answer", True)])
def test_the_result_of_a_call_answers_with_the_row(page, resident, result, open_after):
    call = make_call(resident)
    response = page.post(reverse("kik_desk:attempt", args=[call.pk]), {"result": result}, headers=FETCHED)
    call.refresh_from_db()
    assert call.is_open is open_after
    assert text_of(response).lstrip().startswith("<li")
    assert "kik-rij--klaar" in text_of(response)
    assert ContactAttempt.objects.get().result == result
    assert beeper.counts_of(TODAY, resident.coach)["call_back"] == 0


def test_without_script_the_result_of_a_call_comes_back_to_the_list_which_offers_the_way_back(page, resident):
    call = make_call(resident)
    url = reverse("kik_desk:attempt", args=[call.pk])
    response = page.post(url, {"result": "voicemail", "next_url": reverse("kik_desk:today")}, follow=True)
    assert response.redirect_chain == [(reverse("kik_desk:today"), 302)]
    assert reverse("kik_desk:undo_attempt", args=[ContactAttempt.objects.get().pk]) in text_of(response)


def test_a_call_is_undone_within_a_quarter_of_an_hour_and_not_later(page, resident, clock):
    call = make_call(resident)
    page.post(reverse("kik_desk:attempt", args=[call.pk]), {"result": "spoken"}, headers=FETCHED)
    undo = reverse("kik_desk:undo_attempt", args=[ContactAttempt.objects.get().pk])
    clock.move_to(NOW + timedelta(minutes=16))
    assert page.post(undo, headers=FETCHED).status_code == 409
    assert ContactAttempt.objects.exists()
    clock.move_to(NOW + timedelta(minutes=14))
    assert page.post(undo, headers=FETCHED).status_code == 200
    call.refresh_from_db()
    assert call.is_open
    assert not ContactAttempt.objects.exists()


def test_two_presses_on_spoken_are_one_conversation(page, resident):
    call = make_call(resident)
    url = reverse("kik_desk:attempt", args=[call.pk])
    assert page.post(url, {"result": "spoken"}, headers=FETCHED).status_code == 200
    assert page.post(url, {"result": "spoken"}, headers=FETCHED).status_code == 409
    assert ContactAttempt.objects.count() == 1


def test_a_promise_is_ticked_off_once(page, resident):
    kept = promise(resident)
    url = reverse("kik_desk:commitment_done", args=[kept.pk])
    for _press in range(2):
        assert page.post(url, headers=FETCHED).status_code == 200
    kept.refresh_from_db()
    assert kept.done_by == resident.coach
    assert beeper.counts_of(TODAY, resident.coach)["commitment_overdue"] == 0


def test_a_promise_that_was_ticked_off_by_mistake_comes_back(page, resident):
    kept = promise(resident)
    row = page.post(reverse("kik_desk:commitment_done", args=[kept.pk]), headers=FETCHED)
    back = reverse("kik_desk:undo_commitment", args=[kept.pk])
    assert back in text_of(row)
    assert reverse("kik_desk:commitment_done", args=[kept.pk]) in text_of(page.post(back, headers=FETCHED))
    assert page.post(back, headers=FETCHED).status_code == 409
    assert beeper.counts_of(TODAY, resident.coach)["commitment_overdue"] == 1


def test_a_promise_for_today_is_shown_and_does_not_beep(page, coach, resident):
    promise(resident, due_on=TODAY)
    shown = vandaag(page)
    assert "Beloofd voor vandaag" in text_of(shown)
    assert "laptopregeling" in text_of(shown)
    assert shown.context["list"].counts["commitment_overdue"] == 0


def test_the_way_to_an_appointment_is_a_link_only_where_the_site_allows_it(page, resident, settings):
    make_follow_up(resident, target_on=TODAY, appointment_at=NOW + timedelta(hours=1))
    assert "Route erheen" not in text_of(vandaag(page))
    settings.KIK_WAGTAIL_DIRECTIONS_URL = "https://maps.example/?to={address}"
    shown = text_of(vandaag(page))
    assert 'href="https://maps.example/?to=Korreweg%2012%2C%209715%20AB%20Groningen"' in shown
    assert shown.count("maps.example") == 1
    FollowUp.objects.update(channel="phone")
    assert "maps.example" not in text_of(vandaag(page))


def test_a_beep_that_a_host_site_registered_stands_in_the_list(page, resident, monkeypatch):
    kind = beeper.BeepKind("hosts_own", "eigen signaal", lambda day: Resident.objects.all(), resident="id")
    monkeypatch.setitem(beeper.BY_CODE, "hosts_own", replace(kind, since="pk"))
    assert "eigen signaal" in text_of(vandaag(page))
    assert resident.client_number in text_of(page.get(reverse("kik_desk:beeps", args=["hosts_own"])))


def test_a_report_that_was_begun_waits_until_it_is_finished(page, coach, resident):
    contact = make_follow_up(resident, target_on=TODAY + timedelta(days=60))
    services.save_draft(follow_up=contact, values={"q": ["half"]}, user=coach, now=NOW, seen_at=None)
    shown = text_of(page.get(reverse("kik_desk:today")))
    assert "Verslagen die niet af zijn" in shown
    assert "bewaard vandaag 10:00" in shown
    FollowUp.objects.filter(pk=contact.pk).update(outcome="not_reached", closed_at=NOW)
    assert "Verslagen die niet af zijn" not in text_of(page.get(reverse("kik_desk:today")))


def test_the_caseload_says_what_comes_next(page, resident):
    url = reverse("kik_desk:caseload")
    shown = text_of(page.get(url))
    assert "niets gepland" in shown
    assert "elke 12 maanden" in shown
    assert "12 maanden op 21 mei 2027, over 5 maanden" in shown
    make_follow_up(resident, target_on=date(2027, 2, 24))
    assert "week van 22 februari 2027" in text_of(page.get(url))


def test_the_asked_coach_accepts_a_handover_and_nobody_else(page, client, coach, area):
    giver = make_user("coach02", roles=("coach",))
    west = make_area("West", giver)
    moved = make_resident(area=west, coach=giver)
    handover = Handover.objects.create(
        resident=moved, area=west, from_coach=giver, to_coach=coach, from_area=west, to_area=area, reason="verhuisd",
        proposed_at=NOW,
    )  # fmt: skip
    url = reverse("kik_desk:handover", args=[handover.pk, "accept"])
    client.force_login(giver)
    assert client.post(url).status_code == 404
    page.force_login(coach)
    assert moved.client_number in text_of(vandaag(page))
    assert page.post(url).status_code == 302
    moved.refresh_from_db()
    assert (moved.coach, moved.area) == (coach, area)


def test_foreign_ids_are_not_found_and_nothing_changes(page, stranger):
    contact = make_follow_up(stranger, target_on=date(2026, 10, 1))
    call = make_call(stranger)
    theirs = promise(stranger)
    attempts = [
        ("contact", contact.pk), ("appointment", contact.pk), ("reschedule", contact.pk), ("draft", contact.pk),
        ("note", contact.pk), ("attempt", call.pk), ("commitment_done", theirs.pk), ("plan", stranger.pk),
        ("resident", stranger.pk),
    ]  # fmt: skip
    for name, pk in attempts:
        url = reverse(f"kik_desk:{name}", args=[pk])
        assert page.post(url, {"result": "spoken"}).status_code in (404, 405), name
        assert page.get(url).status_code in (302, 404), name  # a POST-only address leads back to Vandaag
    assert not ContactAttempt.objects.exists()
    assert not AccessRecord.objects.exists()
    theirs.refresh_from_db()
    assert theirs.done_at is None


def _fill(area, coach, number):
    """`number` of every kind."""
    for at in range(number):
        kinds = [
            {"target_on": date(2026, 10, 1)},
            {"target_on": TODAY},
            {"target_on": TODAY, "initiative": "resident", "resident_by": date(2026, 11, 16)},
            {"target_on": TODAY, "appointment_at": NOW + timedelta(minutes=at)},
        ]
        for values in kinds:
            resident = make_resident(area=area, coach=coach, last_conversation_on=date(2026, 1, 1))
            make_follow_up(resident, **values)
            make_call(resident)
            promise(resident)
        make_resident(area=area, coach=coach, last_conversation_on=date(2026, 2, 1))


def _queries(page) -> list[str]:
    with CaptureQueriesContext(connection) as found:
        assert vandaag(page).status_code == 200
    queries = [query["sql"] for query in found]
    return [sql for sql in queries if "accessrecord" not in sql]  # SQLite inserts those some 90 at a time


def test_as_many_queries_for_five_rows_as_for_three_hundred(page, area, coach):
    make_follow_up(make_resident(area=area, coach=coach), target_on=TODAY)
    vandaag(page)  # warm: content types, the site
    _fill(area, coach, 1)
    few = _queries(page)
    _fill(area, coach, 60)
    many = _queries(page)
    assert len(many) == len(few)


def test_a_long_kind_is_capped_and_says_how_many_more(area, coach):
    _fill(area, coach, 30)
    with as_user(coach):
        worklist = worklist_of(coach, now=NOW)
        counts = beeper.counts_of(TODAY, coach)
    for part in worklist.beeps:
        assert len(part.rows) + part.more == part.count
    overdue = worklist.beeps[0]
    assert (len(overdue.rows), overdue.more, counts["overdue"]) == (20, 10, 30)


@pytest.mark.parametrize("code", list(beeper.BY_CODE))
def test_every_counter_equals_the_list_behind_it(page, area, coach, code):
    _fill(area, coach, 3)
    with as_user(coach):
        counted = beeper.counts_of(TODAY, coach)[code]
    response = page.get(reverse("kik_desk:beeps", args=[code]))
    assert text_of(response).count('data-kik-worklist-target="row"') == counted
    assert page.get(reverse("kik_desk:beeps", args=["nonsense"])).status_code == 404


def test_a_list_goes_on_to_its_next_page(page, area, coach):
    for _number in range(53):
        make_resident(area=area, coach=coach)
    url = reverse("kik_desk:beeps", args=["nothing_planned"])
    assert text_of(page.get(url)).count('data-kik-worklist-target="row"') == 50
    assert text_of(page.get(url, {"p": 2})).count('data-kik-worklist-target="row"') == 3


def test_home_and_menu_tell_the_coach_what_waits(page, resident):
    make_follow_up(resident, target_on=date(2026, 10, 1))
    home = text_of(page.get(reverse("wagtailadmin_home")))
    assert "kik-paneel" in home
    assert reverse("kik_desk:beeps", args=["overdue"]) in home
    assert "Benali" not in home
    assert resident.client_number not in home


def test_a_team_lead_reads_a_contact_and_may_not_write(client, resident, area, roles):
    lead = make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=lead, role="team_lead")
    client.force_login(lead)
    contact = make_follow_up(resident, target_on=date(2026, 10, 1))
    url = reverse("kik_desk:contact", args=[contact.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"outcome": "held", "next": "agreed", "months": "3"}).status_code == 302
    for name in ("appointment", "reschedule", "draft"):
        assert client.post(reverse(f"kik_desk:{name}", args=[contact.pk])).status_code == 302
    contact.refresh_from_db()
    assert contact.outcome == Outcome.OPEN


def test_who_may_not_plan_reads_what_is_known_of_a_resident_instead(client, resident, area, roles):
    lead = make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=lead, role="team_lead")
    client.force_login(lead)
    known = reverse("kik_residents_modeladmin_inspect", args=[resident.pk])
    assert client.get(reverse("kik_desk:resident", args=[resident.pk])).url == known


def test_nothing_is_said_to_be_forgotten_only_where_that_is_so(page, resident):
    assert "Niet vergeten" in text_of(page.get(reverse("kik_desk:today")))
    make_follow_up(resident, target_on=date(2027, 2, 1))
    assert "Niets vergeten" in text_of(page.get(reverse("kik_desk:today")))


def test_the_list_of_residents_leads_to_the_contact(page, resident):
    url = reverse("kik_desk:resident", args=[resident.pk])
    for name in ("index", "edit", "inspect"):
        args = [] if name == "index" else [resident.pk]
        assert url in text_of(page.get(reverse(f"kik_residents_modeladmin_{name}", args=args)))


def test_a_menu_calls_an_appointment_what_it_is(resident):
    contact = make_follow_up(resident, target_on=TODAY)
    without = {str(action.label) for action in contact_actions(contact)}
    contact.appointment_at = NOW
    made = {str(action.label) for action in contact_actions(contact)}
    with translation.override("nl"):
        assert translation.gettext("Make an appointment") in without - made
        assert translation.gettext("Move the appointment") in made - without


def test_the_residents_address_leads_to_the_open_conversation_or_to_planning(page, resident):
    url = reverse("kik_desk:resident", args=[resident.pk])
    assert page.get(url).url == reverse("kik_desk:plan", args=[resident.pk])
    contact = make_follow_up(resident, target_on=TODAY)
    assert page.get(url).url == reverse("kik_desk:contact", args=[contact.pk])
    assert FollowUp.objects.count() == 1
    assert Resident.objects.count() == 1
