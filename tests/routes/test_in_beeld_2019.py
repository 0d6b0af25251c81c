"""The published figures of In Beeld, 12 August - 1 December 2019, walked through the shipped route day by day."""

from collections import Counter

import pytest
from django.db.models import Avg, Count

from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import ConversationReport, FollowUp, Kind
from kik_wagtail.letters.models import Letter
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.routes import backlog, services
from kik_wagtail.routes.models import Enrolment, EntryBacklog, Route, StepVisit
from kik_wagtail.workdays.dates import local
from tests.factories import make_user
from tests.letters.texts import text_of
from tests.starting import kik_setup

from .in_beeld_2019 import FIRST, INVITED, LAST, LATE, SELECTED, SPOKEN, STORIES, Autumn, morning, populate
from .world import CALENDAR

CODES = FIRST_LETTER, SECOND_LETTER = "uitnodiging-in-beeld", "tweede-uitnodiging"


@pytest.fixture
def autumn(everything):
    kik_setup()
    populate()
    route = Route.objects.get(code="in-beeld")
    managers = [make_user(f"manager{number}", roles=("manager",)) for number in range(2)]
    services.ask_on(route=route, effective_from=FIRST, a_week=25, user=managers[0], now=morning(FIRST))
    services.agree(route=route, user=managers[1], now=morning(FIRST))
    return Autumn(route, managers[0])


def test_the_figures_of_2019_come_out_of_the_shipped_route(autumn):
    assert EntryBacklog.objects.count() == SELECTED
    assert not Enrolment.objects.exists()
    autumn.live()
    check_figures(autumn)
    check_letters(autumn)
    check_calls()
    check_nobody_is_lost(autumn)


def check_figures(autumn):
    enrolments = Enrolment.objects.all()
    assert enrolments.count() == INVITED == 386
    assert (backlog.waiting(autumn.route), SELECTED) == (657 - 386, 657)
    results = Counter(enrolments.exclude(result="").values_list("result", flat=True))
    assert results == {"spoken": 295, "reassessment": 8, "fraud_signal": 3, "care_signal": 2, "spoken_at_home": 7}
    assert results.total() == 315
    held = FollowUp.objects.conversations().filter(outcome="held")
    assert held.count() == 295 + 7
    assert held.order_by().values("resident").distinct().count() == 295 + 7
    grades = ConversationReport.objects.aggregate(
        number=Count("pk"), conversation=Avg("grade_conversation"), staying=Avg("grade_initiative")
    )
    assert grades == {"number": 295, "conversation": 8.0, "staying": pytest.approx(7.4)}
    decided = StepVisit.objects.exclude(choice="")
    assert {(visit.choice, bool(visit.ground)) for visit in decided} == {
        ("reassessment", True),
        ("care_signal", True),
        ("spoken_at_home", True),
        ("fraud_signal", False),
    }
    assert all(visit.by_id for visit in decided)


def check_letters(autumn):
    made = Counter(Letter.objects.values_list("version__text__code", "resident_id"))
    assert set(made.values()) == {1}, "nobody is written the same twice"
    first = {resident for code, resident in made if code == FIRST_LETTER}
    second = {resident for code, resident in made if code == SECOND_LETTER}
    assert (len(made), first) == (len(first) + len(second), set(autumn.stories))
    reacted = {"comes", "moves", "uncalled", "paused", "late"}
    assert second == {resident for resident, story in autumn.stories.items() if story not in reacted}
    for letter in Letter.objects.filter(version__text__code=FIRST_LETTER):
        assert local(letter.made_at).weekday() == 0, "on the day they were let in"
    examples = {code: text_of(Letter.objects.filter(version__text__code=code).first()) for code in CODES}
    assert "Participatiewet" in examples[SECOND_LETTER]
    assert "Participatiewet" not in examples[FIRST_LETTER]
    assert "vrijwillig" not in " ".join(examples.values()).lower()


def check_calls():
    """At most one call for each conversation, on the working day before it; and none is left over."""
    calls = FollowUp.objects.filter(kind=Kind.REMINDER_CALL, outcome="held").select_related("about")
    twice = STORIES["no_show"] + 2 * STORIES["care_signal"]  # did not come to the first, or to both
    assert len(calls) == 295 - STORIES["uncalled"] + twice
    assert FollowUp.objects.conversations().filter(outcome="no_show").count() == twice
    for call in calls:
        day = local(call.about.appointment_at).date()
        assert local(call.closed_at).date() == CALENDAR.add_working_days(day, -1)
    assert Counter(call.about_id for call in calls).most_common(1)[0][1] == 1
    assert not FollowUp.objects.open().filter(kind=Kind.REMINDER_CALL, target_on__lt=LAST).exists()


def check_nobody_is_lost(autumn):
    states = Counter(Enrolment.objects.values_list("state", flat=True))
    assert states == {"ended": 315, "paused": 6, "running": 15 + LATE}
    for enrolment in Enrolment.objects.open():
        waits = enrolment.state == "paused" or enrolment.asks == "decision" or enrolment.look_on > LAST
        assert waits, "nobody is without a next day, a person who decides, or a pause"
    flagged = sum(beeper.counts_of(LAST, coach)["flag"] for coach in {one.coach for one in Enrolment.objects.all()})
    assert flagged == 15
    open_ones = FollowUp.objects.open().conversations().order_by().values("resident").annotate(number=Count("pk"))
    assert {row["number"] for row in open_ones} == {1}
    assert len(open_ones) == 657 + 60
    for enrolment in Enrolment.objects.prefetch_related("visits"):
        visits = sorted(enrolment.visits.all(), key=lambda visit: visit.number)
        assert [visit.number for visit in visits] == list(range(1, enrolment.number + 1))
        assert [visit.left_on is None for visit in visits[:-1]] == [False] * (len(visits) - 1)
        assert (visits[-1].left_on is None) == enrolment.is_open
    spoken = {resident for resident, story in autumn.stories.items() if story in SPOKEN}
    assert set(Enrolment.objects.filter(result="spoken").values_list("resident_id", flat=True)) == spoken
    assert set(OutboxItem.objects.values_list("state", flat=True)) == {"done"}
