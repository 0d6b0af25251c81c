"""What the reading aid counts, and what it keeps silent about. No database."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kik_wagtail.snippets.checking import reading_aid
from kik_wagtail.snippets.checking.reading_aid import Remark, lines_of, read, read_letter, sentences_of, words_of
from kik_wagtail.snippets.checking.reading_words import ABBREVIATIONS, NO_PARTICIPLES, PLAINER

from .letters import composed, text

SHORT = "Ik kom graag bij u langs in de week van maandag. "  # eleven words


def of(line):
    return list(sentences_of(line))


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("Ik kreeg uw brief d.d. 3 december. Dank u.", ["Ik kreeg uw brief d.d. 3 december.", "Dank u."]),
        ("Op 3 december jl. Was ik er.", ["Op 3 december jl.", "Was ik er."]),
        ("Op 3 december jl. was ik er.", ["Op 3 december jl. was ik er."]),
        ("Ik bel i.v.m. Uw vraag.", ["Ik bel i.v.m. Uw vraag."]),
        ("Het kan van maandag t/m vrijdag. Bel mij.", ["Het kan van maandag t/m vrijdag.", "Bel mij."]),
        ("Kom bijv. Dinsdag of o.a. Woensdag.", ["Kom bijv. Dinsdag of o.a. Woensdag."]),
        ("Neem mee: pas, post, enz. Tot dan.", ["Neem mee: pas, post, enz.", "Tot dan."]),
        ("Neem post, enz. mee.", ["Neem post, enz. mee."]),
        ("Zie nr. 3, blz. 4 of tel. 050 1.", ["Zie nr. 3, blz. 4 of tel. 050 1."]),
        ("Om 10.30 uur. Of later?", ["Om 10.30 uur.", "Of later?"]),
        ("Ik ben W.M.A.C.Th. van Dam. U ook?", ["Ik ben W.M.A.C.Th. van Dam.", "U ook?"]),
        ("Dhr. J. Jansen en mw. A. Bos.", ["Dhr. J. Jansen en mw. A. Bos."]),
        ("“Mag dat?” Ja! Dat mag…", ["“Mag dat?”", "Ja!", "Dat mag…"]),
        ("(Dat mag.) ‘Ook nu.’ Goed.", ["(Dat mag.)", "‘Ook nu.’", "Goed."]),
        ("Neem mee: • uw pas • uw brief", ["Neem mee:", "uw pas", "uw brief"]),
        ("- uw pas", ["uw pas"]),
        ("1. Neem uw pas mee", ["Neem uw pas mee"]),
        ("Dit is Ali. Łukasz ook. فاطمة ook.", ["Dit is Ali.", "Łukasz ook.", "فاطمة ook."]),
        ("zonder punt", ["zonder punt"]),
        ("", []),
        (" \t ", []),
    ],
)
def test_where_a_sentence_ends(line, sentences):
    assert of(line) == sentences


@pytest.mark.parametrize("abbreviation", sorted(ABBREVIATIONS))
def test_no_abbreviation_of_the_list_ends_a_sentence(abbreviation):
    assert len(of(f"Wij schrijven {abbreviation} Groningen in een zin.")) == 1


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("oud-inwoner", 1),
        ("de 12-maanden-termijn", 2),
        ("het wijkcentrum-in-oost-gesprek van 2026", 4),
        ("d.d. 3 december", 3),
        ("maandag t/m vrijdag", 3),
        ("heer/mevrouw", 2),
        ("bel 050 367 12 34", 2),
        ("om 10.30 uur", 3),
        ("ja – nee", 2),
        ("thuis—of elders", 3),
        ("foto's en auto’s", 3),
        ("www.voorbeeldstad.nl/kik", 1),
        ("… – • !", 0),
    ],
)
def test_what_counts_as_one_word(sentence, count):
    assert len(list(words_of(sentence))) == count


def test_list_items_and_headings_end_a_sentence():
    blocks = text("<h3>Wat</h3><p>Kop en tekst</p><ul><li>een <b>twee</b></li><li>drie<ul><li>vier</li></ul></li></ul>")
    assert list(lines_of(blocks["value"])) == ["Wat", "Kop en tekst", "een twee", "drie", "vier"]
    assert [len(sentence.words) for sentence in read(lines_of(blocks["value"])).sentences] == [1, 3, 2, 1, 1]


def test_a_sentence_of_sixteen_words_is_named_and_one_of_fifteen_is_not():
    fifteen = " ".join(["woord"] * 15) + "."
    assert read([fifteen]).long_sentences == []
    found = read(["Dag.", fifteen.replace("woord.", "woord woord.")]).long_sentences
    assert [(sentence.number, len(sentence.words)) for sentence in found] == [(2, 16)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Indien u wilt, kom dan.", [Remark(1, "Indien", "als")]),
        ("Wij spreken over uw participatie.", [Remark(1, "participatie", "meedoen")]),
        ("Dit staat in de Participatiewet.", []),
        ("Een participatie-traject.", []),
        ("Met betrekking tot uw vraag, en thans.", [Remark(1, "Met betrekking tot", "over"), Remark(1, "thans", "nu")]),
        ("Indien. Indien.", [Remark(1, "Indien", "als")]),
    ],
)
def test_words_with_a_plainer_one(line, found):
    assert read([line]).plainer_words == found


def test_the_plainer_word_is_never_itself_on_the_list():
    assert not [plain for plain in PLAINER.values() for word in plain.split(", ") if word in PLAINER]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("U wordt dinsdag gebeld.", "wordt … gebeld"),
        ("De brief werd verstuurd.", "werd … verstuurd"),
        ("Ik hoop dat u uitgenodigd wordt.", "wordt … uitgenodigd"),
        ("Uw plan wordt besproken.", "wordt … besproken"),
        ("De datum moet worden afgesproken.", "worden … afgesproken"),
        ("Ik bel u dinsdag.", None),
        ("Het wordt mooi weer.", None),
        ("Ik word coach in dit gebied.", None),
        ("Het wordt tijd om te betalen.", None),
        ("De gemeente wordt groter.", None),
        ("Ik heb u gebeld.", None),
        ("Het wordt een goed gesprek over uw geld.", None),
    ],
)
def test_what_looks_passive(line, found):
    assert [remark.found for remark in read([line]).perhaps_passive] == ([found] if found else [])


@pytest.mark.parametrize("word", sorted(NO_PARTICIPLES))
def test_words_that_only_look_like_a_participle_are_let_through(word):
    assert read([f"Het wordt {word}."]).perhaps_passive == []


def test_a_very_long_word_is_named_but_not_its_spelling_with_a_hyphen():
    line = "De arbeidsongeschiktheidsuitkering en de arbeids-ongeschiktheids-uitkering op www.arbeidsongeschiktheidsuitkering.nl."
    assert [remark.found for remark in read([line]).long_words] == ["arbeidsongeschiktheidsuitkering"]


def test_no_score_under_a_hundred_words_and_one_from_there():
    assert read([SHORT * 9]).words == 99
    assert (read([SHORT * 9]).lix, read([SHORT * 9]).lix_class) == (None, "")
    assert read([SHORT * 9, "Dag."]).lix == 19
    assert read([SHORT * 9, "Dag."]).lix_class == "very_easy"


@pytest.mark.parametrize(
    ("words", "name"), [(29, "very_easy"), (30, "easy"), (40, "fair"), (50, "hard"), (60, "very_hard")]
)
def test_the_classes_of_lix(words, name):
    reading = read([" ".join(["kort"] * words) + "."] * 5)
    assert (reading.lix, reading.lix_class) == (words, name)


def test_minutes_are_those_of_a_slow_reader():
    assert read([]).minutes == 0
    assert read(["Dag."]).minutes == 1
    assert read(["woord " * 301]).minutes == 3


def test_a_letter_is_scored_as_the_resident_gets_it():
    letter = composed().letter
    said = " ".join(sentence.text for sentence in read_letter(letter).sentences)
    assert "Anouk de Vries" in said
    assert "((" not in said


def test_it_speaks_of_no_language_level():
    source = reading_aid.__doc__ + " ".join(name for _bound, name in reading_aid.LIX_CLASSES)
    assert not re.search(r"\b[ABC][12]\b", source)


LINES = st.lists(st.text(max_size=200), max_size=8)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_text_is_read_and_no_word_is_lost(lines):
    reading = read(lines)
    assert all(sentence.words for sentence in reading.sentences)
    assert [sentence.number for sentence in reading.sentences] == list(range(1, len(reading.sentences) + 1))
    assert (reading.lix is None) == (reading.words < 100)
    assert reading.words == sum(len(sentence.words) for sentence in reading.sentences)
    for remark in (*reading.plainer_words, *reading.perhaps_passive, *reading.long_words):
        assert 1 <= remark.number <= len(reading.sentences)


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéë", min_size=1, max_size=12)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(WORD, min_size=1, max_size=20).map(lambda words: ["Zo", *words, "is"]), min_size=1, max_size=8)
)
def test_sentences_of_plain_words_are_found_back(sentences):
    reading = read([" ".join(" ".join(words) + "." for words in sentences)])
    assert [list(sentence.words) for sentence in reading.sentences] == sentences
