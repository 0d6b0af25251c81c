import re
from xml.etree import ElementTree

import pytest

from kik_wagtail.routes.content import read
from kik_wagtail.routes.picture import picture
from kik_wagtail.routes.timeline import days_of, timeline

from .inbeeld import IN_BEELD, in_beeld, step, term

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def test_every_step_says_when_it_is_due_counted_from_the_start():
    assert days_of(in_beeld()) == {
        "invitation": (0, 0),
        "reminder": (13, 27),
        "meeting": (14, 28),
        "duty": (0, 35),
        "second_meeting": (0, 66),
        "fork": (5, 78),
    }


def test_the_list_says_of_every_outcome_where_it_leads():
    entries = timeline(in_beeld()).entries
    assert [(line.to, line.end) for line in entries[0].lines] == [(4, "")]
    assert [line.end for line in entries[5].lines] == [line.on for line in entries[5].lines]
    assert entries[5].is_choice
    assert entries[3].is_duty
    assert not entries[0].is_duty


def test_outcomes_that_lead_to_the_same_are_said_together():
    meeting = timeline(in_beeld()).entries[2]
    assert [line.on for line in meeting.lines] == [
        "niet verschenen, wilde niet, niet bereikt of geen reactie na 7 dagen",
        "gesproken",
    ]


def test_what_holds_in_every_step_is_said_of_a_conversation_itself_too():
    entries = timeline(in_beeld()).entries
    assert [line.end for line in entries[2].lines if line.end] == ["gesproken"]
    assert [line.end for line in entries[0].lines if line.end] == []


@pytest.mark.parametrize(
    ("offset", "until", "said"),
    [
        (14, term(28), "14 tot 28 dagen na de start"),
        (0, term(21), "binnen 21 dagen na de start"),
        (5, term(3, "weeks"), "5 dagen tot 3 weken na de start"),
        (0, None, "bij de start"),
        (3, None, "3 dagen na de start"),
    ],
)
def test_a_window_reads_as_one_would_say_it(offset, until, said):
    steps = [step("one", "appointment", "Gesprek", "start", offset, until=until)]
    assert timeline(read(IN_BEELD | {"steps": steps})).entries[0].when == said


def texts(markup):
    return [node.text for node in ElementTree.fromstring(markup).iterfind(".//svg:text", NAMES)]


def test_the_picture_shows_the_same_steps_and_ends_as_the_list():
    markup = picture(timeline(in_beeld()))
    said = " ".join(text or "" for text in texts(markup))
    for entry in timeline(in_beeld()).entries:
        assert f"{entry.number} · {entry.short_kind}" in said
        assert entry.title.split()[0] in said
        assert all(word in said for line in entry.lines for word in line.end.split())
    root = ElementTree.fromstring(markup)
    assert root.get("role") == "img"
    described = [root.find(f"svg:{name}", NAMES).get("id") for name in ("title", "desc")]
    assert root.get("aria-labelledby") == " ".join(described)


def test_the_picture_holds_no_style_of_its_own_and_no_markup_of_an_editor():
    hostile = IN_BEELD | {"title": "<script>x</script>"}
    hostile["steps"] = [{**IN_BEELD["steps"][0], "title": '"><img onerror=x>'}, *IN_BEELD["steps"][1:]]
    markup = picture(timeline(read(hostile)))
    assert not re.search(r"<script|<img|style=|<style", markup)
    ElementTree.fromstring(markup)


def test_a_route_without_steps_is_an_empty_picture():
    assert texts(picture(timeline(read(IN_BEELD | {"steps": []})))) == []
