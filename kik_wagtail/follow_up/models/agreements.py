"""What was promised, and to whom a resident was referred."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.queries import CommitmentQuerySet, ReferralQuerySet
from kik_wagtail.scope.encrypted import EncryptedTextField
from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel
from kik_wagtail.scope.querysets import manager_of

from .base import AboutResident
from .contacts import FollowUp


class Commitment(AboutResident):
    """Who promised what, by when."""

    scope_plain: ClassVar[frozenset[str]] = ScopedModel.scope_plain | {"coach", "coach_id", "due_on"}

    class By(models.TextChoices):
        COACH = "coach", _("coach")
        RESIDENT = "resident", _("resident")
        PARTNER = "partner", _("partner")

    follow_up = models.ForeignKey(
        FollowUp, models.SET_NULL, null=True, blank=True, related_name="commitments", verbose_name=_("contact")
    )
    coach = ScopedForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("coach")
    )
    by = models.CharField(_("by"), max_length=10, choices=By.choices)
    what = EncryptedTextField(_("what"))
    due_on = models.DateField(_("by when"))
    made_on = models.DateField(_("agreed on"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )

    objects = manager_of(CommitmentQuerySet)

    class Meta(AboutResident.Meta):
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        indexes = [
            models.Index(fields=["coach", "due_on", "id"], condition=Q(done_at=None), name="kik_commit_open_coach"),
            models.Index(fields=["resident", "made_on"], name="kik_commit_resident"),
        ]


class Referral(AboutResident):
    """Handed over to a partner → accepted → started → still going. A silent partner beeps the coach."""

    scope_plain: ClassVar[frozenset[str]] = ScopedModel.scope_plain | {"coach", "coach_id", "ask_on"}

    follow_up = models.ForeignKey(
        FollowUp, models.SET_NULL, null=True, blank=True, related_name="referrals", verbose_name=_("contact")
    )
    coach = ScopedForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("coach")
    )
    partner = models.ForeignKey("kik_wagtail.Partner", models.PROTECT, related_name="+", verbose_name=_("partner"))
    handed_over_on = models.DateField(_("handed over on"))
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    still_going_on = models.DateField(_("still going on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ask_on = models.DateField(
        _("ask the partner on"), null=True, blank=True, help_text=_("If the partner is silent by then, the coach asks.")
    )

    objects = manager_of(ReferralQuerySet)

    class Meta(AboutResident.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        indexes = [models.Index(fields=["coach", "ask_on", "id"], name="kik_referral_coach_ask")]
