"""A file that a person reads in at the screen: what was found, and how far it is."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """checked → waiting (confirmed) → working → done or failed. Counts only: what the file holds stands in private
    files named by `token`, gone after 24 hours."""

    class State(models.TextChoices):
        CHECKED = "checked", _("checked")
        WAITING = "waiting", _("waiting")
        WORKING = "working", _("being read in")
        DONE = "done", _("read in")
        FAILED = "failed", _("stopped")

    token = models.UUIDField(_("token"), unique=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("offered by")
    )
    uploaded_at = models.DateTimeField(_("offered at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last progress at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CHECKED)
    unknown_columns = models.JSONField(_("unknown columns"), default=list)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    updated = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file read in")
        verbose_name_plural = _("files read in")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checked", "waiting", "working", "done", "failed"]), name="kik_import_run_state"
            )
        ]

    def __str__(self) -> str:
        return str(self.token)

    @property
    def good(self) -> int:
        return self.rows - self.refused

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.WORKING)
