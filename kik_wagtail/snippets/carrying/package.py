"""The texts of the package beside those of this site: what was taken as it is, what was changed, what is new in it.

An upgrade changes no text. A newer wording is taken over by a person, as a draft, or it is put aside for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kik_wagtail.snippets.finding.library import KeptText
from kik_wagtail.snippets.locks import may
from kik_wagtail.snippets.log_actions import KEPT_OURS
from kik_wagtail.snippets.models import ShippedItem

from . import importing, items, lines
from .errors import MayNotChange, NothingNewer
from .items import Item
from .reader import TextsFile
from .references import References, in_order
from .reports import ItemReport
from .shipped import Shipped, key_of


class State(TextChoices):
    NEWER = "newer", _("a newer wording comes along")
    NEWER_AND_CHANGED = "newer_and_changed", _("changed here, and a newer wording comes along")
    CHANGED = "changed", _("changed here")
    AS_SHIPPED = "as_shipped", _("as it came along")
    REMOVED = "removed", _("removed here")


HAS_NEWER = frozenset({State.NEWER, State.NEWER_AND_CHANGED})


@dataclass(frozen=True)
class PackageText:
    """`here`: what is live on this site, or the newest wording where nothing is."""

    key: str
    model: type[Any]
    text: Any | None
    state: State
    here: Item
    brings: Item

    @property
    def title(self) -> str:
        return self.text.title if self.text else str(self.brings.get("title", self.key))

    @property
    def has_newer(self) -> bool:
        return self.state in HAS_NEWER

    @cached_property
    def changes(self) -> list[dict[str, Any]]:
        """What taking it over would change."""
        return lines.changes(self.model, self.here, self.brings)


def package_texts() -> list[PackageText]:
    """Of every text that this version of the package ships and that was shipped to this site."""
    return list(_Comparison().all())


def newer_texts() -> list[PackageText]:
    return [one for one in package_texts() if one.has_newer]


@transaction.atomic
def take_over(*, key: str, is_over_draft: bool, run: UUID, user: Any) -> ItemReport:
    """The newer wording as a draft by `user`. Raises NothingNewer; what else stands in the way is in the report."""
    one = _newer(key)
    kind, _colon, code = key.partition(":")
    item = one.brings | {name: one.here[name] for name in items.UPKEEP if name in one.here}
    file = TextsFile(texts={kind: {code: item}})
    over = {key} if is_over_draft else set()
    return importing.carry_out(file=file, chosen={key}, over=over, run=run, user=user).items[0]


@transaction.atomic
def keep_ours(*, key: str, user: Any) -> None:
    """The newer wording is no longer offered; a later one is."""
    one = _newer(key)
    if not may(user, one.model, "change"):
        raise MayNotChange
    ShippedItem.objects.filter(key=key).update(content=one.brings)
    log(instance=one.text, action=KEPT_OURS, user=user)


def _newer(key: str) -> PackageText:
    found = [one for one in newer_texts() if one.key == key]
    if not found:
        raise NothingNewer
    return found[0]


class _Comparison:
    def __init__(self) -> None:
        self.shipped, self.references = Shipped(), References()

    def all(self) -> Iterator[PackageText]:
        for model in in_order():
            brought = self.shipped.brings(model._meta.model_name)
            rows = model._default_manager.select_related("latest_revision").filter(code__in=brought)
            here = {text.code: text for text in rows}
            for code, item in brought.items():
                yield self._compared(model, code, item, here.get(code))

    def _compared(self, model: type[Any], code: str, brings: Item, text: Any | None) -> PackageText:
        key = key_of(model, code)
        if text is None:
            return PackageText(key, model, None, State.REMOVED, {}, brings)
        kept = KeptText(text)
        here = items.encode(model, kept.live_content() or kept.newest_content(), self.references)
        return PackageText(key, model, text, self._state(key, here, brings), here, brings)

    def _state(self, key: str, here: Item, brings: Item) -> State:
        then = self.shipped.then(key) or brings
        if items.says_the_same(here, brings):
            return State.AS_SHIPPED
        if items.says_the_same(then, brings):
            return State.CHANGED
        return State.NEWER if items.says_the_same(here, then) else State.NEWER_AND_CHANGED
