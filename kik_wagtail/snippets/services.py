"""Writes of this room: freezing what is published, taking an old version up again, beginning a translation, setting
up the approval."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from . import kinds, languages
from .errors import NotDutch, NothingToTranslate, TextIsLocked, TranslatedAlready
from .languages import DUTCH
from .locks import is_locked
from .log_actions import RESTORED
from .models import FourEyesTask, LetterText, PublishedVersion
from .models.translated import refuse_unprintable
from .models.versions import content_hash
from .restoring import Restored, restored
from .translating import Begun, begun_from


@transaction.atomic
def freeze(*, text: Any, approval: Any, user: Any) -> PublishedVersion | None:
    """The version of what `text` says now; None when its last version says the same.

    What was approved is what is kept: a passage that changed between the approval and a later publishing moment
    does not slip in.
    """
    model = kinds.of(text).version
    content = approval.approved_content if approval is not None else text.frozen_content()
    type(text).objects.select_for_update().get(pk=text.pk)  # two publishers, two numbers
    last = model.objects.filter(text=text).order_by("-number").first()
    if last is not None and last.sha256 == content_hash(content):
        return None
    person = user or (approval.finished_by if approval is not None else None)
    version = model(
        text=text,
        number=(last.number if last else 0) + 1,
        content=content,
        published_at=text.last_published_at,
        published_by=person,
        published_by_name=person.get_full_name() or person.get_username() if person else "",
    )
    version.save()
    return version


@transaction.atomic
def restore(*, version: PublishedVersion, user: Any) -> Restored:
    """A new draft by `user` with the words of `version`; nothing is published, and the draft of before stays kept.

    Saved as it was, even where rules have changed since: the editor shows what has to be mended.
    """
    text: Any = version.text  # type: ignore[attr-defined]
    if is_locked(text, user):
        raise TextIsLocked(title=text.title)
    draft = text.get_latest_revision_as_object()
    result = restored(type(text), version.content)
    for name, value in result.values.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=user, clean=False)
    log(instance=text, action=RESTORED, user=user, revision=revision, data={"version": version.number})
    return result


@transaction.atomic
def translate(*, text: LetterText, language: str, user: Any) -> tuple[LetterText, Begun]:
    """A draft in `language` that begins with the words of the newest published version.

    Raises NotDutch, NothingToTranslate, LanguageHasNoFont and TranslatedAlready.
    """
    LetterText.objects.select_for_update().get(pk=text.pk)  # two presses, one translation
    version = text.versions.first()
    if text.is_translation or language == DUTCH:
        raise NotDutch(title=text.title)
    if version is None:
        raise NothingToTranslate(title=text.title)
    refuse_unprintable(language)
    name = languages.name(language)
    if text.translations.filter(language=language).exists():
        raise TranslatedAlready(title=text.title, language=name)
    begun = begun_from(version.content)
    draft = LetterText(language=language, translation_of=text, translated_version=version.number, live=False)
    for field, value in restored(LetterText, begun.content).values.items():
        setattr(draft, field, value)
    draft.title = f"{text.title[:90]} ({name})"
    draft.code, draft.sort_order = draft.free_code(), LetterText.objects.make_room_after(text)
    draft.owner, draft.valid_until = user, text.valid_until
    draft.save()
    revision = draft.save_revision(user=user, clean=False)
    log(instance=draft, action="wagtail.create", user=user, revision=revision, content_changed=True)
    return draft, begun


@transaction.atomic
def set_up_workflow(*, name: str, task_name: str, groups: Iterable[Group]) -> Workflow:
    """The four-eyes workflow for letter texts and guides. Adds what is missing, resets nothing.

    A content type that a site gave another workflow keeps it.
    """
    workflow, _created = Workflow.objects.get_or_create(name=name)
    task = FourEyesTask.objects.filter(name=task_name).first()
    if task is None:
        task = FourEyesTask.objects.create(name=task_name)
        task.groups.set(groups)
    if not workflow.workflow_tasks.exists():
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for content_type in ContentType.objects.get_for_models(*kinds.models(), for_concrete_models=False).values():
        WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
    return workflow
