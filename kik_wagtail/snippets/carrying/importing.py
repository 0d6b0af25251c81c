"""A file of texts into drafts. Never publishes, and puts no draft aside unless that was ticked on purpose.

    report = check(file, user=user)                                         # what would happen; nothing stays
    report = carry_out(file=file, chosen=..., over=..., run=..., user=user)

The check does the very same and takes it back, so that it says what will happen and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kik_wagtail.snippets import locks
from kik_wagtail.snippets.finding.library import KeptText, editorial_models
from kik_wagtail.snippets.log_actions import IMPORTED

from . import items, lines
from .decoding import Decoding, Fault
from .errors import WrongType
from .items import Item
from .making import faults_of, new_text
from .reader import Items, TextsFile
from .references import References, in_order
from .reports import CHANGED, NEW, REFUSED, SAME, ItemReport, Report
from .shipped import key_of

NEVER_CHANGES = ("language", "translation_of")  # another one would be another text


def check(file: TextsFile, *, user: Any) -> Report:
    """Raises FileRefused where something in the file has the wrong type. `user` None: a command, which may all."""
    with transaction.atomic():
        report = _Run(file.texts, user=user, chosen=None, over=None, run=uuid4()).report()
        transaction.set_rollback(True)
    return report


@transaction.atomic
def carry_out(
    *, file: TextsFile, chosen: Collection[str] | None, over: Collection[str] | None, run: UUID, user: Any
) -> Report:
    """`chosen`: keys of texts to read in; `over`: those whose own draft may be put aside. None: all of them."""
    return _Run(file.texts, user=user, chosen=chosen, over=over, run=run).report()


@dataclass
class _Run:
    texts: Items
    user: Any
    chosen: Collection[str] | None
    over: Collection[str] | None
    run: UUID

    def report(self) -> Report:
        known = {model._meta.model_name: model for model in editorial_models()}
        self.references = References()
        self._refuse_wrong_types(known)
        self.hindrances = locks.Hindrances(known.values(), self.user)
        reports = [self._unknown(kind, code) for kind in self.texts.keys() - known for code in self.texts[kind]]
        for model in in_order():
            reports += self._of_kind(model, self.texts.get(model._meta.model_name, {}))
        return Report(reports)

    def _refuse_wrong_types(self, known: dict[str, type[Any]]) -> None:
        """Before anything is written."""
        for kind, found in self.texts.items():
            for code, item in found.items() if kind in known else ():
                try:
                    items.decode(known[kind], item, Decoding(self.references, is_lenient=True))
                except WrongType as error:
                    raise error.below(f"{kind} › {code}") from error

    def _unknown(self, kind: str, code: str) -> ItemReport:
        fault = Fault("", _("This kind of text is not known here: %(kind)s.") % {"kind": kind})
        return ItemReport(f"{kind}:{code}", kind, code, code, REFUSED, faults=[fault])

    def _of_kind(self, model: type[Any], found: dict[str, Item]) -> Iterator[ItemReport]:
        rows = model._default_manager.select_related("latest_revision").select_for_update(of=("self",))
        existing = {text.code: KeptText(text) for text in rows.filter(code__in=found)}
        for code, item in _originals_first(model, found):
            yield self._of_item(model, code, item, existing.get(code))

    def _of_item(self, model: type[Any], code: str, item: Item, kept: KeptText | None) -> ItemReport:
        title = item.get("title") if isinstance(item.get("title"), str) else ""
        report = ItemReport(key_of(model, code), capfirst(str(model._meta.verbose_name)), code, title or code, NEW)
        decoding = Decoding(self.references)
        content = items.decode(model, item, decoding)
        report.notes, report.faults = decoding.notes, decoding.faults
        if report.faults:
            return report.refused()
        return self._compared(report, model, content, kept)

    def _compared(
        self, report: ItemReport, model: type[Any], content: dict[str, Any], kept: KeptText | None
    ) -> ItemReport:
        wanted = items.encode(model, content, self.references)
        current = self._items_here(model, kept, content) if kept else []
        if any(items.is_same(one, wanted) for one in current):
            report.outcome = SAME
            return report
        if kept:
            report.outcome, report.pk = CHANGED, kept.text.pk
        report.changes = lines.changes(model, current[0] if current else {}, wanted)
        self._ask(report, model, kept)
        if current and any(current[0].get(name) != wanted.get(name) for name in NEVER_CHANGES):
            report.faults.append(Fault("", _("Here this code is of a text in another language.")))
        if report.faults:
            return report.refused()
        return self._kept(report, model, content, kept)

    def _items_here(self, model: type[Any], kept: KeptText, content: dict[str, Any]) -> list[Item]:
        """The newest wording, and what is live; of the fields that the file has."""
        found = [kept.newest_content(), kept.live_content()]
        own = [{name: value for name, value in one.items() if name in content} for one in found if one]
        return [items.encode(model, one, self.references) for one in own]

    def _ask(self, report: ItemReport, model: type[Any], kept: KeptText | None) -> None:
        """What stands in the way: for good, or unless it is ticked on purpose."""
        if kept is None:
            if not locks.may(self.user, model, "add"):
                report.faults.append(Fault("", _("You may not make texts of this kind.")))
            return
        reason = self.hindrances.of(kept.text)
        is_open = reason == locks.WAITING and self.user is not None and not locks.is_locked(kept.text, self.user)
        if reason and reason != locks.ARCHIVED and not is_open:
            report.faults.append(Fault("", str(reason)))
        elif reason:
            report.asks = str(reason)
        elif kept.text.has_unpublished_changes:
            report.asks = _("This text has a draft here. Reading in puts that draft aside; it stays in the history.")

    def _kept(self, report: ItemReport, model: type[Any], content: dict[str, Any], kept: KeptText | None) -> ItemReport:
        if not self._is_wanted(report):
            return report
        text = self._draft(kept, content) if kept else new_text(model, report.code, content)
        report.faults = faults_of(text)
        if report.faults:
            return report.refused()
        if kept is None:
            text.save()
            self.references.add(text)
        revision = text.save_revision(user=self.user, clean=False)
        data = {"is_new": kept is None}
        log(instance=text, action=IMPORTED, user=self.user, uuid=self.run, revision=revision, data=data)
        report.is_done, report.pk = True, text.pk
        return report

    def _draft(self, kept: KeptText, content: dict[str, Any]) -> Any:
        draft = kept.as_draft()
        items.put(draft, content)
        return draft

    def _is_wanted(self, report: ItemReport) -> bool:
        is_chosen = self.chosen is None or report.key in self.chosen
        return is_chosen and (not report.asks or self.over is None or report.key in self.over)


def _originals_first(model: type[Any], found: dict[str, Item]) -> list[tuple[str, Item]]:
    """A translation after the text that it is of."""
    own = [field.name for field in items.carried_fields(model) if field.related_model is model]
    return sorted(found.items(), key=lambda pair: any(pair[1].get(name) for name in own))
