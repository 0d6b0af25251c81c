"""How a shipped route is written down: steps by a short name, and where every outcome leads."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

STEPS = UUID("4f6a1d3c-0b0e-4a55-9d0c-6f0f2f6f7a11")
Data = dict[str, Any]


class Builder:
    """Steps by a short name; ids that stay the same on every site, so that a version can be compared with another."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.steps: list[Data] = []

    def id_of(self, name: str) -> str:
        return str(uuid5(STEPS, f"{self.code}:{name}"))

    def add(self, name: str, kind: str, title: str, *, when: Data, **value: Any) -> None:
        self.steps.append({"id": self.id_of(name), "type": kind, "value": {"title": title, "when": when, **value}})

    def letter(self, name: str, title: str, text: str, *outcomes: Data, when: Data) -> None:
        self.add(name, "letter", title, when=when, letter=text, outcomes=list(outcomes))

    def appointment(self, name: str, title: str, *outcomes: Data, when: Data, until: Data, **value: Any) -> None:
        self.add(name, "appointment", title, when=when, until=until, outcomes=list(outcomes), **value)

    def reminder(self, name: str) -> None:
        before = when("appointment", -1, "working_days")
        self.add(name, "reminder_call", "Herinnering", when=before, outcomes=[])

    def call(self, name: str, title: str, *outcomes: Data, when: Data, guide: str = "") -> None:
        self.add(name, "call_back", title, when=when, guide=guide, outcomes=list(outcomes))

    def decision(self, name: str, title: str, *choices: Data, when: Data) -> None:
        self.add(name, "decision", title, when=when, choices=list(choices))

    def on(self, outcome: str, to: str = "", end: str = "") -> Data:
        return {"on": outcome, "number": None, "unit": "days", "to": self.id_of(to) if to else "", "end": end}

    def missed(self, to: str = "", end: str = "") -> list[Data]:
        """Every way in which a conversation is not held, to the same step or end."""
        return [self.on(outcome, to, end) for outcome in MISSED]

    def silent(self, days: int, to: str = "", end: str = "") -> Data:
        return self.on("silent", to, end) | {"number": days}

    def choice(self, code: str, to: str = "") -> Data:
        return {"choice": code, "to": self.id_of(to) if to else "", "end": ""}


def when(anchor: str = "previous_done", number: int = 0, unit: str = "days") -> Data:
    return {"anchor": anchor, "number": number, "unit": unit}


def until(number: int, unit: str = "days") -> Data:
    return {"number": number, "unit": unit}


AT_START = when("start")
SPOKEN: list[Data] = [
    {"type": "outcome", "value": {"on": "held", "number": None, "unit": "days", "to": "", "end": "spoken"}}
]
MISSED = ("no_show", "cancelled", "declined", "not_reached")  # a conversation that was not held


def route_of(build: Builder, title: str, summary: str, *, tone: str, entry: str, purpose: str = "contact") -> Data:
    return {
        "code": build.code,
        "title": title,
        "summary": summary,
        "tone": tone,
        "entry": entry,
        "purpose": purpose,
        "body": build.steps,
        "always": SPOKEN,
    }
