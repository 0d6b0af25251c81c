"""Letters to paper: taken out of the list together, one PDF, marked as printed once they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets import rendering

from .composing import page_of
from .errors import NothingToPrint
from .models import FrozenLayout, Letter, PrintFile

MOST = 200  # in one file; printing thousands has screens of its own


@transaction.atomic
def take(*, keys: Iterable[int], request_key: UUID, user: Any, now: datetime) -> PrintFile:
    """A file of these letters; nobody else prints them now. The same `request_key` gives the same file.

    Left out is whatever a colleague took meanwhile, and who has left. Raises NothingToPrint.
    """
    made = PrintFile.objects.filter(request_key=request_key, made_by=user).first()
    if made is not None:
        return made
    try:
        with transaction.atomic():
            file = PrintFile.objects.create(request_key=request_key, made_at=now, made_by=user)
    except IntegrityError:  # where the database knows no row locks, the other press of a double click was first
        return PrintFile.objects.get(request_key=request_key, made_by=user)
    free = Letter.objects.to_print().filter(pk__in=sorted(keys)[:MOST]).exclude(resident__status=Resident.Status.LEFT)
    taken = dict(free.values_list("pk", "resident_id"))
    if not Letter.objects.to_print().filter(pk__in=taken).update(print_file=file):
        raise NothingToPrint
    log(file, "kik.letters_to_print", user=user, data={"letters": len(taken)})
    return file


@transaction.atomic
def mark_file_printed(*, file: PrintFile, user: Any, now: datetime) -> int:
    """How many were marked: those of the open scope that were not already, and not cancelled."""
    found = list(Letter.objects.filter(print_file=file, state=Letter.State.MADE))
    keys = [letter.pk for letter in found]
    still = Letter.objects.filter(pk__in=keys, state=Letter.State.MADE)
    number = still.update(state=Letter.State.PRINTED, state_at=now, state_by=user)
    for letter in found:
        log(letter, "kik.letter_printed", user=user, data={"print_file": file.pk})
    return number


@transaction.atomic
def put_back(*, file: PrintFile, user: Any) -> int:
    """Not printed after all: the letters stand in the list again. How many."""
    number = Letter.objects.filter(print_file=file, state=Letter.State.MADE).update(print_file=None)
    log(file, "kik.letters_put_back", user=user, data={"letters": number})
    return number


def letters_of_file(file: PrintFile) -> Any:
    """Those of the open scope, in the order of the file; cancelled ones too."""
    rows = Letter.objects.filter(print_file=file).select_related("resident", "area", "version", "translation", "layout")
    return rows.order_by("area_id", "pk")


def pdf(letters: Sequence[Letter], *, file: PrintFile) -> bytes:
    """One file of letters with one look; set as they were made. Raises TypesettingFailed."""
    look: FrozenLayout = letters[0].layout
    pages = [page_of(letter).letter for letter in letters]
    return rendering.pdf(pages, layout=look.layout, title=_("Letters to print"), created=file.made_at)
