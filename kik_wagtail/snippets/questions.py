"""The questions of a guide as plain data: what the report form is made of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OPEN, CHOICE, SCALE, YES_NO, DATE = "open", "choice", "scale", "yes_no", "date"


@dataclass(frozen=True, slots=True)
class Question:
    key: str  # stable for ever: an answer keeps belonging to it when it is reworded
    kind: str  # one of the five above
    label: str
    help: str = ""
    phase: str = ""
    options: tuple[str, ...] = ()  # of a choice
    several: bool = False  # more than one option may be chosen
    low: int = 1  # of a scale
    high: int = 10
    low_label: str = ""
    high_label: str = ""


def questions_of(content: Mapping[str, Any]) -> list[Question]:
    """All questions of a guide version's content, in order, with the title of their phase."""
    return [
        Question(phase=phase["title"], **data | {"options": tuple(data.get("options", ()))})
        for phase in content["phases"]
        for data in phase["questions"]
    ]
