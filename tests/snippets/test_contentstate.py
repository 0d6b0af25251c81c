"""What Draft.js posts: places in the text, half characters, and what no editor posts."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from kik_wagtail.snippets import rich_text, wording
from kik_wagtail.snippets.blocks import BODY_FEATURES
from kik_wagtail.snippets.contentstate import readable
from kik_wagtail.snippets.models import LetterText, Passage
from kik_wagtail.snippets.widgets import WordingArea
from tests.starting import kik_setup

from .letters import chip


def block(text, *, entities=(), bold=(), **more):
    """Places as JavaScript counts them: (start, length)."""
    ranges = [{"offset": start, "length": length, "key": key} for key, (start, length) in enumerate(entities)]
    styles = [{"offset": start, "length": length, "style": "BOLD"} for start, length in bold]
    return {
        "key": "a",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "entityRanges": ranges,
        "inlineStyleRanges": styles,
    } | more


CHIP = {"type": "MERGE_FIELD", "mutability": "IMMUTABLE", "data": {"field": "naam"}}


def stored(*blocks, entities=(CHIP,)):
    state = json.dumps({"blocks": list(blocks), "entityMap": {str(key): one for key, one in enumerate(entities)}})
    html = WordingArea(features=BODY_FEATURES).value_from_datadict({"body": state}, {}, "body")
    return html.replace(' data-block-key="a"', "")


def test_a_merge_field_behind_an_emoji_takes_no_letters_with_it():
    assert stored(block("😀 Naam!", entities=[(3, 4)])) == f"<p>😀 {chip('naam')}!</p>"


def test_bold_behind_an_emoji_stays_where_it_was():
    assert stored(block("😀 een twee", bold=[(7, 4)])) == "<p>😀 een <b>twee</b></p>"


@pytest.mark.parametrize(
    "html", [f"<p>😀 {chip('naam')} 😀😀 <b>dik</b></p>", f"<p>Dag {chip('naam')}</p>", "<p>😀 <b>😀</b></p>"]
)
def test_places_are_the_same_after_opening_and_saving(html):
    area = WordingArea(features=BODY_FEATURES)
    state = json.loads(area.format_value(html))
    for one in state["blocks"]:
        one["key"] = "a"
    assert stored(*state["blocks"], entities=list(state["entityMap"].values())) == html


def test_the_editor_gets_places_as_javascript_counts_them():
    state = json.loads(WordingArea(features=BODY_FEATURES).format_value("<p>😀 <b>dik</b></p>"))
    assert state["blocks"][0]["inlineStyleRanges"] == [{"offset": 3, "length": 3, "style": "BOLD"}]


def test_the_editor_gets_the_very_letters_that_it_would_post_of_the_same_words():
    given = WordingArea(features=BODY_FEATURES).format_value(f'<p data-block-key="a1">Dag {chip("naam")}, <b>é</b></p>')
    label = json.loads(given)["blocks"][0]["text"][4:-3]
    assert given == (
        f'{{"blocks":[{{"key":"a1","text":"Dag {label}, é","type":"unstyled","depth":0,'
        f'"inlineStyleRanges":[{{"offset":{len(label) + 6},"length":1,"style":"BOLD"}}],'
        f'"entityRanges":[{{"offset":4,"length":{len(label)},"key":0}}],"data":{{}}}}],'
        '"entityMap":{"0":{"type":"MERGE_FIELD","mutability":"IMMUTABLE","data":{"field":"naam"}}}}'
    )


@pytest.mark.parametrize("html", ["", "<p></p>", "<p> </p>"])
def test_an_editor_without_words_gets_none(html):
    assert WordingArea(features=BODY_FEATURES).format_value(html) == "null"


def test_and_posts_none():
    area = WordingArea(features=BODY_FEATURES)
    assert rich_text.parse(area.value_from_datadict({"body": area.format_value("")}, {}, "body")) == []


@pytest.mark.django_db
def test_every_text_that_comes_along_is_the_same_wording_after_opening_and_saving():
    kik_setup()
    bodies = [html for letter in LetterText.objects.all() for html in wording.texts_in(letter.body)]
    texts = [*bodies, *(passage.text for passage in Passage.objects.all())]
    assert any("<b><span" in html for html in texts)
    area = WordingArea(features=BODY_FEATURES)
    for html in texts:
        saved = html
        for _time in range(3):  # what the first saving makes of it is opened too
            saved = area.value_from_datadict({"text": area.format_value(saved)}, {}, "text")
            assert rich_text.parse(saved) == rich_text.parse(html)


def test_without_strange_characters_it_is_what_wagtail_makes_of_it():
    state = {"blocks": [block("Naam en dik", entities=[(0, 4)], bold=[(8, 3)])], "entityMap": {"0": CHIP}}
    converter = ContentstateConverter(BODY_FEATURES)
    assert converter.to_database_format(readable(json.dumps(state), BODY_FEATURES)) == converter.to_database_format(
        json.dumps(state)
    )


def test_half_a_character_becomes_one_that_is_refused_by_name_and_control_characters_go():
    assert stored(block("a\ud83d b\x00\x07c\u009f", bold=[(5, 3)])) == "<p>a\ufffd b<b>c</b></p>"


@pytest.mark.parametrize(("depth", "levels"), [(10**9, 5), (-3, 1), ("x", 1)])
def test_a_list_is_no_deeper_than_an_editor_makes_it(depth, levels):
    assert stored(block("punt", type="unordered-list-item", depth=depth)).count("<ul>") == levels


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "EMBED", "data": {"embedType": "kik_wagtail.Passage", "id": 1}},
        {"type": "MERGE_FIELD", "data": {}},
        {"type": "MERGE_FIELD", "data": "naam"},
        {"type": "LINK", "data": {"url": None}},
        "naam",
        None,
    ],
)
def test_of_what_our_editors_do_not_know_the_words_stay(entity):
    assert stored(block("een twee", entities=[(0, 3)]), entities=[entity]) == "<p>een twee</p>"


def test_a_merge_field_lies_in_no_other():
    html = stored(block("een twee", entities=[(0, 5), (2, 4)]), entities=[CHIP, CHIP])
    assert html.count("<span") == 1


@pytest.mark.parametrize("posted", ["", "x", "[]", "{}", '{"blocks": 1}', '{"blocks": [1]}', "[" * 10_000])
def test_what_no_editor_posts_raises(posted):
    with pytest.raises((ValueError, RecursionError)):
        readable(posted, BODY_FEATURES)


@pytest.mark.parametrize("kind", ["blockquote", "atomic", "header-one", None, 7])
def test_a_kind_of_line_that_our_editors_do_not_make_is_a_paragraph(kind):
    assert stored(block("een", type=kind)) == "<p>een</p>"


def test_a_style_that_our_editors_do_not_make_goes_and_the_words_stay():
    styles = [{"offset": 0, "length": 3, "style": "ITALIC"}]
    assert stored(block("een twee", inlineStyleRanges=styles)) == "<p>een twee</p>"
