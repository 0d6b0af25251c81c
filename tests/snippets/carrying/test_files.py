"""A file of texts: what is written is read back, and what is no such file is refused in one sentence. No database."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.snippets.blocks import BODY_FEATURES, GUIDE_FEATURES, LINE_FEATURES
from kik_wagtail.snippets.carrying import errors, reader
from kik_wagtail.snippets.carrying.markup import WrongMarkup, from_file, to_file
from kik_wagtail.snippets.carrying.reader import MOST_BYTES, TextsFile, read
from kik_wagtail.snippets.carrying.writer import as_yaml
from tests.snippets.letters import chip

GOOD = b"format: 1\ntexts:\n  passage:\n    bel:\n      title: Bel\n"


def file_with(value):
    return TextsFile(texts={"passage": {"bel": {"title": "Bel", "text": value}}}, package="1", moment="nu")


def value_of(content):
    return read(content).texts["passage"]["bel"]["text"]


# written and read

words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r"))
values = st.recursive(
    words | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def as_texts(value):
    """Every scalar as the text that a field reads."""
    if isinstance(value, dict):
        return {key: as_texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_texts(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)


@given(values)
def test_what_is_written_is_read_back(value):
    found = value_of(as_yaml(file_with(value)))
    assert found == as_texts(value)


@given(values)
def test_json_is_read_too(value):
    content = json.dumps({"format": 1, "texts": {"passage": {"bel": {"text": value}}}}).encode()
    assert value_of(content) == value


def test_the_same_texts_give_the_same_bytes():
    assert as_yaml(file_with("a\nb")) == as_yaml(file_with("a\nb"))


def test_words_of_several_lines_stand_as_lines():
    assert b"text: |\n        <p>Een.</p>\n        <p>Twee.</p>\n" in as_yaml(file_with("<p>Een.</p>\n<p>Twee.</p>\n"))


@pytest.mark.parametrize(
    "word", ["ja", "no", "1e3", "0123", "2026-01-01", "<<", "=", "null of niets", "~ ", "12:30:00"]
)
def test_a_word_stays_the_word_that_it_is(word):
    content = GOOD + f"      text: {word}\n".encode()
    assert value_of(content) == word.strip() or word == "~ "


def test_nothing_is_nothing_only_without_quotes():
    assert value_of(GOOD + b"      text: ~\n") is None
    assert value_of(GOOD + b"      text:\n") is None
    assert value_of(GOOD + b'      text: "~"\n') == "~"


# refused


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", errors.FileEmpty),
        (b"  \n", errors.FileEmpty),
        (b"x" * (MOST_BYTES + 1), errors.FileTooLarge),
        (b"\xff\xfe\x00", errors.NotText),
        (b"PK\x03\x04\xe9", errors.NotText),
        (b"a: [1", errors.NotYaml),
        (b"a: b: c", errors.NotYaml),
        (b"\tformat: 1", errors.NotYaml),
        (b'{"format": 1,', errors.NotYaml),
        (b"just words", errors.NoTexts),
        (b"- a\n- b", errors.NoTexts),
        (b"format: 1", errors.NoTexts),
        (b"texts: {}", errors.NoTexts),
        (b"format: 2\ntexts: {}", errors.FormatUnknown),
        (b"format: [1]\ntexts: {}", errors.FormatUnknown),
        (GOOD + b"  passage: {}\n", errors.KeyTwice),
        (GOOD + b"    bel: {}\n", errors.KeyTwice),
        (GOOD + b"      title: Weer\n", errors.KeyTwice),
        (b'{"format": 1, "format": 1, "texts": {}}', errors.KeyTwiceInJson),
        (b"format: 1\ntexts: &a {}\n", errors.HasAnchors),
        (b"format: 1\ntexts: *a\n", errors.HasAnchors),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", errors.HasAnchors),
        (b"format: !!python/object/apply:os.system ['true']\ntexts: {}\n", errors.HasTags),
        (b"format: !!str 1\ntexts: {}\n", errors.HasTags),
        (GOOD + b"---\n" + GOOD, errors.SeveralDocuments),
        (b"format: 1\ntexts: " + b"[" * 60 + b"]" * 60, errors.TooDeep),
        (b'{"format": 1, "texts": ' + b"[" * 60 + b"]" * 60 + b"}", errors.TooDeep),
        (b"[" * 200_000, errors.TooDeep),
        (b'{"a":' * 200_000, errors.TooDeep),
        (b"? [a]\n: b\nformat: 1\ntexts: {}", errors.NotYaml),
        (b"format: 1\ntexts: [a]\n", errors.WrongType),
        (b"format: 1\ntexts: words\n", errors.WrongType),
        (b"format: 1\ntexts:\n  passage: [a]\n", errors.WrongType),
        (b"format: 1\ntexts:\n  passage:\n    bel: words\n", errors.WrongType),
        (b"format: 1\ntexts:\n  passage:\n    bel:\n", errors.WrongType),
        (b'{"format": 1, "texts": {"passage": {"bel": {"text": "\\u0000"}}}}', errors.NotText),
        (b'{"format": 1, "texts": {"passage": {"bel": {"text": "\\ud800"}}}}', errors.NotText),
        (GOOD + b'      text: "\\0"\n', errors.NotText),
        (b'{"format": 1, "texts": {"passage": {"bel": {"text": ' + b"9" * 5000 + b"}}}}", errors.NotYaml),
    ],
)
def test_what_is_no_file_of_texts_is_refused_in_one_sentence(content, error):
    with pytest.raises(errors.FileRefused) as refusal:
        read(content)
    assert type(refusal.value) is error
    assert str(refusal.value)
    assert "{" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_the_refusal_says_the_line():
    with pytest.raises(errors.KeyTwice) as refusal:
        read(GOOD + b"      title: Weer\n")
    assert refusal.value.values == {"key": "title", "line": 6}


@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(str.encode)
    | st.text("{}[]&*!:-|>'\"\n\t a1", max_size=60).map(str.encode)
)
def test_whatever_the_bytes_are_it_is_a_file_or_a_refusal(content):
    with contextlib.suppress(errors.FileRefused):
        assert isinstance(read(content), TextsFile)


def test_a_byte_order_mark_is_no_hindrance():
    assert read(b"\xef\xbb\xbf" + GOOD).texts


# rich text


def there(html, features=BODY_FEATURES):
    return to_file(html, features=features, path_of={7: "/over-ons/"}.get)


def back(text, features=BODY_FEATURES):
    return from_file(text, features=features, page_at={"/over-ons/": 7}.get)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Beste {chip('voornaam')}, <b>{chip('naam')}</b>.</p><h3>Kop</h3>",
        "<ul><li>een</li><li>twee<ul><li>twee en half</li></ul></li></ul><ol><li>een</li></ol>",
        '<p><a href="https://x.nl/?a=1&amp;b=2">hier</a> of <a href="mailto:a@b.nl"><b>daar</b></a><br/>R&amp;B &lt;3</p>',
        '<p><a linktype="page" id="7">over ons</a></p>',
    ],
)
def test_rich_text_goes_there_and_back(html):
    assert back(there(html)) == html
    assert there(back(there(html))) == there(html)


def test_a_file_says_no_ids_and_no_keys():
    assert there('<p data-block-key="abcde">Zie <a linktype="page" id="7">ons</a></p>') == (
        '<p>Zie <a href="page:/over-ons/">ons</a></p>\n'
    )
    assert there('<p><a linktype="page" id="8">weg</a></p>') == "<p>weg</p>\n"


def test_a_subject_is_one_line_without_a_tag_around_it():
    html = f"<p>Kennismaken met {chip('coach_naam')}</p>"
    assert there(html, LINE_FEATURES) == "Kennismaken met ((coach_naam))"
    assert back("Kennismaken met ((coach_naam))", LINE_FEATURES) == html


def test_where_there_are_no_merge_fields_a_token_is_text():
    assert back("<p>((naam))</p>", GUIDE_FEATURES) == "<p>((naam))</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Zomaar een zin.", "<p>Zomaar een zin.</p>"),
        ("Een zin\nop twee regels.", "<p>Een zin op twee regels.</p>"),
        ("<p>Een</p>\n\n  <p>Twee</p>\n", "<p>Een</p><p>Twee</p>"),
        ("Een\n<p>Twee</p>", "<p>Een</p><p>Twee</p>"),
        ("<p><strong>x</strong></p>", "<p><b>x</b></p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("", ""),
    ],
)
def test_what_a_person_writes_becomes_what_the_editor_stores(text, html):
    assert back(text) == html


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>x</script>", "tag"),
        ("<p>x</p><table></table>", "tag"),
        ("<p><i>x</i></p>", "tag"),
        ("<img src=x onerror=y>", "tag"),
        ("<!-- x -->", "tag"),
        ("<![x]>", "tag"),
        ('<p onclick="x">y</p>', "attribute"),
        ('<p><a href="https://x.nl" target="_blank">y</a></p>', "attribute"),
        ('<p><a href="javascript:x">y</a></p>', "link"),
        ("<p><a>y</a></p>", "link"),
        ('<p><a href="page:/weg/">y</a></p>', "page"),
        ("<p>open", "open"),
        ("<p><b>x</p></b>", "open"),
        ("</p>", "open"),
        ("<ul>los</ul>", "list"),
        ("<li>los</li>", "place"),
        ("<p><p>x</p></p>", "place"),
        ("<ul><p>x</p></ul>", "place"),
    ],
)
def test_markup_that_would_not_be_printed_is_refused_with_a_word_for_it(text, code):
    with pytest.raises(WrongMarkup) as refusal:
        back(text)
    assert refusal.value.code == code


@given(st.text() | st.text("<>/pbuliah3 =\"'&;![-((naam))", max_size=60))
def test_whatever_the_text_is_the_result_is_allowed_or_refused(text):
    for features in (BODY_FEATURES, LINE_FEATURES, GUIDE_FEATURES):
        try:
            html = back(text, features)
        except WrongMarkup:
            continue
        assert there(back(there(html, features), features), features) == there(html, features)


def test_the_format_is_named_in_one_place():
    assert read(as_yaml(file_with("x"))).format == reader.FORMAT
