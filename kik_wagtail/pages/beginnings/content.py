"""What a new page can begin as. The Dutch words in the bodies are content, for the editor to write over.

A host site adds its own with `register`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

Blocks = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Beginning:
    code: str
    type: str  # name of the page type; a site may have swapped it for its own
    label: Any
    about: Any
    title: str
    body: Callable[[date], Blocks]


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def _working_method(day: date) -> Blocks:
    return [
        _block("text", "<p>Voor wie is deze werkwijze, en wanneer gebruikt u haar?</p>"),
        _block("route", {"route": None, "with_picture": True}),
        _block("guide", {"guide": None, "parts": []}),
        _block("heading", "Als het anders loopt"),
        _block("text", "<p>Wat doet u als iemand niet komt, of niet wil?</p>"),
        _block("letter_text", {"text": None}),
        _block("call_out", {"kind": "tip", "text": "<p>Wat mag een nieuwe collega niet missen?</p>"}),
    ]


def _preparing(day: date) -> Blocks:
    steps = ("Vooraf", "Aan het begin", "Aan het eind")
    return [
        _block("text", "<p>Waar gaat dit gesprek over?</p>"),
        _block("step_plan", {"title": "Stap voor stap", "steps": [{"title": step, "text": ""} for step in steps]}),
        _block("guide", {"guide": None, "parts": []}),
        _block("core_values", {"title": "Waar wij op letten", "chosen": [], "with_explanation": False}),
    ]


def _example(day: date) -> Blocks:
    return [
        _block("heading", "Wat er speelde"),
        _block("text", "<p>Beschrijf het zo dat niemand te herkennen is.</p>"),
        _block("heading", "Wat de coach deed"),
        _block("text", "<p></p>"),
        _block("quotation", {"text": "", "who": "coach"}),
    ]


def _answers(day: date) -> Blocks:
    return [_block("answer", {"question": question, "answer": ""}) for question in ("Mag ik …?", "Wat doe ik als …?")]


def _changes(day: date) -> Blocks:
    return [_block("change", {"on": day.isoformat(), "title": "", "text": "", "page": None})]


_known: dict[str, Beginning] = {}


def register(beginning: Beginning) -> None:
    """Again under the same code (a reloaded app) replaces it."""
    _known[beginning.code] = beginning


def beginnings() -> list[Beginning]:
    return list(_known.values())


for _one in (
    Beginning("method", "MethodPage", _("A working method explained"), _("Who it is for, its steps, the guide and the letter."), "Zo werkt …", _working_method),
    Beginning("preparing", "MethodPage", _("Preparing a conversation"), _("Step by step, with the guide and our core values."), "Een gesprek voorbereiden: …", _preparing),
    Beginning("example", "PracticeExamplePage", _("A practice example"), _("What was the matter, what the coach did, what we learned."), "Voorbeeld: …", _example),
    Beginning("answers", "FrequentlyAskedPage", _("Questions and answers"), _("What colleagues ask most."), "Veelgestelde vragen over …", _answers),
    Beginning("changes", "WhatChangedPage", _("What changed"), _("Changes with their date, newest first."), "Wat is er veranderd?", _changes),
):  # fmt: skip
    register(_one)
