"""What a person did for many residents at once, so that it can be looked at and taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JointAction(models.Model):
    """`done`: [[resident, key of what was made]]; `skipped`: [[resident, why]], no resident where they were not in sight.

    Keys only: no words of a person.
    """

    class Verb(models.TextChoices):
        PLAN = "plan", _("Plan conversations")
        INVITE = "invite", _("Make letters")
        HAND_OVER = "hand_over", _("Propose handovers")
        TAKE = "take", _("Take over")

    verb = models.CharField(_("what"), max_length=12, choices=Verb.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("at"))
    request_key = models.UUIDField(_("key of the form"))
    done = models.JSONField(_("done"), default=list)
    skipped = models.JSONField(_("skipped"), default=list)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    taken_back = models.PositiveIntegerField(_("taken back"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("joint action")
        verbose_name_plural = _("joint actions")
        constraints = [models.UniqueConstraint(fields=["user", "request_key"], name="kik_joint_action_once")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} · {self.pk}"
