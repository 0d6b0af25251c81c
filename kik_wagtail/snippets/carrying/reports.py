"""What a file does, or would do, text by text: plain data, to show, to keep and to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .decoding import Fault

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


@dataclass
class ItemReport:
    key: str  # "passage:vrijwillig"
    kind: str
    code: str
    title: str
    outcome: str
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    asks: str = ""  # why it is read in only when ticked on purpose
    changes: list[dict[str, Any]] = field(default_factory=list)
    pk: int | None = None
    is_done: bool = False

    def refused(self) -> ItemReport:
        self.outcome = REFUSED
        return self


@dataclass
class Report:
    items: list[ItemReport]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(item.outcome for item in self.items)
        return {outcome: found[outcome] for outcome in (NEW, CHANGED, SAME, REFUSED)}

    @property
    def made(self) -> list[ItemReport]:
        return [item for item in self.items if item.is_done]

    def as_json(self) -> dict[str, Any]:
        return {**self.counts, "made": len(self.made), "texts": [asdict(item) for item in self.items]}

    def sentences(self) -> Iterator[str]:
        yield _("%(new)s new, %(changed)s changed, %(same)s the same, %(refused)s refused.") % self.counts
        for item in self.items:
            for fault in item.faults:
                where = f"{fault.where}: " if fault.where else ""
                yield f"{item.key}: {where}{fault.message}"
            if item.asks:
                yield f"{item.key}: {item.asks}"


def report_of(data: dict[str, Any]) -> Report:
    """From as_json."""
    found = [ItemReport(**one) for one in data["texts"]]
    for item in found:
        item.faults = [Fault(*one) for one in item.faults]
        item.notes = [Fault(*one) for one in item.notes]
    return Report(found)
