"""A route as it was published: steps, when each is due, and where every outcome leads. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class StepKind(StrEnum):
    LETTER = "letter"
    APPOINTMENT = "appointment"
    REMINDER_CALL = "reminder_call"
    CALL_BACK = "call_back"
    DECISION = "decision"
    WAIT = "wait"


class Anchor(StrEnum):
    """What a step's date is counted from."""

    START = "start"
    PREVIOUS_DUE = "previous_due"
    PREVIOUS_DONE = "previous_done"
    APPOINTMENT = "appointment"
    LAST_CONVERSATION = "last_conversation"


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


class Tone(StrEnum):
    VOLUNTARY = "voluntary"
    NEUTRAL = "neutral"
    DUTY = "duty"

    def may_send(self, letter: Tone) -> bool:
        """Bounds the letters of a route with this tone: a duty is named in a route about a duty only. A neutral letter
        speaks of neither, so it fits everywhere."""
        return letter != Tone.DUTY or self == Tone.DUTY


class Doer(StrEnum):
    """Who does what a step asks of a person. Where a team has nobody in that role, the resident's coach does."""

    COACH = "coach"
    AREA_TEAM = "area_team"  # the coach of the team who has the fewest of such steps
    TEAM_LEAD = "team_lead"
    ADVISER = "adviser"


AT_A_DISTANCE = "at_a_distance"  # beside the channels of a contact: by telephone or video, as the resident prefers
DISTANT = frozenset({"phone", "video", AT_A_DISTANCE})


class On(StrEnum):
    """What can happen in a step. SENT, APPOINTED and SILENT come from the route's own clock and screens."""

    SENT = "sent"
    APPOINTED = "appointed"
    HELD = "held"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    STARTED = "started"
    WANTS_SUPPORT = "wants_support"
    NO_CHANGE = "no_change"
    SILENT = "silent"
    DECIDED = "decided"


# A letter waits for a reaction only where it says what happens without one.
EXPECTED: Mapping[StepKind, frozenset[On]] = {
    StepKind.LETTER: frozenset({On.APPOINTED, On.HELD, On.DECLINED, On.SILENT}),
    StepKind.APPOINTMENT: frozenset(
        {On.APPOINTED, On.HELD, On.NO_SHOW, On.CANCELLED, On.DECLINED, On.NOT_REACHED, On.SILENT}
    ),
    StepKind.REMINDER_CALL: frozenset({On.REACHED, On.NOT_REACHED, On.HELD, On.DECLINED, On.SILENT}),
    StepKind.CALL_BACK: frozenset(
        {On.REACHED, On.STARTED, On.WANTS_SUPPORT, On.NO_CHANGE, On.NOT_REACHED, On.HELD, On.DECLINED, On.SILENT}
    ),
    StepKind.DECISION: frozenset({On.DECIDED, On.HELD}),
    StepKind.WAIT: frozenset({On.HELD, On.DECLINED}),
}
BY_HAND = frozenset({StepKind.APPOINTMENT, StepKind.REMINDER_CALL, StepKind.CALL_BACK, StepKind.DECISION})


@dataclass(frozen=True, slots=True)
class Term:
    """A signed distance from an anchor: 14 days, -1 working day, 12 months."""

    offset: int = 0
    unit: Unit = Unit.DAYS


@dataclass(frozen=True, slots=True)
class Branch:
    """On this outcome to another step, or to an end with a result code. SILENT: `after` this long."""

    on: On
    to: str = ""
    end: str = ""
    after: Term | None = None
    choice: str = ""  # of a decision: the result code that a person chooses


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    kind: StepKind
    title: str
    anchor: Anchor = Anchor.START
    term: Term = Term()
    until: Term | None = None  # the latest day, from the same anchor
    branches: tuple[Branch, ...] = ()
    letter: int | None = None  # key of a LetterText
    guide: int | None = None
    place_kind: str = ""
    channel: str = ""
    who: Doer = Doer.COACH
    minutes: int = 0
    letter_tone: Tone | None = None

    @property
    def silence(self) -> Branch | None:
        return next((one for one in self.branches if one.on == On.SILENT), None)

    @property
    def waits(self) -> bool:
        """A letter without a word about reactions is done once it is sent."""
        return self.kind != StepKind.LETTER or bool(self.branches)


@dataclass(frozen=True, slots=True)
class RouteContent:
    title: str
    tone: Tone
    steps: tuple[Step, ...]
    always: tuple[Branch, ...] = ()  # in every step that says nothing else about this outcome

    def __getitem__(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)

    def __contains__(self, key: object) -> bool:
        return any(step.key == key for step in self.steps)

    def find(self, key: str) -> Step | None:
        """None where another version had it."""
        return next((step for step in self.steps if step.key == key), None)

    def after(self, key: str) -> Step | None:
        """The step that stands below, or None at the last."""
        at = [step.key for step in self.steps].index(key)
        return self.steps[at + 1] if at + 1 < len(self.steps) else None

    @property
    def choices(self) -> dict[str, Sequence[str]]:
        """Per decision the result codes offered."""
        return {
            step.key: [branch.choice for branch in step.branches if branch.on == On.DECIDED]
            for step in self.steps
            if step.kind == StepKind.DECISION
        }


def read(content: Mapping[str, Any]) -> RouteContent:
    """From the JSON of a RouteVersion."""
    return RouteContent(
        title=content["title"],
        tone=Tone(content["tone"]),
        steps=tuple(_step(step) for step in content["steps"]),
        always=tuple(_branch(branch) for branch in content.get("always", ())),
    )


def _step(data: Mapping[str, Any]) -> Step:
    letter = data.get("letter") or {}
    return Step(
        key=data["key"],
        kind=StepKind(data["kind"]),
        title=data["title"],
        anchor=Anchor(data["anchor"]),
        term=_term(data["term"]) or Term(),
        until=_term(data.get("until")),
        branches=tuple(_branch(branch) for branch in data.get("branches", ())),
        letter=letter.get("id"),
        letter_tone=Tone(letter["tone"]) if letter.get("tone") else None,
        guide=(data.get("guide") or {}).get("id"),
        place_kind=data.get("place_kind", ""),
        channel=data.get("channel", ""),
        who=Doer(data.get("who") or Doer.COACH),
        minutes=data.get("minutes") or 0,
    )


def _term(data: Mapping[str, Any] | None) -> Term | None:
    return Term(int(data["offset"]), Unit(data["unit"])) if data else None


def _branch(data: Mapping[str, Any]) -> Branch:
    return Branch(
        on=On(data["on"]),
        to=data.get("to", ""),
        end=data.get("end", ""),
        after=_term(data.get("after")),
        choice=data.get("choice", ""),
    )
