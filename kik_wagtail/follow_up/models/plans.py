"""The development plan: what a resident wants, in their own words, and who does what for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.queries import PlanQuerySet
from kik_wagtail.scope.encrypted import EncryptedJSONField
from kik_wagtail.scope.querysets import manager_of

from .base import AboutResident
from .contacts import FollowUp


class GoalState(models.TextChoices):
    GOING = "going", _("working on it")
    REACHED = "reached", _("goal reached")
    DROPPED = "dropped", _("let go")


class StepState(models.TextChoices):
    OPEN = "open", _("still open")
    DONE = "done", _("done")
    NOT_DONE = "not_done", _("did not happen")


class PlanIsImmutable(RuntimeError):
    """A version of a plan was about to be changed."""


class PlanVersion(AboutResident):
    """The whole plan as it stood when it was saved; a change is a next version, never another text of this one.

    `content` is {"goals": [{key, domain, domain_title, words, state, steps: [{key, by, what, due_on, state}]}]}:
    `words` are the resident's, `due_on` an ISO day or "", `by` as of a promise. A key stays the same over versions.
    """

    number = models.PositiveIntegerField(_("version"))
    follow_up = models.ForeignKey(
        FollowUp, models.SET_NULL, null=True, blank=True, related_name="plans", verbose_name=_("contact")
    )
    content = EncryptedJSONField(_("content"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )

    objects = manager_of(PlanQuerySet)

    class Meta(AboutResident.Meta):
        verbose_name = _("development plan")
        verbose_name_plural = _("development plans")
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "number"],
                name="kik_plan_number",
                violation_error_message=_("Somebody else just saved this plan. Look at it and try again."),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise PlanIsImmutable("A version of a plan never changes.")
        super().save(*args, **kwargs)

    @property
    def goals(self) -> list[dict[str, Any]]:
        return self.content["goals"]

    @property
    def going(self) -> list[dict[str, Any]]:
        return [goal for goal in self.goals if goal["state"] == GoalState.GOING]
