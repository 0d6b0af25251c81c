"""Making a letter, and what happens to it afterwards. Never altered silently: made as asked, or refused."""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from wagtail.log_actions import log

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets import rendering
from kik_wagtail.snippets.models import LetterVersion
from kik_wagtail.workdays.dates import today

from . import rules
from .composing import Page, compose, too_long
from .errors import LetterRefused, MadeAlready, WrongState
from .models import FrozenLayout, Letter, ReferenceCounter
from .situation import Situation


@transaction.atomic
def make_letter(
    *,
    resident: Resident,
    version: LetterVersion,
    user: Any,
    now: datetime,
    request_key: UUID,
    follow_up: FollowUp | None = None,
    free_text: str = "",
    translation: LetterVersion | None = None,
) -> Letter:
    """One letter to `resident`, with `translation` behind it. The same `request_key` gives the same letter, however often it is pressed.

    Raises LetterRefused (nothing is written) and MadeAlready (the key has made a letter with other words).
    """
    counter = _locked_counter(today(now).year)  # the second press of two waits here, and then finds the letter
    asked = (version.pk, translation.pk if translation else None, free_text)
    made = _made_before(resident, request_key, asked)
    if made is not None:
        return made
    situation = Situation(resident, follow_up, now)
    reference = _next_reference(counter)
    page = compose(situation, version=version, free_text=free_text, reference=reference, translation=translation)
    document, pages = _typeset(page, client_number=resident.client_number, now=now)
    letter = Letter(
        resident=resident,
        area_id=resident.area_id,
        follow_up=follow_up,
        version=version,
        translation=translation,
        layout=_frozen(page.layout),
        values=page.filling.as_data(),
        reference=reference,
        pages=pages,
        sha256=hashlib.sha256(document).hexdigest(),
        request_key=request_key,
        made_at=now,
        made_by=user,
        state_at=now,
    )
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:  # where the database knows no row locks, the other press of a double click was first
        made = _made_before(resident, request_key, asked)
        if made is None:
            raise
        return made
    log(letter, "kik.letter_made", user=user, data={"version": version.pk})
    return letter


@transaction.atomic
def mark_printed(*, letter: Letter, user: Any, now: datetime) -> Letter:
    """Raises WrongState."""
    _move(letter, {Letter.State.MADE}, Letter.State.PRINTED, user=user, now=now)
    log(letter, "kik.letter_printed", user=user)
    return letter


@transaction.atomic
def cancel(*, letter: Letter, user: Any, now: datetime) -> Letter:
    """It stays in the file, and is not sent. Raises WrongState."""
    _move(letter, {Letter.State.MADE, Letter.State.PRINTED}, Letter.State.CANCELLED, user=user, now=now)
    log(letter, "kik.letter_cancelled", user=user)
    return letter


def withdraw(*, keys: list[int], user: Any, now: datetime) -> int:
    """Cancels what nobody took to print of these letters; how many. What may be on paper stays as it is."""
    number = 0
    for letter in Letter.objects.to_print().filter(pk__in=keys):
        with contextlib.suppress(WrongState):
            _move(letter, {Letter.State.MADE}, Letter.State.CANCELLED, user=user, now=now)
            log(letter, "kik.letter_cancelled", user=user)
            number += 1
    return number


def _move(letter: Letter, old: set[str], new: str, *, user: Any, now: datetime) -> None:
    """One conditional update: of two people one wins."""
    if Letter.objects.filter(pk=letter.pk, state__in=old).update(state=new, state_at=now, state_by=user) != 1:
        raise WrongState(reference=letter.reference)
    letter.state, letter.state_at, letter.state_by = new, now, user


def _made_before(resident: Resident, request_key: UUID, asked: tuple[int, int | None, str]) -> Letter | None:
    letter = Letter.objects.filter(resident=resident, request_key=request_key).first()
    if letter is not None and (letter.version_id, letter.translation_id, letter.values["free_text"]) != asked:
        raise MadeAlready(reference=letter.reference)
    return letter


def _typeset(page: Page, *, client_number: str, now: datetime) -> tuple[bytes, int]:
    """The document and its number of pages. Raises LetterRefused."""
    problems = page.problems
    if not problems:
        try:
            document, pages = page.pdf(created=now), len(page.svg())
        except rendering.TypesettingFailed as failure:
            problems = [failure.problem]
        else:
            problems = too_long(pages)
    if problems:
        raise LetterRefused(client_number=client_number, problems=problems)
    return document, pages


def _locked_counter(year: int) -> ReferenceCounter:
    """Locked until the letter is committed, so that a refused letter leaves no hole in the numbers."""
    ReferenceCounter.objects.get_or_create(year=year)
    return ReferenceCounter.objects.select_for_update().get(year=year)


def _next_reference(counter: ReferenceCounter) -> str:
    ReferenceCounter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    counter.refresh_from_db()
    return rules.reference(year=counter.year, number=counter.last)


def _frozen(layout: rendering.Layout) -> FrozenLayout:
    data = FrozenLayout.data_of(layout)
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    frozen, _created = FrozenLayout.objects.get_or_create(sha256=digest, defaults={"data": data})
    return frozen
