from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import (
    Commitment,
    ConversationReport,
    FollowUp,
    Kind,
    NoNextContact,
    Outcome,
    Referral,
    ReportNote,
)
from kik_wagtail.residents.models import AreaMember
from kik_wagtail.snippets.models import GuideVersion
from kik_wagtail.workdays.calendar import DutchCalendar
from tests.factories import make_follow_up, make_resident, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest
TODAY = date(2026, 11, 23)
AGREED = {"next": "agreed", "months": "3", "kind": "follow_up", "channel": "in_person", "place": "home"}
HELD = {"outcome": "held", "held_on": "23-11-2026"} | AGREED


@pytest.fixture
def contact(resident):
    return make_follow_up(resident, target_on=TODAY)


@pytest.fixture
def url(contact):
    return reverse("kik_desk:contact", args=[contact.pk])


def text_of(response) -> str:
    return response.content.decode()


def test_the_whole_screen_is_saved_in_one_go(page, url, contact, resident, guide, stadjerspas, wij):
    posted = HELD | {
        "guide": guide.pk, "q_nu": "Gaat goed", "q_tevreden": "7", "q_gebied": ["werk", "geld"], "q_cursus": "yes",
        "q_start": "3-1-27", "is_active": "yes", "wishes": ["more_active"], "way": "alone", "partner": wij.pk,
        "provisions": [stadjerspas.pk], "grade_conversation": "8", "grade_initiative": "7", "initiative": "resident",
        "own_date": "1-3-2027", "c_by": ["coach", "resident"], "c_what": ["laptopregeling uitzoeken", "rooster"],
        "c_due": ["7-12-2026", "22/02/27"],
    }  # fmt: skip
    response = page.post(url, posted)
    assert response.url == reverse("kik_desk:today")
    contact.refresh_from_db()
    report = contact.report
    assert (contact.outcome, contact.held_on, contact.closed_by) == ("held", TODAY, resident.coach)
    assert report.guide_version == guide
    assert report.answers == {
        "nu": "Gaat goed", "tevreden": "7", "gebied": ["werk", "geld"], "cursus": "yes", "start": "2027-01-03",
    }  # fmt: skip
    assert (report.is_active, report.wishes, report.way) == (True, ["more_active"], "alone")
    assert (report.grade_conversation, report.grade_initiative) == (8, 7)
    assert list(report.provisions.all()) == [stadjerspas]
    promised = list(Commitment.objects.order_by("pk").values_list("resident_id", "by", "what", "due_on"))
    assert promised == [
        (resident.pk, "coach", "laptopregeling uitzoeken", date(2026, 12, 7)),
        (resident.pk, "resident", "rooster", date(2027, 2, 22)),
    ]
    assert Referral.objects.get().partner == wij
    planned = FollowUp.objects.get(outcome="")
    assert (planned.target_on, planned.initiative, planned.resident_by) == (
        date(2027, 2, 23), "resident", date(2027, 3, 1),
    )  # fmt: skip
    resident.refresh_from_db()
    assert resident.last_conversation_on == TODAY


def test_without_a_next_contact_it_is_refused_and_nothing_typed_is_lost(page, url, contact, guide):
    posted = {name: value for name, value in HELD.items() if name != "next"}
    posted |= {
        "guide": guide.pk,
        "q_nu": "Heel bijzonder verhaal",
        "c_by": "coach",
        "c_what": "bellen",
        "c_due": "1-12-2026",
    }
    response = page.post(url, posted)
    assert response.status_code == 422
    assert 'href="#id_next"' in text_of(response)
    assert "Heel bijzonder verhaal" in text_of(response)
    assert "bellen</textarea>" in text_of(response)
    contact.refresh_from_db()
    assert contact.is_open
    assert not ConversationReport.objects.exists()
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"months": "13"}, "id_months"),
        ({"months": ""}, "id_months"),
        ({"months": "drie"}, "id_months"),
        ({"months": "", "on": "31-02-2027"}, "id_on"),
        ({"months": "", "on": "1-1-2029"}, "id_on"),
        ({"months": "", "on": "22-11-2026"}, "id_on"),
        ({"at": "10:00"}, "id_on"),
        ({"on": "1-2-2027", "at": "25:00"}, "id_at"),
        ({"next": "none"}, "id_reason"),
        ({"next": "none", "reason": "abroad", "until": "24-11-2027"}, "id_until"),
        ({"next": "none", "reason": "abroad", "until": "22-11-2026"}, "id_until"),
        ({"next": "none", "reason": "abroad", "until": "morgen"}, "id_until"),
        ({"held_on": "24-11-2026"}, "id_held_on"),
        ({"outcome": "declined"}, "id_refusal_reason"),
        ({"outcome": "nonsense"}, "id_outcome"),
        ({"place": "999999"}, "id_place"),
        ({"q_tevreden": "11"}, "id_q_tevreden"),
        ({"q_start": "gisteren"}, "id_q_start"),
        ({"partner": "999999"}, "id_partner"),
        ({"c_by": "coach", "c_what": "bellen", "c_due": ""}, "id_c0_c_due"),
        ({"c_by": "coach", "c_what": "bellen", "c_due": "straks"}, "id_c0_c_due"),
    ],
)
def test_a_mistake_is_named_with_a_link_to_its_field(page, url, contact, guide, wrong, field):
    response = page.post(url, HELD | {"guide": guide.pk} | wrong)
    assert response.status_code == 422
    assert f'href="#{field}"' in text_of(response)
    assert f'id="{field}"' in text_of(response)
    contact.refresh_from_db()
    assert contact.is_open


