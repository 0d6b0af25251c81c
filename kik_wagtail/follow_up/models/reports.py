"""What was said in a conversation."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kik_wagtail.scope.encrypted import EncryptedJSONField, EncryptedTextField

from .base import AboutResident
from .contacts import FollowUp


class Wish(models.TextChoices):
    WORK = "work", _("work")
    MORE_ACTIVE = "more_active", _("more active")
    BECOME_ACTIVE = "become_active", _("become active")


class Way(models.TextChoices):
    ALONE = "alone", _("alone")
    WITH_SUPPORT = "with_support", _("with support")


GRADE = (MinValueValidator(1), MaxValueValidator(10))


class ConversationReport(AboutResident):
    """What was said, by the questions of the guide that was shown. A draft until the contact is closed."""

    follow_up = models.OneToOneField(FollowUp, models.CASCADE, related_name="report", verbose_name=_("contact"))
    guide_version = models.ForeignKey(
        "kik_wagtail.GuideVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version of the guide"),
    )
    answers = EncryptedJSONField(_("answers"), default=dict, blank=True)
    is_active = models.BooleanField(_("takes part"), null=True, blank=True)
    wishes = models.JSONField(_("wishes"), default=list, blank=True)
    way = models.CharField(_("way"), max_length=15, choices=Way.choices, blank=True)
    grade_conversation = models.PositiveSmallIntegerField(
        _("grade for the conversation"), null=True, blank=True, validators=GRADE
    )
    grade_initiative = models.PositiveSmallIntegerField(
        _("grade for staying in contact"), null=True, blank=True, validators=GRADE
    )
    provisions = models.ManyToManyField(
        "kik_wagtail.Provision", blank=True, related_name="+", verbose_name=_("told about")
    )
    draft = EncryptedJSONField(_("draft"), default=dict, blank=True)
    draft_saved_at = models.DateTimeField(_("draft saved at"), null=True, blank=True)
    draft_saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("saved by")
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta(AboutResident.Meta):
        verbose_name = _("conversation report")
        verbose_name_plural = _("conversation reports")


class ReportNote(AboutResident):
    """A correction to a finished report: reports themselves are never changed."""

    report = models.ForeignKey(
        ConversationReport, models.CASCADE, related_name="notes", verbose_name=_("conversation report")
    )
    text = EncryptedTextField(_("correction"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))

    class Meta(AboutResident.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
