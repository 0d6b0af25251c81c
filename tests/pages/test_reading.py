"""What readers say of a page, who hears it, and what a coach still has to read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kik_wagtail import jobs
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.pages.reading import reminders, services
from kik_wagtail.pages.reading.models import NewsSeen, PageAnswer, PageReading
from kik_wagtail.residents.models import AreaMember
from kik_wagtail.snippets.models import ConversationGuide
from tests.factories import make_area, make_user
from tests.starting import kik_setup

from .reading import method_root, published

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def index(db):
    kik_setup()
    return method_root()


@pytest.fixture
def coach(index):
    return make_user("coach", roles=("coach",))


@pytest.fixture
def keeper(index):
    return make_user("bewaarder", roles=("content_editor",))


def as_user(user):
    client = Client()
    client.force_login(user)
    return client


def answer(client, page, useful="ja", comment=""):
    return client.post(page.url, {"kik_reader": "antwoord", "useful": useful, "comment": comment})


def press_read(client, page):
    return client.post(page.url, {"kik_reader": "gelezen"})


def html(answer):
    return answer.content.decode()


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()


def test_a_reader_answers_and_may_change_the_answer(index, coach):
    page, client = published(index), as_user(coach)
    assert answer(client, page).url == f"{page.url}#kik-lezer"
    answer(client, page, "nee", "Er mist een voorbeeld.")
    kept = PageAnswer.objects.get()
    assert (kept.is_useful, kept.comment) == (False, "Er mist een voorbeeld.")
    assert "Mijn antwoord wijzigen" in html(client.get(page.url))
    assert "Er mist een voorbeeld." in html(client.get(page.url))


def test_another_version_is_answered_anew(index, coach):
    page, client = published(index), as_user(coach)
    answer(client, page)
    publish(page)
    assert "Mijn antwoord sturen" in html(client.get(page.url))
    answer(client, page, "nee")
    assert PageAnswer.objects.count() == 2


def test_an_answer_without_yes_or_no_is_asked_again_with_what_was_typed(index, coach):
    page, client = published(index), as_user(coach)
    shown = client.post(page.url, {"kik_reader": "antwoord", "comment": "Er mist iets"})
    assert "Kies ja of nee." in html(shown)
    assert "Er mist iets" in html(shown)
    assert not PageAnswer.objects.exists()


def test_the_form_warns_for_names_and_an_anonymous_reader_gets_none(client, index, coach):
    page = published(index, asks_reading=True)
    assert "Schrijf hier geen namen van inwoners." in html(as_user(coach).get(page.url))
    assert "<textarea" not in html(client.get(page.url))
    assert "Gelezen en begrepen" not in html(client.get(page.url))
    assert answer(client, page).status_code == 403
    assert not PageAnswer.objects.exists()


def test_an_answer_from_another_site_is_refused(index, coach):
    page = published(index)
    client = Client(enforce_csrf_checks=True)
    client.force_login(coach)
    assert answer(client, page).status_code == 403


def test_a_page_that_is_kept_from_somebody_takes_nothing_of_them(index, coach):
    page = published(index, asks_reading=True)
    PageViewRestriction.objects.create(page=page, restriction_type="groups")
    press_read(as_user(coach), page)
    assert not PageReading.objects.exists()


def test_a_page_that_does_not_ask_it_keeps_no_reading(index, coach):
    page = published(index)
    press_read(as_user(coach), page)
    assert not PageReading.objects.exists()


def test_what_was_read_is_not_asked_after_a_correction_and_asked_anew_when_the_editor_says_so(index, coach):
    page, client = published(index, asks_reading=True, title="Lees dit"), as_user(coach)
    assert "Nog te lezen" in html(client.get(HOME))
    press_read(client, page)
    assert "Nog te lezen" not in html(client.get(HOME))
    assert "U heeft deze pagina op" in html(client.get(page.url))
    page.summary = "Een spelfout minder"
    publish(page)
    assert "Nog te lezen" not in html(client.get(HOME))
    page.read_again_on = date(2026, 3, 2)
    publish(page)
    assert "Nog te lezen" in html(client.get(HOME))
    assert "U heeft deze pagina op" not in html(client.get(page.url))
    press_read(client, page)
    assert "Nog te lezen" not in html(client.get(HOME))
    assert PageReading.objects.count() == 1


def test_what_a_user_said_goes_with_the_user(index, coach, everything):
    page = published(index, asks_reading=True)
    answer(as_user(coach), page)
    press_read(as_user(coach), page)
    services.see_news(user=coach, now=NOW)
    coach.delete()
    assert not PageAnswer.objects.exists()
    assert not PageReading.objects.exists()
    assert not NewsSeen.objects.exists()


@pytest.fixture
def teams(index, coach):
    lead = make_user("leider", roles=("team_lead",), last_name="Leider")
    small = make_area("Oost", coach)
    AreaMember.objects.create(area=small, user=lead, role="team_lead")
    make_area("West", *(make_user(f"west{number}", last_name=f"Westenaar{number}") for number in range(5)))
    return lead


def test_a_team_lead_sees_who_of_the_own_team_did_not_read_it(index, coach, teams):
    page = published(index, asks_reading=True, title="Lees dit")
    coach.last_name = "Coachsma"
    coach.save()
    said = html(as_user(teams).get(reverse("kik_reading:read")))
    assert "Coachsma" in said
    assert "Westenaar" not in said
    assert "West</b>" not in said
    press_read(as_user(coach), page)
    said = html(as_user(teams).get(reverse("kik_reading:read")))
    assert "Coachsma" not in said
    assert "1 van 2" in said


def test_a_manager_sees_numbers_and_of_a_small_team_only_whether_everybody_did(index, coach, teams):
    page = published(index, asks_reading=True)
    manager = as_user(make_user(roles=("manager",)))
    press_read(as_user(coach), page)
    said = html(manager.get(reverse("kik_reading:read")))
    assert "0 van 5" in said
    assert "nog niet iedereen" in said
    assert "1 van 2" not in said
    assert "Westenaar" not in said
    press_read(as_user(teams), page)
    assert "iedereen" in html(manager.get(reverse("kik_reading:read")))


def test_the_report_of_readings_asks_the_same_queries_for_more_pages(index, teams):
    client = as_user(teams)
    published(index, asks_reading=True)
    client.get(reverse("kik_reading:read"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("kik_reading:read"))
    for number in range(8):
        published(index, asks_reading=True, title=f"Pagina {number}")
    with CaptureQueriesContext(connection) as more:
        client.get(reverse("kik_reading:read"))
    assert len(more) <= len(few) + 1  # the addresses of the site are read once where nothing kept them


def test_who_keeps_a_page_hears_of_answers_once_a_day_by_number_only(index, coach, keeper):
    page = published(index, kept_by=keeper)
    answer(as_user(coach), page, "nee", "Er mist een voorbeeld.")
    answer(as_user(keeper), page)
    assert reminders.announce(now=NOW) == 1
    assert reminders.announce(now=NOW + timedelta(hours=1)) == 0
    jobs.run_due(now=timezone.now(), worker="test")
    (sent,) = [one for one in mail.outbox if "lezers" in one.subject]
    assert sent.to == [keeper.email]
    assert sent.subject.startswith("2 lezers")
    assert "voorbeeld" not in sent.body + sent.subject
    assert reverse("kik_reading:answers") in sent.body
    assert "2 antwoorden van lezers" in html(as_user(keeper).get(HOME))


def test_a_keeper_sees_own_pages_and_an_editor_all(index, coach):
    keeper = make_user("gewoon", roles=("coach",))
    own, other = published(index, kept_by=keeper, title="Van mij"), published(index, title="Van een ander")
    for page in (own, other):
        answer(as_user(coach), page, "nee", "Er mist een voorbeeld.")
    report = reverse("kik_reading:answers")
    assert "Van een ander" not in html(as_user(keeper).get(report))
    assert "Van mij" in html(as_user(keeper).get(report))
    assert "Van een ander" in html(as_user(make_user(roles=("content_editor",))).get(report))
    assert as_user(coach).get(report).status_code == 302
    comments = html(as_user(keeper).get(reverse("kik_reading:page", args=[own.pk])))
    assert "Er mist een voorbeeld." in comments
    assert coach.username not in comments
    assert as_user(keeper).get(reverse("kik_reading:page", args=[other.pk])).status_code == 404


def test_the_report_counts_the_live_version_and_its_export_runs_no_formula(index, coach, keeper):
    page = published(index, title="=1+1", kept_by=keeper)
    answer(as_user(coach), page, "nee")
    client = as_user(keeper)
    csv = b"".join(client.get(reverse("kik_reading:answers"), {"export": "csv"}).streaming_content).decode()
    assert "'=1+1,0,1,0" in csv
    publish(page)
    rows = client.get(reverse("kik_reading:answers"), {"ordering": "yes"}).context["object_list"]
    assert [(row.yes, row.no) for row in rows] == [(0, 0)]


def test_news_is_what_was_published_since_everything_was_seen(index, coach):
    for number in range(7):
        published(index, title=f"Nieuws {number}")
    client = as_user(coach)
    said = html(client.get(HOME))
    assert "Nieuws 6" in said
    assert said.count("Nieuws ") == 5
    assert client.post(reverse("kik_reading:seen")).url == HOME
    assert "Nieuws" not in html(client.get(HOME))
    published(index, title="Nog iets")
    assert "Nog iets" in html(client.get(HOME))


def test_news_and_what_must_be_read_leave_out_what_a_coach_may_not_see(index, coach):
    page = published(index, title="Besloten", asks_reading=True)
    PageViewRestriction.objects.create(page=page, restriction_type="groups")
    assert "Besloten" not in html(as_user(coach).get(HOME))


def test_a_keeper_is_reminded_once_for_each_date(index, keeper):
    page = published(index, kept_by=keeper, review_on=date(2026, 3, 2), title="Geheim")
    assert reminders.announce(now=NOW - timedelta(days=1)) == 0
    assert reminders.announce(now=NOW) == 1
    assert reminders.announce(now=NOW + timedelta(days=1)) == 0
    jobs.run_due(now=timezone.now(), worker="test")
    (sent,) = mail.outbox
    assert "Geheim" not in sent.subject + sent.body
    assert "1 pagina om na te kijken" in html(as_user(keeper).get(HOME))
    assert "Geheim" in html(as_user(keeper).get(reverse("kik_reading:review")))
    page.review_on = date(2026, 3, 9)
    publish(page)
    assert reminders.announce(now=NOW + timedelta(days=7)) == 1


def test_a_page_that_was_looked_at_meanwhile_gets_no_mail(index, keeper):
    page = published(index, kept_by=keeper, review_on=date(2026, 3, 2))
    reminders.announce(now=NOW)
    page.review_on = date(2027, 3, 2)
    publish(page)
    jobs.run_due(now=timezone.now(), worker="test")
    assert OutboxItem.objects.get(key__startswith="page-review").state == OutboxItem.State.DONE
    assert mail.outbox == []


def test_a_coach_goes_from_a_guide_to_the_conversations_and_nobody_else_does(client, index, coach, keeper):
    guide = ConversationGuide.objects.in_use().first()
    page = published(index, ("guide", {"guide": guide.pk, "parts": []}))
    assert "Gebruik deze handreiking nu" in html(as_user(coach).get(page.url))
    assert "Gebruik deze handreiking nu" not in html(as_user(keeper).get(page.url))
    assert "Gebruik deze handreiking nu" not in html(client.get(page.url))
    assert "Gebruik deze handreiking nu" not in html(as_user(coach).get(published(index, title="Leeg").url))


def test_what_a_page_says_to_its_reader_costs_at_most_two_queries_more(
    index, coach, django_capture_on_commit_callbacks
):
    guide = ConversationGuide.objects.in_use().first()
    with django_capture_on_commit_callbacks(execute=True):  # from then on bodies are kept
        empty = published(index, title="Leeg")
        full = published(index, ("guide", {"guide": guide.pk, "parts": []}), asks_reading=True)
    client = as_user(coach)
    counts = []
    for page in (empty, full):
        client.get(page.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(page.url)
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 2
