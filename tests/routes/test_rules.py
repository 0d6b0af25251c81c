from dataclasses import replace
from datetime import date, timedelta

import pytest

from kik_wagtail.routes.content import On, Term, Unit
from kik_wagtail.routes.rules import Day, Event, NotOffered, begin, is_due, moment, pass_day, put_off, react, settle

from .inbeeld import CALENDAR, START, in_beeld

ROUTE = in_beeld()


def day(number, **more):
    return Day(today=START + timedelta(days=number), start=START, **more)


def started():
    return begin(ROUTE, day(0), CALENDAR).position


def sent(number=0):
    return react(ROUTE, started(), Event(On.SENT), day(number), CALENDAR).position


def test_a_route_begins_with_its_first_step_on_the_day_it_starts():
    position = started()
    assert (position.step, position.number, position.due) == ("invitation", 1, START)
    assert is_due(position, START)


def test_an_invitation_that_was_sent_waits_for_a_reaction():
    position = sent()
    assert (position.step, position.done) == ("invitation", START)
    assert not is_due(position, START + timedelta(days=3))


def test_a_letter_that_was_not_sent_cannot_be_met_with_silence():
    assert settle(ROUTE, started(), day(40), CALENDAR) == []


@pytest.mark.parametrize(("number", "step"), [(13, "invitation"), (14, "duty"), (60, "duty")])
def test_silence_moves_on_after_exactly_its_term(number, step):
    assert pass_day(ROUTE, sent(), day(number), CALENDAR).position.step == step


def test_the_term_of_silence_counts_from_the_day_the_letter_went():
    assert pass_day(ROUTE, sent(3), day(16), CALENDAR).position.step == "invitation"
    assert pass_day(ROUTE, sent(3), day(17), CALENDAR).position.step == "duty"


def appointed(on=16):
    at = START + timedelta(days=on)
    return react(ROUTE, sent(), Event(On.APPOINTED), day(5, appointment=at), CALENDAR).position, at


def test_an_appointment_brings_the_reminder_call_of_the_working_day_before_it():
    position, at = appointed(on=14)  # a Monday
    assert position.step == "reminder"
    assert at.weekday() == 0
    assert position.due == at - timedelta(days=3)


def test_a_moved_appointment_moves_the_reminder_call():
    position, at = appointed()
    moved = pass_day(ROUTE, position, day(6, appointment=at + timedelta(days=7)), CALENDAR).position
    assert moved == replace(position, due=position.due + timedelta(days=7), latest=position.due + timedelta(days=7))


def test_a_reminder_call_that_nobody_made_does_not_block_the_appointment():
    position, at = appointed()
    assert settle(ROUTE, position, Day(at - timedelta(days=1), START, at), CALENDAR) == []
    assert [move.position.step for move in settle(ROUTE, position, Day(at, START, at), CALENDAR)] == ["meeting"]


def test_a_reminder_call_whose_appointment_is_gone_is_passed_after_four_weeks():
    position, _ = appointed()
    waiting = pass_day(ROUTE, position, day(6), CALENDAR).position
    assert (waiting.step, waiting.due) == ("reminder", None)
    assert pass_day(ROUTE, waiting, day(5 + 27), CALENDAR).position.step == "reminder"
    assert pass_day(ROUTE, waiting, day(5 + 28), CALENDAR).position.step == "meeting"


def test_a_letter_sent_with_an_appointment_in_it_needs_no_other_reaction():
    with_appointment = day(0, appointment=START + timedelta(days=16))
    assert react(ROUTE, started(), Event(On.SENT), with_appointment, CALENDAR).position.step == "reminder"


def test_a_conversation_ends_the_route_in_whatever_step_it_is_held():
    for position in (started(), sent(), appointed()[0]):
        move = react(ROUTE, position, Event(On.HELD), day(9), CALENDAR)
        assert (move.is_end, move.result) == (True, "spoken")


