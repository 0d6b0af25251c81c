"""An import with a person at the screen: check, confirm, carry out in the background.

The work is an outbox item, so it survives a queue that is off; the progress page carries it out itself when nobody
takes it. Whoever comes first wins: the row of the run is claimed by one conditional update.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kik_wagtail.errors import DomainError
from kik_wagtail.outbox import services as outbox
from kik_wagtail.workdays.dates import today

from . import storage
from .apply import apply_import, summarise
from .models import ImportRun
from .plan import plan_import
from .reports import repair_workbook

TOPIC, FORGET_TOPIC = "residents.import", "residents.import.forget"
PERMISSION = "kik_wagtail.import_resident"
SHOWN_ROWS = 20
LOST_AFTER = timedelta(minutes=2)  # without progress, another worker may take over
State = ImportRun.State
logger = logging.getLogger("kik_wagtail.import")


class ImportNotPossible(DomainError):
    code = "residents.import_not_possible"
    title = _("This file has already been read in, or is no longer kept.")
    advice = _("Choose the file again.")


@transaction.atomic
def check_file(*, content: bytes, user: Any, now: datetime) -> ImportRun:
    """Raises FileRefused. The file and its errors are kept for 24 hours."""
    plan = plan_import(content, today=today(now))
    summary = summarise(plan)
    run = ImportRun(
        uploaded_by=user,
        uploaded_at=now,
        unknown_columns=plan.unknown_columns,
        rows=summary.rows,
        created=summary.created,
        updated=summary.updated,
        unchanged=summary.unchanged,
        refused=summary.refused,
    )
    wrong_rows = set(islice(plan.refused_rows, SHOWN_ROWS))
    storage.write(run.token, storage.UPLOAD, content)
    storage.write_errors(run.token, [error.as_dict() for error in plan.errors if error.line in wrong_rows])
    if plan.errors:
        storage.write(run.token, storage.REPAIR, repair_workbook(plan))
    run.save()
    outbox.enqueue(
        key=f"{FORGET_TOPIC}:{run.token}", topic=FORGET_TOPIC, payload={}, now=now, due_at=now + storage.KEPT_FOR
    )
    return run


@transaction.atomic
def confirm(*, run: ImportRun, user: Any, now: datetime) -> None:
    """Of two clicks one counts; a file that is gone cannot be read in."""
    is_kept = storage.read(run.token, storage.UPLOAD) is not None
    checked = ImportRun.objects.filter(pk=run.pk, uploaded_by=user, state=State.CHECKED)
    if not is_kept or checked.update(state=State.WAITING, confirmed_at=now, moved_at=now) != 1:
        raise ImportNotPossible
    outbox.enqueue(key=f"{TOPIC}:{run.token}", topic=TOPIC, payload={"run": run.pk}, now=now)


def carry_out(*, run_id: int, now: datetime) -> bool:
    """Reads the file in; whether this call was the one that did. Repeatable: rows already done are unchanged rows.

    An error is kept on the run, for a person to look at: trying the same file again would give the same error.
    """
    lost = Q(state=State.WORKING, moved_at__lt=now - LOST_AFTER)
    free = ImportRun.objects.filter(Q(state=State.WAITING) | lost, pk=run_id)
    if free.update(state=State.WORKING, moved_at=now, done=0) != 1:
        return False
    run = ImportRun.objects.select_related("uploaded_by").get(pk=run_id)
    try:
        _read_in(run, now)
    except Exception as error:  # the text of an error may hold a name: only its kind is kept
        logger.error("Import %s stopped on %s", run.token, type(error).__name__)
        _finish(run, state=State.FAILED)
    return True


def _read_in(run: ImportRun, now: datetime) -> None:
    user, content = run.uploaded_by, storage.read(run.token, storage.UPLOAD)
    if user is None or not user.is_active or not user.has_perm(PERMISSION) or content is None:
        raise ImportNotPossible
    plan = plan_import(content, today=today(now))
    summary = apply_import(plan, user=user, now=now, progress=lambda done: _move(run, done))
    counts = {"created": summary.created, "updated": summary.updated, "unchanged": summary.unchanged}
    _finish(run, state=State.DONE, done=plan.good, refused=summary.refused, **counts)


def _move(run: ImportRun, done: int) -> None:
    ImportRun.objects.filter(pk=run.pk).update(done=done, moved_at=timezone.now())


def _finish(run: ImportRun, **values: Any) -> None:
    ImportRun.objects.filter(pk=run.pk).update(finished_at=timezone.now(), **values)


def carry_out_item(payload: dict[str, Any], *, key: str, now: datetime) -> None:
    carry_out(run_id=payload["run"], now=now)


def forget_item(payload: dict[str, Any], *, key: str, now: datetime) -> None:
    storage.forget_old(now)
