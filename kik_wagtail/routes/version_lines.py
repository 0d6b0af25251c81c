"""A version of a route as lines of plain words: what two versions are compared by.

A step is named by its title, never by its number, so that a step put in between changes one line and not all below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kik_wagtail.residents.models import PlaceKind
from kik_wagtail.snippets.choices import Tone
from kik_wagtail.snippets.lines import Line

from . import entries, results, words
from .content import Branch, Step, read
from .models import Purpose
from .timeline import together

COVERS = frozenset({"title", "summary", "purpose", "entry", "tone", "body", "always"})
NOTHING: dict[str, Any] = {
    **dict.fromkeys(("code", "title", "summary", "purpose", "entry"), ""),
    **{"tone": Tone.NEUTRAL.value, "steps": [], "always": []},
}
LINE_LABELS = {
    "summary": gettext_lazy("What it is for"),
    "entry": gettext_lazy("Who comes in"),
    "step": gettext_lazy("Step"),
    "when": gettext_lazy("When"),
    "letter": gettext_lazy("Letter text"),
    "guide": gettext_lazy("Guide"),
    "where": gettext_lazy("Who, how and where"),
    "outcome": gettext_lazy("If"),
    "always": gettext_lazy("In every step, if"),
}


class Steps(NamedTuple):
    """Titles of steps."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    is_order_changed: bool


def route_lines(content: Mapping[str, Any], labels: Any = None) -> list[Line]:
    route = read(content)
    titles = {step.key: step.title for step in route.steps}
    facts = [
        Line("title", content["title"]),
        Line("summary", content["summary"]),
        Line("purpose", _label(Purpose, content["purpose"])),
        Line("tone", _label(Tone, content["tone"])),
        Line("entry", entries.label(content["entry"]) if content["entry"] else ""),
    ]
    found = [
        line for step, raw in zip(route.steps, content["steps"], strict=True) for line in _of_step(step, raw, titles)
    ]
    return [*facts, *found, *_of_ways("always", "always", route.always, titles)]


def steps_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Steps:
    before = {step["key"]: step for step in old["steps"]}
    after = {step["key"]: step for step in new["steps"]}
    order = ([key for key in before if key in after], [key for key in after if key in before])
    return Steps(
        added=[step["title"] for key, step in after.items() if key not in before],
        removed=[step["title"] for key, step in before.items() if key not in after],
        changed=[step["title"] for key, step in after.items() if key in before and before[key] != step],
        is_order_changed=order[0] != order[1],
    )


def _of_step(step: Step, raw: Mapping[str, Any], titles: dict[str, str]) -> Iterator[Line]:
    yield Line("step", f"{step.title} ({words.KINDS[step.kind]})", key=step.key)
    yield Line("when", words.when(step), key=f"{step.key} when")
    for name in ("letter", "guide"):
        if raw.get(name):
            yield Line(name, raw[name]["title"], key=f"{step.key} {name}")
    yield Line("where", where(step), key=f"{step.key} where")
    yield from _of_ways("outcome", step.key, step.branches, titles)


def _of_ways(kind: str, key: str, branches: Iterable[Branch], titles: dict[str, str]) -> Iterator[Line]:
    """`declined or no reaction after 14 days → Second invitation` · `spoken → end: spoken`"""
    for (to, end), some in together(branches).items():
        values = {"outcome": words.either([words.way_on(one) for one in some]), "result": results.label(end)}
        if end:
            text = _("%(outcome)s → end: %(result)s") % values
        else:
            text = f"{values['outcome']} → {titles.get(to) or _('nowhere yet')}"
        yield Line(kind, text, key=f"{key} {to or end}")


def where(step: Step) -> str:
    minutes = _("%(number)s minutes") % {"number": step.minutes} if step.minutes else ""
    parts = (
        words.who(step),
        str(dict(words.channels()).get(step.channel, step.channel)),
        _label(PlaceKind, step.place_kind),
        minutes,
    )
    return ", ".join(part for part in parts if part)


def _label(choices: Any, value: str) -> str:
    return str(dict(choices.choices).get(value, value))
