"""One number that becomes another whenever something is published that a page may show. Rendered bodies are kept under it.

It is a row, not a cache entry: every process reads the same one. It is written right after the commit: what is rolled
back changes nothing, and two who publish at once never wait for each other, whatever else their transactions hold. Until
then this process keeps nothing, so nobody sees in it what is not published. Where a process ends between the commit and
the row, bodies are as old as KIK_WAGTAIL_PAGES_CACHE_SECONDS lets them be.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.signals import post_page_move

from kik_wagtail.snippets.models.base import EditorialModel
from kik_wagtail.snippets.models.layout import LetterLayout
from kik_wagtail.snippets.models.versions import PublishedVersion

from .models import LibraryStamp

# What saving a draft, a lock or a comment writes on the row itself, and what Wagtail measures of a document when a page
# asks it: nothing of it is shown anew.
OF_A_DRAFT = frozenset(
    {
        *("latest_revision", "has_unpublished_changes", "draft_title", "latest_revision_created_at"),
        *("wagtail_admin_comments", "locked", "locked_at", "locked_by"),
        *("file_size", "file_hash"),
    }
)


class _Writing:
    """Stands in Django's list of what comes after the commit; a savepoint that is rolled back takes it along.

    Those of one transaction share `written`: the first that is left writes for all.
    """

    def __init__(self, written: list[int]) -> None:
        self.written = written

    def __call__(self) -> None:
        if not self.written:
            self.written.append(_write())


def _write() -> int:
    number = secrets.randbits(62)
    if not LibraryStamp.objects.filter(pk=1).update(number=number):
        LibraryStamp.objects.get_or_create(pk=1, defaults={"number": number})
    return number


def current() -> int | None:
    """None while this transaction holds something published: what is made of it may not be kept."""
    if _waiting():
        return None
    return LibraryStamp.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def bump(*args: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Also a signal's receiver; saving a draft changes nothing that is shown. However often, written once a transaction."""
    if update_fields is not None and OF_A_DRAFT.issuperset(update_fields):
        return
    waiting, alive = _waiting(), set(connection.savepoint_ids)
    if not any(alive.issuperset(sids) for sids, _written in waiting):
        transaction.on_commit(_Writing(waiting[0][1] if waiting else []), robust=True)


def _waiting() -> list[tuple[set[str], list[int]]]:
    """Of each that waits for the commit, the savepoints that it stands in."""
    works = [(sids, work) for sids, work, *_ in connection.run_on_commit if isinstance(work, _Writing)]
    return [(sids, work.written) for sids, work in works if not work.written]


def connect() -> None:
    shown = [model for model in apps.get_models() if issubclass(model, EditorialModel | PublishedVersion | Page)]
    for model in (*shown, LetterLayout, Site, get_image_model(), get_document_model()):
        name = f"kik-stamp-{model._meta.label}"
        post_save.connect(bump, sender=model, dispatch_uid=name)
        post_delete.connect(bump, sender=model, dispatch_uid=name)
    post_page_move.connect(bump, dispatch_uid="kik-stamp-pages")