def in_meeting():
    position, at = appointed()
    return pass_day(ROUTE, position, Day(at, START, at), CALENDAR).position, at


def test_who_does_not_show_up_gets_the_second_letter():
    position, at = in_meeting()
    move = react(ROUTE, position, Event(On.NO_SHOW), Day(at, START), CALENDAR)
    assert (move.position.step, move.position.due, move.why) == ("duty", at, On.NO_SHOW)
    assert move.position.number == position.number + 1


def at_the_fork():
    duty = pass_day(ROUTE, sent(), day(14), CALENDAR).position
    duty = react(ROUTE, duty, Event(On.SENT), day(14), CALENDAR).position
    return pass_day(ROUTE, duty, day(24), CALENDAR).position


def test_after_the_second_letter_a_person_decides():
    position = at_the_fork()
    assert position.step == "fork"
    assert position.due == date(2019, 9, 12)  # five working days after 5 September


@pytest.mark.parametrize("number", [25, 60, 400, 4000])
def test_nothing_decides_by_itself(number):
    assert settle(ROUTE, at_the_fork(), day(number), CALENDAR) == []


@pytest.mark.parametrize("choice", ["spoken_at_home", "care_signal", "reassessment", "fraud_signal"])
def test_each_named_outcome_ends_the_route_with_its_own_code(choice):
    assert react(ROUTE, at_the_fork(), Event(On.DECIDED, choice), day(30), CALENDAR).result == choice


def test_an_outcome_that_the_step_does_not_name_is_refused():
    with pytest.raises(NotOffered):
        react(ROUTE, at_the_fork(), Event(On.DECIDED, "sanction"), day(30), CALENDAR)
    with pytest.raises(NotOffered):
        react(ROUTE, sent(), Event(On.DECIDED, "care_signal"), day(30), CALENDAR)


def test_an_outcome_that_nobody_speaks_of_changes_nothing():
    assert react(ROUTE, sent(), Event(On.NO_SHOW), day(3), CALENDAR).position == sent()


def test_the_same_news_twice_moves_once():
    position, at = in_meeting()
    once = react(ROUTE, position, Event(On.NO_SHOW), Day(at, START), CALENDAR).position
    assert react(ROUTE, once, Event(On.NO_SHOW), Day(at, START), CALENDAR).position == once


@pytest.mark.parametrize(
    ("start", "offset", "unit", "day"),
    [
        ((2027, 1, 31), 1, "months", (2027, 2, 28)),
        ((2028, 1, 31), 1, "months", (2028, 2, 29)),
        ((2027, 3, 31), -1, "months", (2027, 2, 28)),
        ((2028, 2, 29), 12, "months", (2029, 2, 28)),
        ((2028, 2, 29), -12, "months", (2027, 2, 28)),
        ((2028, 2, 15), 14, "days", (2028, 2, 29)),
        ((2027, 3, 22), 1, "weeks", (2027, 3, 29)),  # over the night in which the clock goes forward
        ((2026, 12, 24), 1, "working_days", (2026, 12, 28)),
        ((2026, 12, 28), -1, "working_days", (2026, 12, 24)),
        ((2027, 3, 30), -1, "working_days", (2027, 3, 26)),  # Good Friday is worked on, Easter Monday is not
    ],
)
def test_a_term_from_a_day_that_another_month_lacks_or_the_office_is_closed(start, offset, unit, day):
    assert moment(Term(offset, Unit(unit)), date(*start), CALENDAR) == date(*day)


def test_where_the_clock_stood_still_every_date_comes_so_much_later():
    position, at = appointed()
    later = put_off(position, timedelta(days=7))
    moved = [(getattr(later, name), getattr(position, name)) for name in ("since", "due", "latest", "previous_due")]
    assert {new - old for new, old in moved} == {timedelta(days=7)}
    assert (later.step, later.number, later.done) == (position.step, position.number, None)
