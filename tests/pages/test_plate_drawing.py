"""The drawing by itself: whatever is in it, words stay inside it and numbers lie in it, apart from each other."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kik_wagtail.pages.plate_drawing import TALL, WIDE, Stop, draw

WORDS = st.text("abcdefghij <&\"'é", min_size=1, max_size=120)
KINDS = st.sampled_from(["letter", "appointment", "reminder_call", "call_back", "decision", "wait", "other"])
STOPS = st.lists(st.builds(Stop, KINDS, WORDS, st.just("afspraak · dag 100–128")), max_size=24)


def drawing(values, stops, layout):
    return draw(title="Onze aanpak", about="alles", values=values, stops=stops, layout=layout, name="p")


def in_svg(drawn):
    root = ElementTree.fromstring(drawn.markup)
    _x, _y, width, height = map(float, root.get("viewBox").split())
    return root, width, height


@pytest.mark.parametrize("layout", [WIDE, TALL], ids=["wide", "tall"])
@given(values=st.lists(WORDS, max_size=9), stops=STOPS)
@settings(max_examples=40, deadline=None)
def test_whatever_it_shows_nothing_falls_outside(layout, values, stops):
    drawn = drawing(values, stops, layout)
    root, width, height = in_svg(drawn)
    assert (len(drawn.values), len(drawn.stops)) == (len(values), len(stops))
    for x, y in [*drawn.values, *drawn.stops]:
        assert 0 < x < 100
        assert 0 < y < 100
    for words in root.iter("text"):
        size = 64 if "title" in words.get("class") else layout.type_size
        half = len(words.text or "") * size * 0.6 / 2
        assert half <= float(words.get("x")) <= width - half
        assert size * 0.7 <= float(words.get("y")) <= height - size * 0.3
    for shape in root.iter("rect"):
        assert float(shape.get("y") or 0) + float(shape.get("height")) <= height


@pytest.mark.parametrize("layout", [WIDE, TALL], ids=["wide", "tall"])
def test_numbers_lie_far_enough_apart_for_a_finger_on_a_telephone(layout):
    drawn = drawing(["Een waarde"] * 6, [Stop("letter", "Een stap", "dag 1")] * 12, layout)
    _root, width, height = in_svg(drawn)
    scale = {"wide": 640, "tall": 340}[layout.shape] / width
    places = [(x * width / 100 * scale, y * height / 100 * scale) for x, y in [*drawn.values, *drawn.stops]]
    assert all(max(abs(a - c), abs(b - d)) >= 24 for (a, b), (c, d) in combinations(places, 2))


def test_a_drawing_has_classes_only_and_its_own_ids():
    drawn = drawing(["Vertrouwen"], [Stop("letter", "Brief", "dag 1")], WIDE)
    assert not re.search(r"style=|#[0-9a-f]{3,6}\b|rgb\(", drawn.markup)
    assert re.findall(r' id="([^"]+)"', drawn.markup) == ["p-t", "p-d"]