def test_all_mistakes_are_named_at_once(page, url, contact):
    wrong = {"held_on": "24-11-2026", "c_by": "coach", "c_what": "bellen", "c_due": "31-02-2027", "months": "13"}
    shown = text_of(page.post(url, HELD | wrong))
    assert all(f'href="#{field}"' in shown for field in ("id_held_on", "id_c0_c_due", "id_months"))


def test_the_message_says_the_next_contact_and_an_appointment_offers_its_letter(page, url, contact, resident):
    shown = text_of(page.post(url, HELD | {"months": "", "on": "15-12-2026", "at": "9:30"}, follow=True))
    planned = FollowUp.objects.open().conversations().get(resident=resident)
    assert "dinsdag 15 december 2026 09:30" in shown
    assert reverse("kik_letters:new", args=[planned.pk]) in shown


def test_a_closed_contact_says_why_nothing_came_next(page, client, url, contact, area):
    reasons = {"refusal_reason": "not_now", "next": "none", "reason": "abroad", "until": "1-3-2027"}
    page.post(url, HELD | {"outcome": "declined"} | reasons)
    shown = text_of(page.get(url))
    assert "langere tijd weg" in shown
    assert "1 maart 2027" in shown
    assert "Kan nu niet" in shown
    colleague = make_user("coach03", roles=("coach",))
    AreaMember.objects.create(area=area, user=colleague)
    client.force_login(colleague)
    assert "an nu niet" not in text_of(client.get(url))  # health: for the own coach and the team lead


def test_a_mistake_in_the_part_that_was_not_chosen_does_not_matter(page, url, contact):
    posted = HELD | {"next": "none", "months": "99", "on": "x", "reason": "abroad", "until": "1-3-2027"}
    assert page.post(url, posted).status_code == 302
    assert NoNextContact.objects.get().until_on == date(2027, 3, 1)
    assert not FollowUp.objects.open().exists()


@pytest.mark.parametrize("outcome", ["no_show", "cancelled_by_resident", "cancelled_by_us", "not_reached", "declined"])
def test_a_contact_that_was_not_held_keeps_no_report_but_asks_the_next_one(page, url, contact, resident, outcome):
    page.post(reverse("kik_desk:draft", args=[contact.pk]), {"q_nu": "een begin"})
    posted = HELD | {"outcome": outcome, "refusal_reason": "no_need", "c_what": "x", "is_active": "nonsense"}
    assert page.post(url, {name: value for name, value in posted.items() if name != "next"}).status_code == 422
    assert page.post(url, posted).status_code == 302
    contact.refresh_from_db()
    assert (contact.outcome, contact.held_on) == (outcome, None)
    assert contact.refusal_reason == ("no_need" if outcome == "declined" else "")
    assert not ConversationReport.objects.exists()
    assert not Commitment.objects.exists()
    assert FollowUp.objects.open().count() == 1
    resident.refresh_from_db()
    assert resident.last_conversation_on == date(2026, 5, 21)


