"""One number that goes up whenever something is published that a page may show. Rendered bodies are kept under it.

It is a row, not a cache entry: it changes with the text in one transaction, and every process reads the same one.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from kik_wagtail.snippets.models.base import EditorialModel
from kik_wagtail.snippets.models.versions import PublishedVersion

from .models import LibraryStamp

OF_A_DRAFT = frozenset({"latest_revision", "has_unpublished_changes", "draft_title", "latest_revision_created_at"})


def current() -> int:
    return LibraryStamp.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def bump(*args: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Also a signal's receiver; saving a draft changes nothing that is shown."""
    if update_fields and OF_A_DRAFT.issuperset(update_fields):
        return
    if not LibraryStamp.objects.filter(pk=1).update(number=models.F("number") + 1):
        LibraryStamp.objects.get_or_create(pk=1, defaults={"number": 1})


def connect() -> None:
    shown = [model for model in apps.get_models() if issubclass(model, EditorialModel | PublishedVersion)]
    for model in (*shown, get_image_model(), get_document_model()):
        name = f"kik-stamp-{model._meta.label}"
        post_save.connect(bump, sender=model, dispatch_uid=name)
        post_delete.connect(bump, sender=model, dispatch_uid=name)
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(bump, dispatch_uid="kik-stamp-pages")
    post_delete.connect(bump, sender=Page, dispatch_uid="kik-stamp-pages")
