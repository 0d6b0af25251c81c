"""The outbox and the signs of life of what drains it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .queries import OutboxQuerySet


class OutboxItem(models.Model):
    """One effect that must happen exactly once.

    waiting → working → done; after an error back to waiting, after the third attempt failed. A worker that dies
    while working leaves a lease that runs out: then waiting again where the effect can be repeated, uncertain where
    it cannot (mail: it may have been sent). Failed and uncertain are decided by a person.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WORKING = "working", _("being done")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        UNCERTAIN = "uncertain", _("uncertain")

    key = models.CharField(_("key"), max_length=200, unique=True)
    topic = models.CharField(_("topic"), max_length=60)
    payload = models.JSONField(_("payload"), default=dict, help_text=_("Keys only, never a name or a text."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(_("due at"))
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    claimed_by = models.CharField(_("claimed by"), max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    receipt = models.CharField(_("receipt"), max_length=200, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outbox item")
        verbose_name_plural = _("outbox items")
        default_permissions = ("view", "change")
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="kik_outbox_open", condition=Q(state__in=["waiting", "working"])
            ),
            models.Index(
                fields=["state", "due_at"], name="kik_outbox_person", condition=Q(state__in=["failed", "uncertain"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "working", "done", "failed", "uncertain"]), name="kik_outbox_state"
            ),
            models.CheckConstraint(
                condition=Q(state="working", lease_until__isnull=False)
                | (~Q(state="working") & Q(lease_until__isnull=True)),
                name="kik_outbox_lease_while_working",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When something that should run by itself last showed itself: the tick, the queue."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
