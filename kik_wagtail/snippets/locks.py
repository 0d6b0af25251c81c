"""Who may not change a text now, and why; for one text and for a whole library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

NO_RIGHT = _("You may not change this text.")
ARCHIVED = _("This text is archived.")
LOCKED = _("This text is locked.")
WAITING = _("This text waits for approval.")
SCHEDULED = _("This text waits for its moment of publishing.")


def may(user: Any, model: type[Any], action: str) -> bool:
    """`user` None: a command."""
    return user is None or model.snippet_viewset.permission_policy.user_has_permission(user, action)  # type: ignore[attr-defined]


def is_locked(text: Any, user: Any) -> bool:
    lock = text.get_lock()
    return lock is not None and lock.for_user(user)


class Hindrances:
    """Asks the database twice, however many texts there are. A text that waits for approval is closed to everybody."""

    def __init__(self, models: Iterable[type[Any]], user: Any) -> None:
        types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
        waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False)
        self.user = user
        self.types = {model: kind.pk for model, kind in types.items()}
        self.may_change = {model: may(user, model, "change") for model in types}
        self.waiting = set(waiting.values_list("content_type", "object_id"))
        self.scheduled = set(scheduled.values_list("content_type", "object_id"))

    def of(self, text: Any) -> str | Promise:
        """The first reason why this user may not change `text`; "" where there is none."""
        key = (self.types[type(text)], str(text.pk))
        if not self.may_change[type(text)]:
            return NO_RIGHT
        if text.is_archived:
            return ARCHIVED
        if key in self.waiting:
            return WAITING
        if key in self.scheduled:
            return SCHEDULED
        is_closed = getattr(text, "locked", False) and (self.user is None or is_locked(text, self.user))
        return LOCKED if is_closed else ""
