"""The steps of a route as folded rows of the editor: each on its line, with what the check says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from kik_wagtail.checks import Finding

from .checking import check_by_step
from .content import read
from .shelf import shelf
from .timeline import Entry, timeline
from .version_lines import where


class StepRow(NamedTuple):
    entry: Entry
    text: str  # title of its letter text or guide
    where: str
    findings: list[Finding]

    @property
    def has_fault(self) -> bool:
        return any(finding.level == "error" for finding in self.findings)


class StepRows(NamedTuple):
    rows: list[StepRow]
    errors: int
    warnings: int


def step_rows(frozen: Mapping[str, Any], *, day: date) -> StepRows:
    route = read(frozen)
    found = check_by_step(route, shelf=shelf(), today=day)
    rows = [
        StepRow(entry, _text(raw), where(step), found[step.key])
        for entry, step, raw in zip(timeline(route).entries, route.steps, frozen["steps"], strict=True)
    ]
    levels = [finding.level for some in found.values() for finding in some]
    return StepRows(rows, levels.count("error"), levels.count("warning"))


def _text(raw: Mapping[str, Any]) -> str:
    named = raw.get("letter") or raw.get("guide")
    return named["title"] if named else ""
