"""Other words in many texts at once: first every change in a list, then drafts. Nothing is published."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kik_wagtail.snippets.locks import Hindrances
from kik_wagtail.snippets.log_actions import REPLACED

from .library import KeptText, claimed_texts, editorial_models, kept_texts
from .markup import Match, Reading
from .searching import Context, context_of, matches_in
from .spots import Path, Spot, put, with_texts
from .words import Term, with_capitals_of

Reason = str | Promise
CHANGED_SINCE = _("This text was changed after the list was made. Make the list again.")
BY_HAND = _("The word stands half in a link. Change it in the text itself.")


class Replacement(NamedTuple):
    term: Term
    by: str


@dataclass(frozen=True)
class Change:
    context: Context
    new: str
    spot: Spot
    reading: Reading
    match: Match


@dataclass
class TextChanges:
    """What would change in one text; a change is known by its place in the list."""

    kept: KeptText
    changes: list[Change] = field(default_factory=list)
    by_hand: list[Context] = field(default_factory=list)
    refused: Reason = ""  # why nothing of it will

    @property
    def text(self) -> Any:
        return self.kept.text


class Made(NamedTuple):
    text: Any
    count: int


@dataclass
class Outcome:
    made: list[Made] = field(default_factory=list)
    skipped: list[tuple[Any, Reason]] = field(default_factory=list)


def changes_for(replacement: Replacement, *, kinds: Iterable[type[Any]], user: Any) -> Iterator[TextChanges]:
    """Of every text in which something would change. Writes nothing."""
    kinds = list(kinds)
    hindrances = Hindrances(kinds, user)
    for kept in kept_texts(kinds):
        found = _changes_in(kept, replacement)
        if found.changes or found.by_hand:
            found.refused = hindrances.of(kept.text) or _fault(found, found.changes)
            yield found


@transaction.atomic
def make_drafts(
    *,
    replacement: Replacement,
    chosen: Mapping[str, Collection[int]],
    fingerprints: Mapping[str, str],
    run: UUID,
    user: Any,
) -> Outcome:
    """A new draft by `user` of each text in `chosen` (key → places in its list of changes).

    `fingerprints` are those of the list: a text that says something else by now is skipped, so the same list pressed
    again makes nothing. `run` names this press in the log.
    """
    outcome = Outcome()
    hindrances = Hindrances(editorial_models(), user)
    for kept in claimed_texts(chosen):
        found = _changes_in(kept, replacement)
        changes = [change for at, change in enumerate(found.changes) if at in chosen[kept.key]]
        is_stale = kept.fingerprint != fingerprints.get(kept.key)
        if reason := CHANGED_SINCE if is_stale else hindrances.of(kept.text) or _fault(found, changes):
            outcome.skipped.append((kept.text, reason))
        else:
            _save(kept, changes, replacement, run, user)
            outcome.made.append(Made(kept.text, len(changes)))
    return outcome


def _changes_in(kept: KeptText, replacement: Replacement) -> TextChanges:
    found = TextChanges(kept)
    for spot, reading, match in matches_in(type(kept.text), kept.newest, replacement.term):
        context = context_of(spot, reading, match)
        if match.by_hand:
            found.by_hand.append(context)
            continue
        new = with_capitals_of(match.found, replacement.by)
        if new != match.found:
            found.changes.append(Change(context, new, spot, reading, match))
    return found


def _fault(found: TextChanges, changes: list[Change]) -> Reason:
    """Why these changes cannot be kept, such as a title that gets too long; "" where they can."""
    if not changes:
        return BY_HAND
    try:
        _check(found.kept, changes)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _check(kept: KeptText, changes: list[Change]) -> None:
    """Only what changes is checked: what a draft lacks elsewhere is the editor's own business."""
    texts, spots = _texts(changes), {change.spot.path: change.spot for change in changes}
    for path, spot in spots.items():
        if spot.block is not None:
            spot.block.clean(spot.block.to_python(texts[path]))
    instance, fields = copy.copy(kept.text), {str(path[0]) for path in texts}
    put(instance, with_texts(kept.newest, texts))
    instance.clean_fields(exclude=[one.name for one in instance._meta.fields if one.name not in fields])
    try:
        instance.clean()
    except ValidationError as error:
        own = {name: one for name, one in _by_field(error).items() if name in fields}
        if own:
            raise ValidationError(own) from error


def _by_field(error: ValidationError) -> dict[str, list[ValidationError]]:
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}


def _texts(changes: list[Change]) -> dict[Path, str]:
    """What each spot says with these changes made."""
    by_spot = groupby(changes, key=lambda change: change.spot.path)
    return {path: _replaced(list(of_spot)) for path, of_spot in by_spot}


def _replaced(changes: list[Change]) -> str:
    news = {change.match: change.new for change in changes}
    return changes[0].reading.replaced(news)


def _save(kept: KeptText, changes: list[Change], replacement: Replacement, run: UUID, user: Any) -> None:
    texts = _texts(changes)
    values = with_texts(kept.newest, texts)
    draft = kept.as_draft()
    put(draft, {name: values[name] for name in {str(path[0]) for path in texts}})
    revision = draft.save_revision(user=user, clean=False)
    data = {"from": replacement.term.words, "to": replacement.by, "count": len(changes)}
    log(instance=draft, action=REPLACED, user=user, uuid=run, revision=revision, content_changed=True, data=data)
