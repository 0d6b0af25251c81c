"""Whatever route an editor can publish, and whatever happens on it."""

from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kik_wagtail.routes import results
from kik_wagtail.routes.checking import LetterFacts, Shelf, check
from kik_wagtail.routes.content import EXPECTED, On, StepKind, Tone, read
from kik_wagtail.routes.rules import Day, Event, begin, look_again, react, settle

from .inbeeld import CALENDAR, START, letter, on, step, term

TONES = ["voluntary", "neutral", "duty"]
SHELF = Shelf(letters={number: LetterFacts(tone, Tone(tone)) for number, tone in enumerate(TONES, 1)})
KEYS = ["a", "b", "c", "d", "e"]
UNITS = st.sampled_from(["days", "working_days", "weeks", "months"])
ENDS = st.sampled_from(["spoken", "declined", "care_signal", "reassessment"])


@st.composite
def branches(draw, kind, keys):
    found = []
    outcomes = sorted(EXPECTED[kind] - {On.DECIDED, On.SILENT})
    for outcome in draw(st.lists(st.sampled_from(outcomes), unique=True, max_size=4)):
        found.append(draw(leading(outcome, keys)))
    if kind == StepKind.DECISION:
        for choice in draw(st.lists(ENDS, unique=True, min_size=1, max_size=3)):
            found.append(draw(leading(On.DECIDED, keys)) | {"choice": choice})
    elif kind != StepKind.WAIT and (kind in {StepKind.APPOINTMENT, StepKind.CALL_BACK} or draw(st.booleans())):
        found.append(draw(leading(On.SILENT, keys)) | {"after": term(draw(st.integers(1, 30)), draw(UNITS))})
    return found


@st.composite
def leading(draw, outcome, keys):
    if draw(st.booleans()):
        return on(str(outcome), end=draw(ENDS))
    return on(str(outcome), to=draw(st.sampled_from(keys)))


@st.composite
def routes(draw):
    keys = KEYS[: draw(st.integers(1, 5))]
    steps = []
    for number, key in enumerate(keys):
        kind = draw(st.sampled_from(list(StepKind)))
        anchors = ["start", "last_conversation"] + (["previous_due", "previous_done"] if number else [])
        anchors += ["appointment"] if kind not in {StepKind.DECISION} else []
        anchor = "appointment" if kind == StepKind.REMINDER_CALL else draw(st.sampled_from(anchors))
        offset = draw(st.integers(-5, -1) if kind == StepKind.REMINDER_CALL else st.integers(-10, 60))
        steps.append(
            step(
                key,
                str(kind),
                key,
                anchor,
                offset,
                draw(UNITS),
                branches=draw(branches(kind, keys)),
                letter=letter(draw(st.integers(1, 3)), "") if kind == StepKind.LETTER else None,
            )
        )
    always = [on("held", end="spoken")] if draw(st.booleans()) else []
    route = read({"title": "Route", "tone": draw(st.sampled_from(TONES)), "steps": steps, "always": always})
    found = check(route, shelf=SHELF, today=START)
    assume(not any(finding.level == "error" for finding in found))
    return route


@st.composite
def happenings(draw):
    """(days that pass, what happens then or None for nothing, appointment or None)"""
    return [
        (draw(st.integers(0, 40)), draw(st.sampled_from([None, *On])), draw(st.none() | st.integers(0, 30)))
        for _ in range(draw(st.integers(0, 25)))
    ]


def walk(route, story):
    """Every move of one resident, as the services make them: news first, then what time moves."""
    day = Day(START, START)
    move = begin(route, day, CALENDAR)
    moves = [move, *settle(route, move.position, day, CALENDAR)]
    move = moves[-1]
    yield day, moves
    if move.is_end:
        return
    for days, news, appointment in story:
        today = day.today + timedelta(days=days)
        at = today + timedelta(days=appointment) if appointment is not None else None
        day = Day(today, START, at)
        moves = []
        position = move.position
        if news is On.DECIDED:
            choices = route.choices.get(position.step, [])
            if choices:
                moves.append(react(route, position, Event(On.DECIDED, choices[0]), day, CALENDAR))
        elif news is not None:
            moves.append(react(route, position, Event(news), day, CALENDAR))
        if not moves or moves[-1].position is not None:
            moves += settle(route, moves[-1].position if moves else position, day, CALENDAR)
        yield day, moves
        if moves:
            move = moves[-1]
        if move.position is None:
            return


@settings(max_examples=200, deadline=None)
@given(routes(), happenings())
def test_nobody_is_ever_without_a_next_step_or_an_end(route, story):
    for _, moves in walk(route, story):
        for move in moves:
            if move.is_end:
                assert results.known(move.result)
            else:
                assert move.position.step in route


@settings(max_examples=200, deadline=None)
@given(routes(), happenings())
def test_no_visit_to_a_step_is_made_twice(route, story):
    visits = {}
    for _, moves in walk(route, story):
        for move in moves:
            if move.position:
                assert visits.setdefault(move.position.number, move.position.step) == move.position.step
    assert sorted(visits) == list(range(1, len(visits) + 1))


@settings(max_examples=200, deadline=None)
@given(routes(), happenings())
def test_no_letter_goes_beyond_the_tone_of_the_route(route, story):
    for _, moves in walk(route, story):
        for move in moves:
            sent = route[move.position.step].letter if move.position else None
            assert sent is None or route.tone.may_send(SHELF.letters[sent].tone)


@settings(max_examples=200, deadline=None)
@given(routes(), happenings())
def test_time_alone_comes_to_rest_every_day(route, story):
    for day, moves in walk(route, story):
        last = moves[-1].position if moves else None
        if last and len(moves) < len(route.steps):  # not cut off at one pass over the route
            assert settle(route, last, day, CALENDAR) == []


@settings(max_examples=100, deadline=None)
@given(routes())
def test_without_anybody_doing_anything_only_a_decision_or_an_unsent_letter_can_wait(route):
    """A step made by hand never blocks: two years later the resident is somewhere else, at an end, or at a person."""
    day = Day(START, START)
    position = begin(route, day, CALENDAR).position
    for months in range(1, 60):
        day = Day(START + timedelta(days=31 * months), START)
        moves = settle(route, position, day, CALENDAR)
        if moves and moves[-1].is_end:
            return
        before, position = position, moves[-1].position if moves else position
        step_now = route[position.step]
        if step_now.kind == StepKind.DECISION or (step_now.kind == StepKind.LETTER and position.done is None):
            return
        if position.number == before.number:
            silence = step_now.silence
            longest = 31 * 30 + 31 * 60 if silence is None else 31 * silence.after.offset + 31 * 60
            assert (day.today - position.since).days <= longest


@settings(max_examples=150, deadline=None)
@given(routes(), st.none() | st.integers(0, 40))
def test_looking_only_on_the_days_that_were_named_sees_what_looking_every_day_sees(route, appointment):
    at = START + timedelta(days=appointment) if appointment is not None else None
    position = begin(route, Day(START, START, at), CALENDAR).position
    named = START
    for number in range(400):
        day = Day(START + timedelta(days=number), START, at)
        moves = settle(route, position, day, CALENDAR)
        changed = [move for move in moves if move.position is None or move.position.step != position.step]
        if changed:
            assert named is not None
            assert named <= day.today
        if moves:
            position = moves[-1].position
        if position is None:
            return
        if moves or number == 0 or (named and named <= day.today):
            named = look_again(route, position, day, CALENDAR)