def test_two_presses_save_once_and_the_second_says_so(page, url, contact):
    page.post(url, HELD)
    response = page.post(url, HELD, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert response.status_code == 200
    assert FollowUp.objects.count() == 2
    assert ConversationReport.objects.count() == 1


def test_whom_a_colleague_was_ahead_of_keeps_the_text_on_the_screen(page, url, contact, area):
    colleague = make_user("coach02", roles=("coach",))
    services.close_follow_up(
        follow_up=contact,
        outcome=Outcome.NO_SHOW,
        next_contact=services.NextContact(months=3),
        user=colleague,
        now=NOW,
        calendar=DutchCalendar(),
    )
    response = page.post(url, HELD | {"q_nu": "x", "c_what": "niet kwijtraken", "c_by": "coach", "c_due": "1-12-2026"})
    assert response.status_code == 409
    assert "niet kwijtraken" in text_of(response)
    contact.refresh_from_db()
    assert contact.outcome == Outcome.NO_SHOW
    assert not ConversationReport.objects.exists()


def test_the_version_of_the_guide_that_was_shown_is_kept(page, url, contact, guide):
    newer = GuideVersion.objects.create(
        text=guide.text, number=2, content=guide.content | {"title": "x"}, published_at=NOW
    )
    page.post(url, HELD | {"guide": guide.pk, "q_nu": "y"})
    assert ConversationReport.objects.get().guide_version == guide
    assert newer.pk != guide.pk


def test_a_draft_is_kept_and_is_back_after_logging_in_again(page, url, contact, coach, guide):
    draft = reverse("kik_desk:draft", args=[contact.pk])
    answer = page.post(
        draft, {"q_nu": "half verhaal", "c_what": ["iets"], "c_by": ["resident"], "c_due": ["1-"], "months": "5"}
    )
    assert answer.status_code == 200
    assert "10:00" in answer.json()["text"]
    page.logout()
    assert page.post(draft, {"q_nu": "weg"}).status_code == 302
    page.force_login(coach)
    shown = text_of(page.get(url))
    assert "half verhaal" in shown
    assert 'value="1-"' in shown
    assert 'value="5"' in shown
    assert "10:00" in shown
    assert "weg" not in ConversationReport.objects.get().draft.get("q_nu")


def test_a_colleague_s_newer_draft_is_not_overwritten(page, client, contact, area, coach, clock):
    from kik_wagtail.residents.models import AreaMember

    colleague = make_user("coach02", roles=("coach",))
    AreaMember.objects.create(area=area, user=colleague)
    draft = reverse("kik_desk:draft", args=[contact.pk])
    seen = page.post(draft, {"q_nu": "van mij"}).json()["seen"]
    client.force_login(colleague)
    clock.shift(timedelta(minutes=1))
    assert client.post(draft, {"q_nu": "van de ander", "seen": seen}).status_code == 200
    client.force_login(coach)
    clock.shift(timedelta(minutes=1))
    refused = client.post(draft, {"q_nu": "toch van mij", "seen": seen})
    assert refused.status_code == 409
    assert refused.json()["text"]
    assert ConversationReport.objects.get().draft["q_nu"] == ["van de ander"]


def test_a_draft_of_a_closed_contact_or_of_endless_length_is_refused(page, url, contact):
    draft = reverse("kik_desk:draft", args=[contact.pk])
    assert page.post(draft, {"q_nu": "x" * 300_000}).status_code == 413
    page.post(url, HELD)
    assert page.post(draft, {"q_nu": "te laat"}).status_code == 409
    assert ConversationReport.objects.get().draft == {}


def test_a_saved_contact_reads_as_text_and_takes_a_correction_beside_it(page, url, contact, guide):
    page.post(url, HELD | {"guide": guide.pk, "q_nu": "Gaat goed", "q_start": "3-1-2027", "is_active": "no"})
    shown = text_of(page.get(url))
    assert "Gaat goed" in shown
    assert "Hoe gaat het nu?" in shown
    assert 'name="q_nu"' not in shown
    page.post(reverse("kik_desk:note", args=[contact.pk]), {"text": "Het was dinsdag."})
    page.post(reverse("kik_desk:note", args=[contact.pk]), {"text": "   "})
    assert ReportNote.objects.get().text == "Het was dinsdag."
    assert "Het was dinsdag." in text_of(page.get(url))


def test_the_next_coach_finds_what_was_said_and_promised(page, url, contact, guide, wij):
    page.post(
        url,
        HELD | {"guide": guide.pk, "q_nu": "Wil naar taalles", "wishes": ["more_active"], "partner": wij.pk,
                "c_by": "coach", "c_what": "adressen sturen", "c_due": "1-12-2026"},
    )  # fmt: skip
    following = FollowUp.objects.get(outcome="")
    shown = text_of(page.get(reverse("kik_desk:contact", args=[following.pk])))
    for found in ("Wil naar taalles", "adressen sturen", "WIJ", url):
        assert found in shown


def test_agreements_on_paper_go_on_to_the_letter(page, url, contact):
    response = page.post(url, HELD | {"paper": "1"})
    assert response.url == reverse("kik_letters:new", args=[contact.pk]) + "?purpose=agreements"


def test_a_call_back_has_a_report_and_asks_no_next_conversation(page, resident, guide):
    call = make_follow_up(resident, target_on=TODAY, kind=Kind.CALL_BACK, channel="phone")
    url = reverse("kik_desk:contact", args=[call.pk])
    assert 'name="next"' not in text_of(page.get(url))
    assert page.post(url, {"outcome": "held"}).status_code == 422
    assert page.post(url, {"outcome": "held", "call_answer": "started"}).status_code == 302
    call.refresh_from_db()
    assert call.outcome == Outcome.HELD
    resident.refresh_from_db()
    assert resident.last_conversation_on == date(2026, 5, 21)


def test_an_appointment_can_be_agreed_at_once(page, url, contact):
    page.post(url, HELD | {"months": "", "on": "15-12-2026", "at": "9:30"})
    planned = FollowUp.objects.get(outcome="", kind=Kind.FOLLOW_UP)
    assert planned.appointment_at == datetime(2026, 12, 15, 8, 30, tzinfo=UTC)
    assert FollowUp.objects.filter(kind=Kind.REMINDER_CALL, about=planned, target_on=date(2026, 12, 14)).exists()


@pytest.mark.parametrize(
    ("months", "last", "shown"),
    [
        ("3", "2026-11-23", ("22 ", "2027")),  # Tuesday 23 February: the week of Monday the 22nd
        ("12", "2026-11-23", ("22 ", "2027")),
    ],
)
def test_the_words_of_the_term_follow_the_rule_that_plans(page, months, last, shown):
    answer = page.get(reverse("kik_desk:next_window"), {"months": months, "last": last}).json()
    assert all(part in answer["week"] for part in shown)
    assert set(answer) == {"week", "limit", "own_date"}


@pytest.mark.parametrize(
    ("typed", "shown", "warned"),
    [("2-12-2026", "woensdag 2 december 2026", False), ("5-12-2026", "zaterdag 5 december 2026", True)],
)
def test_a_day_is_put_in_words_with_its_weekday(page, typed, shown, warned):
    answer = page.get(reverse("kik_desk:next_window"), {"on": typed, "last": "2026-11-23"}).json()
    assert answer["week"] == shown
    assert bool(answer["limit"]) is warned


@pytest.mark.parametrize("typed", ["31-02-2027", "morgen", "22-11-2026", "24-11-2027"])
def test_a_day_that_is_not_possible_gets_a_sentence(page, typed):
    answer = page.get(reverse("kik_desk:next_window"), {"on": typed, "last": "2026-11-23"}).json()
    assert list(answer) == ["on_error"]


@pytest.mark.parametrize("months", ["0", "13", "", "x", "-1", "9" * 30])
def test_a_term_that_is_not_possible_gets_a_sentence(page, months):
    answer = page.get(reverse("kik_desk:next_window"), {"months": months, "last": "2026-11-23"}).json()
    assert list(answer) == ["error"]


def test_queries_do_not_grow_with_what_happened_before(page, area, coach, guide):
    def queries(resident) -> int:
        contact = FollowUp.objects.open().get(resident=resident)
        with CaptureQueriesContext(connection) as found:
            page.get(reverse("kik_desk:contact", args=[contact.pk]))
        return len(found)

    residents = [make_resident(area=area, coach=coach, last_conversation_on=date(2026, 1, 1)) for _number in range(2)]
    for resident, times in zip(residents, (1, 12), strict=True):
        for at in range(times):
            past = make_follow_up(resident, target_on=date(2026, 1, 1))
            services.record_attempt(follow_up=past, result="voicemail", user=coach, now=NOW, calendar=DutchCalendar())
            services.add_commitment(follow_up=past, by="coach", what=f"iets {at}", due_on=TODAY, now=NOW)
            FollowUp.objects.filter(pk=past.pk).update(outcome="no_show", closed_at=NOW)
        make_follow_up(resident, target_on=TODAY)
    queries(residents[0])
    assert queries(residents[0]) == queries(residents[1])
