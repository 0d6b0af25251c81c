import re
from xml.etree import ElementTree

from kik_wagtail.routes.content import read
from kik_wagtail.routes.picture import picture
from kik_wagtail.routes.timeline import days_of, timeline

from .inbeeld import IN_BEELD, in_beeld

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
    assert [(line.to, line.end) for line in entries[0].lines] == [(4, ""), (4, "")]
    assert [line.end for line in entries[5].lines] == [line.on for line in entries[5].lines]
    assert entries[3].is_duty
    assert not entries[0].is_duty


def texts(markup):
    return [node.text for node in ElementTree.fromstring(markup).iterfind(".//svg:text", NAMES)]


def test_the_picture_shows_the_same_steps_and_ends_as_the_list():
    markup = picture(timeline(in_beeld()))
    said = " ".join(text or "" for text in texts(markup))
    for entry in timeline(in_beeld()).entries:
        assert f"{entry.number} · {entry.kind_label}" in said
        assert entry.title.split()[0] in said
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
