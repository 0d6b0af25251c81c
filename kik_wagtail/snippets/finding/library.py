"""All texts with their wording, live and newest, in a handful of queries however many there are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail.snippets.models import get_snippet_models

from kik_wagtail.snippets import rich_text
from kik_wagtail.snippets.models import ClosingDay, LetterLayout, LetterText, LetterVersion, Passage
from kik_wagtail.snippets.models.base import EditorialModel
from kik_wagtail.snippets.models.layout import PRINTED_TEXT
from kik_wagtail.snippets.wording import passages_in

from .spots import Spot, values_in, values_of

FIXED_WORDS: dict[type[models.Model], tuple[str, ...]] = {
    LetterLayout: (*PRINTED_TEXT, "logo_alt"),
    ClosingDay: ("name",),
}  # without drafts: found, never replaced


@dataclass(frozen=True)
class KeptText:
    """`text` is the row, with its latest revision beside it."""

    text: Any

    @property
    def key(self) -> str:
        return f"{self.text._meta.model_name}:{self.text.pk}"

    @property
    def has_draft(self) -> bool:
        return self.text.has_unpublished_changes or not self.text.live

    @property
    def _draft(self) -> Any:
        """The revision that the editor opens; None: it opens the row."""
        return self.text.latest_revision if self.text.has_unpublished_changes else None

    @cached_property
    def newest(self) -> dict[str, Any]:
        """The wording that the editor opens."""
        return values_in(type(self.text), self._draft.content) if self._draft else values_of(self.text)

    @cached_property
    def live(self) -> dict[str, Any]:
        return values_of(self.text) if self.text.live else {}

    def newest_content(self) -> dict[str, Any]:
        """Every field of it, as a revision stores them."""
        return self._draft.content if self._draft else self.text.serializable_data()

    def live_content(self) -> dict[str, Any]:
        return self.text.serializable_data() if self.text.live else {}

    @property
    def fingerprint(self) -> str:
        """Of the newest wording. A revision's number says too little: autosave writes over it."""
        content = json.dumps([self.text.latest_revision_id, self.newest], sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def as_draft(self) -> Any:
        """The newest wording as an instance, to make the next draft of."""
        return self.text.with_content_json(self._draft.content) if self._draft else self.text


@dataclass(frozen=True)
class FixedText:
    """Words on a settings page or in a list without drafts."""

    text: Any

    @property
    def live(self) -> dict[str, Any]:
        return {name: getattr(self.text, name) for name in FIXED_WORDS[type(self.text)]}


class OldPassages:
    """Passages that a live letter prints in an older wording: they were copied in when it was published."""

    @cached_property
    def _spots(self) -> dict[int, list[Spot]]:
        says = {passage.pk: rich_text.plain(passage.nodes) for passage in Passage.objects.all()}
        found: dict[int, list[Spot]] = {}
        for version in LetterVersion.objects.current():
            blocks = passages_in(version.content["blocks"])
            old = [one for one in blocks if rich_text.plain(one["nodes"]) != says.get(one["id"])]
            found[version.text_id] = [_printed(one) for one in old]
        return found

    def in_text(self, text: Any) -> list[Spot]:
        return self._spots.get(text.pk, []) if isinstance(text, LetterText) else []


def _printed(passage: dict[str, Any]) -> Spot:
    label = _("Passage “%(title)s” as it was when this letter was published") % {"title": passage["title"]}
    return Spot((), label, rich_text.to_html(passage["nodes"]), True, None)


def editorial_models() -> list[type[Any]]:
    """Every kind of text that has screens, in the order of the menu; also of a room or a host above this one."""
    return [model for model in get_snippet_models() if issubclass(model, EditorialModel)]


def policy_of(model: type[Any]) -> Any:
    return model.snippet_viewset.permission_policy


def kept_texts(kinds: Iterable[type[Any]]) -> Iterator[KeptText]:
    for model in kinds:
        for text in model._default_manager.select_related("latest_revision"):
            yield KeptText(text)


def claimed_texts(keys: Iterable[str]) -> Iterator[KeptText]:
    """Those with these keys, each held until the transaction ends: of two who write, one goes first."""
    wanted = set(keys)
    for model in editorial_models():
        pks = [key.partition(":")[2] for key in wanted if key.startswith(f"{model._meta.model_name}:")]
        rows = model._default_manager.select_related("latest_revision").select_for_update(of=("self",))
        for text in rows.filter(pk__in=[pk for pk in pks if pk.isdecimal()]) if pks else ():
            yield KeptText(text)


def fixed_texts() -> Iterator[FixedText]:
    for model in FIXED_WORDS:
        for row in model._default_manager.all():
            yield FixedText(row)
