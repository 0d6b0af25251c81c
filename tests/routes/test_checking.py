from copy import deepcopy
from datetime import date

import pytest

from kik_wagtail.routes.checking import LetterFacts, Shelf, check
from kik_wagtail.routes.content import Tone, read

from .inbeeld import IN_BEELD, letter, on, step, term

TODAY = date(2026, 11, 23)
SHELF = Shelf(
    letters={
        1: LetterFacts("Uitnodiging kantoor", Tone.NEUTRAL),
        2: LetterFacts("Tweede uitnodiging", Tone.DUTY, valid_until=date(2027, 5, 1)),
        3: LetterFacts("Vrijwillige uitnodiging", Tone.VOLUNTARY),
        4: LetterFacts("Concept", Tone.NEUTRAL, is_live=False),
        5: LetterFacts("Verlopen", Tone.NEUTRAL, valid_until=date(2026, 11, 22)),
        6: LetterFacts("Bevestiging", Tone.NEUTRAL, is_about_appointment=True),
        7: LetterFacts("Met dag", Tone.NEUTRAL, needs_appointment=("Dag van de afspraak", "Tijd van de afspraak")),
    },
    guides=frozenset({1}),
)


def codes(content):
    return [finding.code for finding in check(read(content), shelf=SHELF, today=TODAY)]


def test_the_route_of_2019_has_nothing_wrong_with_it():
    assert codes(IN_BEELD) == []


def broken(change):
    content = deepcopy(IN_BEELD)
    change(content, {one["key"]: one for one in content["steps"]})
    return codes(content)


BROKEN = {
    "route.no_letter": lambda c, s: s["duty"].update(letter=None),
    "route.letter_gone": lambda c, s: s["duty"].update(letter=letter(4, "neutral")),
    "route.letter_expired": lambda c, s: s["duty"].update(letter=letter(5, "neutral")),
    "route.tone": lambda c, s: c.update(tone="neutral"),
    "route.voluntary_in_duty": lambda c, s: s["invitation"].update(letter=letter(3, "voluntary")),
    "route.no_appointment": lambda c, s: s["invitation"].update(letter=letter(6, "neutral")),
    "route.no_choices": lambda c, s: s["fork"].update(branches=[]),
    "route.decides_by_itself": lambda c, s: s["fork"]["branches"].append(
        on("silent", end="reassessment", after=term(5))
    ),
    "route.decision_without_date": lambda c, s: s["fork"].update(anchor="appointment"),
    "route.guide_gone": lambda c, s: s["meeting"].update(guide={"id": 99}),
    "route.reminder_not_before": lambda c, s: s["reminder"].update(term=term(1, "working_days")),
    "route.nothing_before": lambda c, s: s["invitation"].update(anchor="previous_done"),
    "route.outcome_twice": lambda c, s: s["meeting"]["branches"].append(on("no_show", to="fork")),
    "route.cannot_happen": lambda c, s: s["invitation"]["branches"].append(on("no_show", to="fork")),
    "route.goes_nowhere": lambda c, s: s["invitation"]["branches"].append(on("held")),
    "route.step_gone": lambda c, s: s["invitation"]["branches"].append(on("held", to="gone")),
    "route.unknown_result": lambda c, s: s["invitation"]["branches"].append(on("held", end="sanction")),
    "route.silence_without_term": lambda c, s: s["duty"]["branches"][1].update(after=None),
    "route.no_term": lambda c, s: s["meeting"]["branches"].pop(),
}


@pytest.mark.parametrize("code", BROKEN)
def test_each_way_to_break_a_route_has_its_own_code(code):
    assert code in broken(BROKEN[code])


def test_a_fault_says_in_which_step_it_is_and_what_to_do():
    content = deepcopy(IN_BEELD)
    content["steps"][3]["letter"] = None
    (finding,) = check(read(content), shelf=SHELF, today=TODAY)
    assert finding.level == "error"
    assert finding.message.startswith("Stap 4, “Tweede uitnodiging, met plicht”:")
    assert finding.hint


def test_a_route_without_steps_is_refused():
    assert codes(IN_BEELD | {"steps": []}) == ["route.empty"]


def test_a_step_that_nothing_leads_to_is_a_warning():
    content = deepcopy(IN_BEELD)
    content["steps"].append(step("lonely", "wait", "Niemand komt hier"))
    found = check(read(content), shelf=SHELF, today=TODAY)
    assert [(one.code, one.level) for one in found] == [("route.unreachable", "warning")]


def test_a_route_that_goes_round_for_ever_is_refused():
    ends = [
        on("silent", to="one", after=term(14)),
        on("appointed", to="one"),
        on("held", to="one"),
        on("declined", to="one"),
    ]
    content = {
        "title": "Rond",
        "tone": "neutral",
        "steps": [step("one", "letter", "Brief", "start", letter=letter(1, "neutral"), branches=ends)],
    }
    assert codes(content) == ["route.no_exit"]


def test_a_letter_that_comes_back_every_day_is_refused():
    content = {
        "title": "Elke dag",
        "tone": "neutral",
        "always": [on("held", end="spoken")],
        "steps": [
            step(
                "one",
                "letter",
                "Brief",
                "start",
                letter=letter(1, "neutral"),
                branches=[on("silent", to="two", after=term(1))],
            ),
            step("two", "wait", "Even wachten"),
            step(
                "three",
                "letter",
                "Nog een",
                letter=letter(1, "neutral"),
                branches=[on("silent", to="one", after=term(3))],
            ),
        ],
    }
    assert codes(content).count("route.too_fast") == 3


def asks_in_vain(number, *, at):
    """Is there no appointment for letter 7 where it stands in the route `at` makes?"""
    content = deepcopy(IN_BEELD)
    steps = {one["key"]: one for one in content["steps"]}
    steps["added"] = step("added", "letter", "Brief", letter=letter(number, "neutral"))
    at(content, steps)
    content["steps"].insert(3, steps["added"])
    return [finding for finding in check(read(content), shelf=SHELF, today=TODAY) if "no_appointment" in finding.code]


WITH_APPOINTMENT = {
    "after the letter that led to one": lambda c, s: s["invitation"]["branches"].append(on("appointed", to="added")),
    "after the reminder of it": lambda c, s: s["reminder"].update(branches=[on("reached", to="added")]),
    "days before it": lambda c, s: s["added"].update(anchor="appointment", term=term(-3)),
}
WITHOUT_APPOINTMENT = {
    "after nobody came": lambda c, s: s["meeting"]["branches"][0].update(to="added"),
    "after silence": lambda c, s: s["invitation"]["branches"][1].update(to="added"),
    "after the conversation": lambda c, s: s["meeting"]["branches"].append(on("held", to="added")),
}


@pytest.mark.parametrize("way", WITH_APPOINTMENT)
def test_a_letter_may_name_the_appointment_where_the_route_brings_one(way):
    assert asks_in_vain(7, at=WITH_APPOINTMENT[way]) == []


@pytest.mark.parametrize("way", WITHOUT_APPOINTMENT)
def test_a_letter_names_no_appointment_where_there_is_none_to_come(way):
    (finding,) = asks_in_vain(7, at=WITHOUT_APPOINTMENT[way])
    assert finding.level == "error"
    assert "“Met dag” noemt “Dag van de afspraak”, “Tijd van de afspraak”" in finding.message
    assert "voorwaardelijke passage" in finding.hint
