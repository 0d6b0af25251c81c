"""What matches a word, and what a replacement leaves alone. No database."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.snippets.finding.markup import Reading, may_match
from kik_wagtail.snippets.finding.words import Term, fold, with_capitals_of
from kik_wagtail.snippets.rich_text import fields, parse
from tests.snippets.letters import chip

TAG = re.compile(r"<[^>]*>")


def found(source, words, *, part=False, is_html=True):
    term = Term(words, is_part=part)
    matches = [match.found for match in Reading(source, is_html=is_html).matches(term)]
    assert may_match(source, term, is_html=is_html) or not matches  # the quick look never passes over one
    return matches


def replaced(source, words, by, *, part=False, is_html=True):
    reading = Reading(source, is_html=is_html)
    matches = [match for match in reading.matches(Term(words, is_part=part)) if not match.by_hand]
    return reading.replaced({match: with_capitals_of(match.found, by) for match in matches})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de cliënt komt", ["cliënt"]),
        ("Client. CLIËNT! (clïent)", ["Client", "CLIËNT", "clïent"]),
        ("cliënten en cliëntdossier", []),
        ("cliënt-dossier", ["cliënt"]),
        ("clie\u0308nt", ["clie\u0308nt"]),
        ("cli\u00adënt", ["cli\u00adënt"]),
    ],
)
def test_capitals_and_accents_make_no_difference_and_words_are_whole(text, expected):
    assert found(text, "cliënt", is_html=False) == expected
    assert found(text, "client", is_html=False) == expected


def test_a_part_of_a_longer_word_is_found_when_asked_for():
    assert found("cliënten en Cliëntdossier", "cliënt", part=True, is_html=False) == ["cliënt", "Cliënt"]


def test_several_words_are_found_whatever_spaces_stand_between():
    assert found("<p>uw&nbsp;uitkering</p><p>Uw\n  uitkering</p>", "uw uitkering") == [
        "uw\xa0uitkering",
        "Uw\n  uitkering",
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>cli<b>ënt</b></p>",
        "<p><b>cli</b>ënt</p>",
        "<p>cli&euml;nt</p>",
        "<p>cli&#235;nt</p>",
        '<ul><li data-block-key="x">de cliënt</li></ul>',
    ],
)
def test_a_word_is_found_whatever_markup_or_reference_stands_in_it(html):
    assert found(html, "cliënt") == ["cliënt"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>cli</p><p>ënt</p>",
        "<p>cli<br/>ënt</p>",
        f"<p>cli{chip('naam')}ënt</p>",
        "<p>" + chip("client") + "</p>",
        '<p><a href="https://client.nl/client" title="client">hier</a></p>',
        '<p data-block-key="client" class="client">hier</p>',
        "<script>client</script><style>client</style><!-- client -->",
    ],
)
def test_nothing_but_words_matches(html):
    assert found(html, "client", part=True) == []


@pytest.mark.parametrize(
    ("word", "by", "expected"),
    [
        ("cliënt", "inwoner", "inwoner"),
        ("Cliënt", "inwoner", "Inwoner"),
        ("CLIËNT", "inwoner", "INWONER"),
        ("Cliënt", "ijsbeer", "IJsbeer"),
        ("U", "je", "Je"),
        ("cliënt", "GKB", "GKB"),
        ("14 050", "14 051", "14 051"),
    ],
)
def test_the_capital_of_the_word_is_kept(word, by, expected):
    assert with_capitals_of(word, by) == expected


def test_a_word_in_two_pieces_becomes_one_in_the_longer_piece():
    assert replaced("<p>c<b>liënt</b></p>", "cliënt", "inwoner") == "<p><b>inwoner</b></p>"
    assert replaced("<p><b>clië</b>nt.</p>", "cliënt", "inwoner") == "<p><b>inwoner</b>.</p>"


def test_a_word_half_in_a_link_is_found_but_left_to_a_person():
    html = '<p>cli<a href="https://x.nl">ënt</a> en <a href="https://x.nl">cliënt</a></p>'
    assert found(html, "cliënt") == ["cliënt", "cliënt"]
    assert replaced(html, "cliënt", "inwoner") == html.replace(">cliënt<", ">inwoner<")


def test_what_is_put_in_is_text_and_never_markup():
    assert replaced("<p>cliënt</p>", "cliënt", "<b>&") == "<p>&lt;b&gt;&amp;</p>"
    assert replaced("cliënt", "cliënt", "<b>&", is_html=False) == "<b>&"


def test_a_reference_for_two_letters_is_never_cut_in_two():
    html = "<p>&fjlig;ord en &fjlig;ord</p>"
    assert found(html, "jord", part=True) == ["jord", "jord"]
    assert replaced(html, "jord", "x", part=True) == html
    assert replaced(html, "fjord", "zee") == "<p>zee en zee</p>"


@pytest.mark.parametrize("words", ["", " ", "x", "\u0308\u0308", "￼ab"])
def test_what_stands_everywhere_or_nowhere_is_not_looked_for(words):
    assert not Term(words).is_usable


LETTERS = "abë ÀB\xa0\n"
text = st.text(LETTERS, max_size=8).map(escape) | st.sampled_from(["&euml;", "&amp;", "&#98;", "é", "﷐"])
pieces = st.recursive(
    text | st.sampled_from([chip("naam"), chip("ab"), "<br/>"]),
    lambda inner: st.builds(
        lambda tag, children: f"<{tag}>{''.join(children)}</{tag.split()[0]}>",
        st.sampled_from(["b", "p", "li", "h3", 'a href="https://ab.nl/?a=1&amp;b=ab"', 'p data-block-key="ab"']),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
html = st.lists(pieces, max_size=5).map("".join)


@given(html, st.text("abë", min_size=2, max_size=3), st.booleans())
def test_replacing_changes_no_tag_chip_or_link_and_leaves_none_of_the_word(source, words, part):
    new = replaced(source, words, "zo & zo", part=part)
    assert TAG.findall(new) == TAG.findall(source)
    assert fields(parse(new)) == fields(parse(source))
    left = Reading(new, is_html=True).matches(Term(words, is_part=part))
    assert all(match.by_hand for match in left)
    assert found(source, words, part=part) or new == source


@given(st.text())
def test_any_text_is_read_and_put_back_as_it_was(source):
    for is_html in (True, False):
        reading = Reading(source, is_html=is_html)
        assert reading.replaced({}) == source
        assert all(0 <= one.start <= one.end <= len(source) for one in reading.characters)


@given(st.text(), st.text())
def test_folding_goes_character_by_character(one, other):
    assert fold(one + other) == fold(one) + fold(other)
