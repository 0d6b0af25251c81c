"""Two versions side by side: what was put in, what was taken out, and nothing lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.snippets import comparing, rich_text
from kik_wagtail.snippets.comparing import ADDED, CHANGED, LOOK, REMOVED, SAME, Piece, compare, pieces
from kik_wagtail.snippets.lines import Labels, Line, guide_lines, letter_lines

from .letters import SUBJECT, chip, content, text, when


def words(*paragraphs):
    return [Line("text", one) for one in paragraphs]


def states(changes):
    return [(change.state, change.line.text) for change in changes]


def without(found, state):
    return "".join(piece.text for piece in found if piece.state != state)


def test_the_same_text_has_no_change():
    lines = words("Goedemorgen.", "Tot ziens.")
    assert {change.state for change in compare(lines, lines)} == {SAME}


def test_a_new_word_is_put_in_and_the_rest_of_the_sentence_stays():
    assert pieces("Ik wil u spreken. Tot dan.", "Ik wil u graag spreken. Tot dan.") == (
        Piece(SAME, "Ik wil u "),
        Piece(ADDED, "graag "),
        Piece(SAME, "spreken. Tot dan."),
    )


def test_words_that_were_replaced_together_are_one_change():
    assert pieces("Wij zien u op de grote markt daar.", "Wij zien u bij het huis daar.") == (
        Piece(SAME, "Wij zien u "),
        Piece(REMOVED, "op de grote markt"),
        Piece(ADDED, "bij het huis"),
        Piece(SAME, " daar."),
    )


def test_another_sentence_is_replaced_as_a_whole():
    found = pieces("U bent welkom. Koffie staat klaar.", "U bent welkom. Bel ons bij vragen!")
    assert found == (
        Piece(SAME, "U bent welkom. "),
        Piece(REMOVED, "Koffie staat klaar."),
        Piece(ADDED, "Bel ons bij vragen!"),
    )


def test_lines_put_in_and_taken_out_keep_their_place():
    old = words("Dag.", "Over de regeling van vorig jaar.", "Met groet.")
    new = words("Dag.", "Breng uw pas mee naar het gesprek.", "Met groet.", "PS: tot dan.")
    assert states(compare(old, new)) == [
        (SAME, "Dag."),
        (ADDED, "Breng uw pas mee naar het gesprek."),
        (REMOVED, "Over de regeling van vorig jaar."),
        (SAME, "Met groet."),
        (ADDED, "PS: tot dan."),
    ]


def test_bold_alone_is_told_as_a_change_of_looks():
    old, new = (letter_lines(content([text(html)])) for html in ("<p>Kom op tijd.</p>", "<p>Kom <b>op tijd</b>.</p>"))
    assert [change.state for change in compare(old, new)] == [SAME, LOOK]


def test_another_address_behind_a_link_is_told():
    old, new = (
        letter_lines(content([text(f'<p><a href="https://x.nl/{page}">hier</a></p>')])) for page in ("oud", "nieuw")
    )
    assert compare(old, new)[-1].state == LOOK


def test_a_line_that_moves_under_a_condition_is_no_longer_the_same():
    block = text("<p>Wij zien elkaar.</p>")
    old, new = letter_lines(content([block])), letter_lines(content([when("has_appointment", block)]))
    assert CHANGED in {change.state for change in compare(old, new)}
    assert new[-1].under == "has_appointment"


def test_a_merge_field_reads_as_its_label_and_is_one_word():
    labels = Labels(lambda kind, name: {"voornaam": "First name"}.get(name, name))
    line = letter_lines(content([text(f"<p>Dag {chip('voornaam')}</p>")]), labels)[-1]
    assert line.text == "Dag [First name]"
    assert pieces("Dag [First name], hallo daar", "Dag [Full name], hallo daar")[1] == Piece(REMOVED, "[First name]")


def test_words_of_a_passage_compare_with_the_same_words_as_text():
    nodes = rich_text.parse("<p>Over de pas.</p>")
    passage = {"type": "passage", "value": {"id": 1, "title": "Pas", "live": True, "nodes": nodes}}
    changes = compare(letter_lines(content([passage])), letter_lines(content([text("<p>Over de pas.</p>")])))
    assert states(changes)[1:] == [(REMOVED, "Pas"), (SAME, "Over de pas.")]


def guide(*questions, dos=()):
    return {
        "title": "Gids",
        "kinds": ["first"],
        "channel": "any",
        "phases": [{"title": "Openen", "text": "<p>Begin rustig.</p>", "questions": list(questions)}],
        "dos": list(dos),
        "donts": [],
        "provisions": [],
        "core_values": [],
    }


def question(key, label, **values):
    return {"key": key, "kind": "open", "label": label, **values}


def test_a_reworded_question_stays_the_same_question():
    old, new = guide(question("a", "Hoe is het?")), guide(question("a", "Waar wordt u blij van?"))
    (change,) = (one for one in compare(guide_lines(old), guide_lines(new)) if one.state != SAME)
    assert (change.state, change.line.key) == (CHANGED, "a")
    assert comparing.questions_changed(old, new)["reworded"] == [("Hoe is het?", "Waar wordt u blij van?")]


def test_another_question_with_nearly_the_same_words_is_another_question():
    old, new = guide(question("a", "Hoe is het thuis?")), guide(question("b", "Hoe is het buiten?"))
    found = comparing.questions_changed(old, new)
    assert (found["added"], found["removed"], found["reworded"]) == (["Hoe is het buiten?"], ["Hoe is het thuis?"], [])
    assert CHANGED not in {change.state for change in compare(guide_lines(old), guide_lines(new))}


def test_options_of_a_choice_are_compared():
    before, after = (question("a", "Wat?", kind="choice", options=options) for options in (["x", "y"], ["x", "z"]))
    assert [one.state for one in compare(guide_lines(guide(before)), guide_lines(guide(after)))].count(CHANGED) == 1


def test_fields_that_came_and_went():
    assert comparing.difference(["a", "b"], ["b", "c"]) == (["c"], ["a"])


@pytest.mark.parametrize("size", [3000])
def test_a_very_long_text_is_replaced_as_a_whole_and_not_waited_for(size):
    old, new = ("x " * size, "y " * size)
    assert pieces(old, new) == (Piece(REMOVED, old), Piece(ADDED, new))


TEXTS = st.text(alphabet="ab AB.!?\n[]é ", max_size=60)


@given(TEXTS, TEXTS)
def test_nothing_is_lost_or_made_up(old, new):
    found = pieces(old, new)
    assert without(found, ADDED) == old
    assert without(found, REMOVED) == new


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_every_line_of_both_stands_there_in_order(old, new):
    changes = compare(words(*old), words(*new))
    kept = [one for one in changes if one.state != REMOVED]
    assert [one.line.text for one in kept] == new
    assert ["".join(p.text for p in one.pieces if p.state != ADDED) for one in changes if one.state != ADDED] == old


def test_the_subject_is_compared():
    old, new = letter_lines(content([], SUBJECT)), letter_lines(content([], "<p>Kennis maken</p>"))
    assert compare(old, new)[0].line.kind == "subject"
    assert compare(old, new)[0].state == CHANGED
