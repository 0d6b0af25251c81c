"""Four eyes: what is published was approved, exactly so, by another person than its author."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from kik_wagtail import conf
from kik_wagtail.snippets.validators import sentences_of

from .versions import content_hash

_without_second_person: ContextVar[str] = ContextVar("kik_wagtail_without_second_person", default="")


@contextlib.contextmanager
def without_second_person(reason: str) -> Iterator[None]:
    """For setting up a site: starter content is published by a command. Never for a request."""
    if not reason.strip():
        raise ValueError("Give the reason for publishing without a second person.")
    token = _without_second_person.set(reason)
    try:
        yield
    finally:
        _without_second_person.reset(token)


class FourEyesTaskState(TaskState):
    """Keeps what was approved: the revision row itself can be overwritten afterwards, and passages can change."""

    exclude_fields_in_copy = [*TaskState.exclude_fields_in_copy, "revision_sha256", "approved_content"]

    revision_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    approved_content = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    @transaction.atomic
    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        """Approves the latest draft, which is what the editor shows; Wagtail's own state may name an older one."""
        text = self.workflow_state.content_object
        self.revision = text.get_latest_revision()
        if conf.four_eyes() and not is_second_person(
            user=user, revision=self.revision, workflow_state=self.workflow_state
        ):
            raise PermissionDenied(_("You wrote or submitted this text yourself. Another person has to approve it."))
        approved = self.revision.as_object()
        refuse_if_wrong(approved)
        self.revision_sha256 = content_hash(self.revision.content)
        if hasattr(approved, "frozen_content"):  # a page of the site is approved too; what is sent or walked is kept
            self.approved_content = approved.frozen_content()
        return super().approve(user=user, update=update, comment=comment)


def refuse_if_wrong(text: Any) -> None:
    """An approval from the dashboard opens no form, so what a form would say is asked here: a draft may be wrong."""
    try:
        text.full_clean()
        for field in text._meta.concrete_fields:
            if isinstance(field, StreamField):
                field.stream_block.clean(getattr(text, field.name))
        if hasattr(text, "check_complete"):
            text.check_complete()
    except ValidationError as error:
        reasons = " ".join(dict.fromkeys(sentences_of(error)))
        raise PermissionDenied(
            _("This text cannot be approved yet. %(reasons)s Mend it, and submit it again.") % {"reasons": reasons}
        ) from error


class FourEyesTask(AbstractGroupApprovalTask):
    """Approval by a member of the groups who neither wrote nor submitted the text. Superusers are no exception."""

    task_state_class = FourEyesTaskState

    class Meta:
        verbose_name = _("four-eyes approval")
        verbose_name_plural = _("four-eyes approvals")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions = super().get_actions(obj, user)
        if may_approve(obj, user):
            return actions
        return [action for action in actions if action[0] != "approve"]

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While it waits nobody changes it but who may approve it; and who does so has become an author."""
        return super().locked_for_user(obj, user) or not may_approve(obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet:
        """Waits for this user: on the home page nobody is asked to approve what they wrote or submitted."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        waiting = states.select_related("workflow_state")
        own = [state.pk for state in waiting if not may_approve(state.workflow_state.content_object, user)]
        return states.exclude(pk__in=own)

    @classmethod
    def get_description(cls) -> Any:
        return _("A member of the chosen groups approves; never the one who wrote or submitted the text.")


# What Wagtail keeps in a revision beside the text itself.
BOOKKEEPING = frozenset(
    {
        *("live", "locked", "locked_at", "locked_by", "has_unpublished_changes", "live_revision", "latest_revision"),
        *("first_published_at", "last_published_at", "expired"),
        *("latest_revision_created_at", "draft_title", "wagtail_admin_comments"),  # of a page
        *("path", "depth", "numchild", "url_path"),
    }
)


def writer_of(revision: Revision) -> int | None:
    """Key of the user who wrote this wording: approving on the edit page saves it once more, which writes nothing."""
    wording, writer = _wording(revision), revision.user_id
    older = Revision.objects.filter(
        base_content_type_id=revision.base_content_type_id, object_id=revision.object_id, pk__lt=revision.pk
    )
    for earlier in older.order_by("-pk").iterator(chunk_size=10):
        if _wording(earlier) != wording:
            break
        writer = earlier.user_id
    return writer


# The editor moves these about when it opens and saves a text that nobody touched.
RESTLESS = re.compile(r'\s+data-block-key=\\?"[^"\\]*\\?"|</?b>|\s+')


def _wording(revision: Revision) -> dict[str, Any]:
    """What is empty says as much as what an older revision did not have yet."""
    text = {
        name: value for name, value in revision.content.items() if name not in BOOKKEEPING and value not in ([], None)
    }
    return {name: _settled(value) for name, value in text.items()}


def _settled(value: Any) -> Any:
    """A list holds keys of rows, in the order that their own list has at the moment. Blocks are JSON in a text, of
    which PostgreSQL turns the names about.
    """
    if isinstance(value, str):
        return RESTLESS.sub("", _in_one_order(value))
    return sorted(value) if isinstance(value, list) else value


def _in_one_order(text: str) -> str:
    if not text.startswith(("[", "{")):
        return text
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except ValueError:
        return text


def is_second_person(*, user: Any, revision: Revision, workflow_state: Any) -> bool:
    return (
        user is not None
        and user.pk is not None
        and user.pk not in {writer_of(revision), workflow_state.requested_by_id}
    )


def may_approve(obj: Any, user: Any) -> bool:
    state = obj.current_workflow_state
    if not conf.four_eyes() or state is None or state.current_task_state is None:
        return True
    return is_second_person(user=user, revision=obj.get_latest_revision(), workflow_state=state)


def approval_of(revision: Revision) -> FourEyesTaskState | None:
    """The approval of exactly this content by another person, or None."""
    found = FourEyesTaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).order_by(
        "-finished_at"
    )
    digest = content_hash(revision.content)
    for state in found.select_related("workflow_state", "finished_by"):
        if state.revision_sha256 == digest and is_second_person(
            user=state.finished_by, revision=revision, workflow_state=state.workflow_state
        ):
            return state
    return None


class FourEyesMixin(models.Model):
    """Publishing goes through here, whoever asks: a workflow, a schedule, a view or a shell."""

    class Meta:
        abstract = True

    @property
    def workflow_in_progress(self) -> bool:
        return self._is_waiting if hasattr(self, "_is_waiting") else super().workflow_in_progress  # see with_status()

    @transaction.atomic
    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        from kik_wagtail.snippets.services import freeze  # services stand above the models

        approval = approval_of(revision)
        if approval is None and conf.four_eyes() and not _without_second_person.get():
            raise PermissionDenied(
                _("This text is published once another person has approved it. Submit it for approval.")
            )
        if approval is not None or _without_second_person.get():
            kwargs["skip_permission_checks"] = True  # approving is the permission: nobody has a right to publish alone
        super().publish(revision, user=user, **kwargs)  # type: ignore[misc]
        live = type(self)._default_manager.get(pk=self.pk)
        if live.live and live.live_revision_id == revision.pk:  # and not scheduled for later
            freeze(text=live, approval=approval, user=user)
