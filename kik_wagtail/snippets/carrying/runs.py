"""Reading in with a person at the screen: offer a file, look at what it would do, confirm once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from kik_wagtail.snippets.models import TextImport

from . import importing, reader
from .errors import AlreadyReadIn
from .reports import Report

KEPT_FOR = timedelta(hours=24)


@transaction.atomic
def offer(*, content: bytes, user: Any, now: datetime) -> TextImport:
    """Raises FileRefused. Nothing of the file is read in yet; one that nobody confirms is forgotten after a day."""
    file = reader.read(content)
    report = importing.check(file, user=user)
    TextImport.objects.filter(done_at=None, uploaded_at__lt=now - KEPT_FOR).delete()
    text = content.decode("utf-8-sig")
    return TextImport.objects.create(uploaded_by=user, uploaded_at=now, content=text, report=report.as_json())


@transaction.atomic
def confirm(*, run: TextImport, chosen: Collection[str], over: Collection[str], user: Any, now: datetime) -> Report:
    """Of two presses one counts."""
    waiting = TextImport.objects.filter(pk=run.pk, uploaded_by=user, done_at=None)
    if waiting.update(done_at=now) != 1:
        raise AlreadyReadIn
    file = reader.read(run.content.encode())
    report = importing.carry_out(file=file, chosen=chosen, over=over, run=run.token, user=user)
    TextImport.objects.filter(pk=run.pk).update(content="", report=report.as_json())
    return report
