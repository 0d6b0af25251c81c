"""What a letter about a duty says and leaves out: names the law and whom to call, threatens with nothing. Pure.

It looks words up, and so can be wrong: what it says is a warning for a person to look at, and no judgement in law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kik_wagtail.snippets import rich_text, wording

from . import typed_facts
from .reading_aid import lines_of, sentences_of

LAW = re.compile(r"\b\w*wet\b", re.IGNORECASE)
TO_CALL = frozenset({"coach_telefoon"})
SANCTION = re.compile(
    r"\b(boetes?|maatregel(en)?|sancties?|straf(fen)?|korten|gekort|korting op uw|verla(ag|g)(d|t|en|ing)|terugvorder\w*)\b",
    re.IGNORECASE,
)
VOLUNTARY = re.compile(
    r"\b(vrijwillig\w*|vrijblijvend\w*|niet verplicht|hoeft niet (te komen|mee te|te reageren)|het hoeft niet)\b",
    re.IGNORECASE,
)
BENEFIT = re.compile(r"\b(uitkering|bijstand)\b", re.IGNORECASE)
STOPS = re.compile(
    r"\b(stop(t|pen|zet\w*)|gestopt|eindigt|beëindig\w*|ingetrokken|trekken|kwijt|geblokkeerd|blokker\w*|opgeschort|opschort\w*)\b",
    re.IGNORECASE,
)


class Said(NamedTuple):
    code: str  # "no_law", "nobody_to_call", "sanction", "voluntary" or "benefit_stops"
    words: str = ""  # the sentence, where there is one


def said_of(content: Mapping[str, Any]) -> Iterator[Said]:
    """Of the whole wording, passages and conditions included."""
    nodes = [*content["subject"], *wording.nodes_in(content["blocks"])]
    lines = [rich_text.plain(content["subject"]), *lines_of(wording.nodes_in(content["blocks"]))]
    sentences = [sentence for line in lines for sentence in sentences_of(line)]
    if not any(LAW.search(sentence) for sentence in sentences):
        yield Said("no_law")
    if not TO_CALL & set(rich_text.fields(nodes)) and not typed_facts.has_numbers(content):
        yield Said("nobody_to_call")
    for sentence in sentences:
        yield from _threats(sentence)


def _threats(sentence: str) -> Iterator[Said]:
    if SANCTION.search(sentence):
        yield Said("sanction", sentence)
    if VOLUNTARY.search(sentence):
        yield Said("voluntary", sentence)
    if BENEFIT.search(sentence) and STOPS.search(sentence):
        yield Said("benefit_stops", sentence)
