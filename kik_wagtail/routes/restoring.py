"""From the frozen content of a version of a route back to what the editor holds (the way back of `freezing`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kik_wagtail.snippets.kinds import Restored
from kik_wagtail.snippets.models import ConversationGuide, LetterText

from . import entries
from .content import BY_HAND, Doer, On, StepKind

Data = Mapping[str, Any]
FACTS = ("title", "summary", "purpose", "entry", "tone")
PLAIN = ("channel", "place_kind", "minutes")


def route_restored(content: Data) -> Restored:
    """Letter texts and guides that are gone are named: the step comes back without."""
    known = {"letter": _there(LetterText, content, "letter"), "guide": _there(ConversationGuide, content, "guide")}
    lost = [
        step[name]["title"]
        for step in content["steps"]
        for name, keys in known.items()
        if step.get(name) and step[name]["id"] not in keys
    ]
    values = {name: content[name] for name in FACTS}
    if not entries.known(content["entry"]):
        values["entry"] = entries.BY_HAND
        lost.append(content["entry"])
    values["body"] = [_step(step, known) for step in content["steps"]]
    values["always"] = [{"type": "outcome", "value": _outcome(branch)} for branch in content["always"]]
    return Restored(values, [], lost)


def _there(model: type[Any], content: Data, name: str) -> set[int]:
    keys = [step[name]["id"] for step in content["steps"] if step.get(name)]
    return set(model.objects.filter(pk__in=keys).values_list("pk", flat=True))


def _step(step: Data, known: Mapping[str, set[int]]) -> dict[str, Any]:
    value: dict[str, Any] = {"title": step["title"], "when": _term(step["term"]) | {"anchor": step["anchor"]}}
    if step["kind"] == StepKind.APPOINTMENT:
        value["until"] = _term(step["until"])
    if step["kind"] in BY_HAND:
        value["who"] = step.get("who") or Doer.COACH.value
    for name, keys in known.items():
        if name in step:
            value[name] = step[name]["id"] if step[name] and step[name]["id"] in keys else None
    value |= {name: step[name] or None for name in PLAIN if name in step}
    if step["kind"] == StepKind.DECISION:
        value["choices"] = [_choice(branch) for branch in step["branches"] if branch["on"] == On.DECIDED]
    else:
        value["outcomes"] = [_outcome(branch) for branch in step["branches"]]
    return {"type": step["kind"], "id": step["key"], "value": value}  # outcomes and enrolments know a step by its key


def _term(term: Data | None) -> dict[str, Any]:
    return {"number": term["offset"], "unit": term["unit"]} if term else {"number": 0, "unit": "days"}


def _outcome(branch: Data) -> dict[str, Any]:
    after = branch["after"]
    length = {"number": after["offset"], "unit": after["unit"]} if after else {"number": None, "unit": "days"}
    return {"on": branch["on"], **length, "to": branch["to"], "end": branch["end"]}


def _choice(branch: Data) -> dict[str, Any]:
    end = "" if branch["end"] == branch["choice"] else branch["end"]  # a decision ends with what was decided by itself
    return {"choice": branch["choice"], "to": branch["to"], "end": end}
