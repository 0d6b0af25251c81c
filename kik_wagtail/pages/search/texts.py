"""Keeps what can be found in step with what is published."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from django.utils.html import strip_tags

from kik_wagtail.pages.shelf import Shelf, Shown
from kik_wagtail.pages.stamps import OF_A_DRAFT
from kik_wagtail.pages.words import letter_words
from kik_wagtail.snippets import kinds
from kik_wagtail.snippets.finding.spots import spots_of, values_of
from kik_wagtail.snippets.lines import Labels
from kik_wagtail.snippets.models import LetterText, Passage
from kik_wagtail.snippets.models.base import EditorialModel
from kik_wagtail.snippets.models.versions import PublishedVersion

from .models import ReadableText

NOT_READ = frozenset({"kinds", "channel", "purpose", "tone", "entry"})  # facts about a text, not its words


def refresh(text: EditorialModel) -> None:
    """Make the row of this text say what is published of it, or nothing."""
    key = {"kind": ContentType.objects.get_for_model(type(text)), "row_id": text.pk}
    shown = Shelf().shown(text) if _is_read(text) else None
    if shown is None:
        ReadableText.objects.filter(**key).delete()
        return
    says = {"title": shown.title, "words": "\n".join(_words(shown)), "since": shown.on}
    known = ReadableText.objects.filter(**key).first()
    if known is None or any(getattr(known, name) != value for name, value in says.items()):
        ReadableText.objects.update_or_create(**key, defaults=says)


def refresh_all() -> None:
    """For a site that had texts before it had this table, and where rows were written past the models (`kik_setup`)."""
    for model in kinds_read():
        texts = model._default_manager.all()
        kind = ContentType.objects.get_for_model(model)
        ReadableText.objects.filter(kind=kind).exclude(row_id__in=texts.values("pk")).delete()
        for text in texts:
            refresh(text)


def connect() -> None:
    for model in kinds_read():
        name = f"kik-readable-{model._meta.label}"
        post_save.connect(_text_saved, sender=model, dispatch_uid=name)
        post_delete.connect(_text_deleted, sender=model, dispatch_uid=name)
    for model in apps.get_models():
        if issubclass(model, PublishedVersion):
            post_save.connect(_version_saved, sender=model, dispatch_uid=f"kik-readable-{model._meta.label}")


def kinds_read() -> list[type[EditorialModel]]:
    """A passage is read in its letters."""
    return [model for model in apps.get_models() if issubclass(model, EditorialModel) and model is not Passage]


def _is_read(text: Any) -> bool:
    """A translation is read beside its Dutch text."""
    return not (isinstance(text, LetterText) and text.translation_of_id)


def _words(shown: Shown) -> list[str]:
    if isinstance(shown.row, LetterText):
        return [line.text for line in letter_words(shown.content) if line.text]
    if shown.version is not None:
        lines = kinds.of(shown.row).lines(shown.content, Labels())
        return [line.text for line in lines if line.text and line.kind not in NOT_READ and line.text != shown.title]
    spots = spots_of(type(shown.row), values_of(shown.row))
    texts = (strip_tags(spot.text) if spot.is_html else spot.text for spot in spots if spot.path != ("title",))
    return [words for words in texts if words]


def _text_saved(instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not (update_fields and OF_A_DRAFT.issuperset(update_fields)):
        refresh(instance)


def _version_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        refresh(instance.text)


def _text_deleted(instance: Any, **kwargs: Any) -> None:
    kind = ContentType.objects.get_for_model(type(instance))
    ReadableText.objects.filter(kind=kind, row_id=instance.pk).delete()
