"""Planned contacts, what came of them, and what was promised."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kik_wagtail.residents.models import Area, Channel, Initiative, PlaceKind, Resident
from kik_wagtail.scope.encrypted import EncryptedJSONField, EncryptedTextField
from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel
from kik_wagtail.scope.querysets import manager_of

from .queries import CommitmentQuerySet, FollowUpQuerySet, NoNextContactQuerySet, ReferralQuerySet
from .rules import CONVERSATIONS


class AboutResident(ScopedModel):
    """A row of this room: the resident and, for every list and index, their area."""

    area = ScopedForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    resident = ScopedForeignKey(Resident, models.CASCADE, related_name="%(class)ss", verbose_name=_("resident"))

    class Meta(ScopedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Kind(models.TextChoices):
    FIRST = "first", _("first conversation")
    FOLLOW_UP = "follow_up", _("follow-up conversation")
    COACHING = "coaching", _("coaching conversation")
    CALL_BACK = "call_back", _("call-back")
    REMINDER_CALL = "reminder_call", _("reminder call")


class Outcome(models.TextChoices):
    OPEN = "", _("open")
    HELD = "held", _("held")
    NO_SHOW = "no_show", _("did not show up")
    CANCELLED_BY_RESIDENT = "cancelled_by_resident", _("cancelled by the resident")
    CANCELLED_BY_US = "cancelled_by_us", _("cancelled by us")
    DECLINED = "declined", _("declined")
    NOT_REACHED = "not_reached", _("not reached")


class RefusalReason(models.TextChoices):
    ALREADY_ACTIVE = "already_active", _("already active")
    BAD_EXPERIENCE = "bad_experience", _("bad experience")
    NOT_NOW = "not_now", _("not able to now")  # health: a closed code, never a list column, filter or export
    NO_NEED = "no_need", _("no need")
    OTHER = "other", _("other")


class CallAnswer(models.TextChoices):
    """What a call-back heard (2017 letter: of 162 called back 58 had started, 32 asked for support after all)."""

    STARTED = "started", _("has started")
    WANTS_SUPPORT = "wants_support", _("wants support after all")
    NO_CHANGE = "no_change", _("no change")


class FollowUp(AboutResident):
    """One contact that is planned and, once closed, how it went. Its state is derived (see rules.state_of)."""

    class Origin(models.TextChoices):
        AGREED = "agreed", _("agreed at the last conversation")
        BY_HAND = "by_hand", _("by hand")
        ROUTE = "route", _("step of a route")
        IMPORT = "import", _("from a file")

    scope_plain: ClassVar[frozenset[str]] = ScopedModel.scope_plain | {"target_on", "coach", "coach_id", "kind"}

    coach = ScopedForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="kik_follow_ups",
        verbose_name=_("coach"),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.IN_PERSON)
    place_kind = models.CharField(_("kind of place"), max_length=20, choices=PlaceKind.choices, default=PlaceKind.HOME)
    place = models.ForeignKey(
        "kik_wagtail.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    earliest_on = models.DateField(_("earliest"))
    target_on = models.DateField(_("target"))
    latest_on = models.DateField(_("latest"))
    appointment_at = models.DateTimeField(_("appointment"), null=True, blank=True)
    initiative = models.CharField(_("initiative"), max_length=10, choices=Initiative.choices, default=Initiative.COACH)
    resident_by = models.DateField(
        _("resident's own date"),
        null=True,
        blank=True,
        help_text=_("If the resident is silent by then, the coach calls."),
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.BY_HAND)
    about = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("about the appointment")
    )

    outcome = models.CharField(_("outcome"), max_length=25, choices=Outcome.choices, default=Outcome.OPEN, blank=True)
    refusal_reason = models.CharField(_("reason"), max_length=20, choices=RefusalReason.choices, blank=True)
    call_answer = models.CharField(_("answer"), max_length=20, choices=CallAnswer.choices, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    planned_at = models.DateTimeField(_("planned at"))
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    objects = manager_of(FollowUpQuerySet)

    class Meta(AboutResident.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(outcome="", kind__in=CONVERSATIONS),
                name="kik_one_open_conversation",
                violation_error_message=_("This resident already has a next conversation. Change that one instead."),
            ),
            models.CheckConstraint(
                condition=Q(earliest_on__lte=F("target_on")) & Q(target_on__lte=F("latest_on")),
                name="kik_follow_up_window_in_order",
                violation_error_message=_("The target lies between the earliest and the latest date."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True) | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="kik_follow_up_closed_with_outcome",
                violation_error_message=_("A contact is closed with an outcome."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="declined") & ~Q(refusal_reason="") | ~Q(outcome="declined") & Q(refusal_reason=""),
                name="kik_follow_up_refusal_has_reason",
                violation_error_message=_("Choose the reason why the resident declined."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="held", held_on__isnull=False) | ~Q(outcome="held") & Q(held_on__isnull=True),
                name="kik_follow_up_held_has_date",
                violation_error_message=_("Fill in the day of the conversation."),
            ),
            models.CheckConstraint(
                condition=Q(initiative="resident") | Q(resident_by__isnull=True),
                name="kik_follow_up_resident_date",
                violation_error_message=_("Only a resident who takes the initiative has a date of their own."),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "target_on", "id"], name="kik_fu_area_target"),
            models.Index(fields=["resident", "target_on", "id"], name="kik_fu_resident_target"),
            models.Index(fields=["coach", "target_on", "id"], name="kik_fu_coach_target"),
            models.Index(fields=["area", "target_on", "id"], condition=Q(outcome=""), name="kik_fu_open_area_target"),
            models.Index(fields=["coach", "target_on", "id"], condition=Q(outcome=""), name="kik_fu_open_coach_target"),
        ]

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def is_conversation(self) -> bool:
        return self.kind in CONVERSATIONS


class NoNextContact(AboutResident):
    """Why a resident in view has nothing planned, and until when that holds (12 months at most)."""

    class Reason(models.TextChoices):
        ACTIVE_SUPPORT = "active_support", _("in active support elsewhere")
        LEAVING = "leaving", _("leaves the benefit soon")
        ABROAD = "abroad", _("away for a longer time")
        OUTSIDE_DECISION = "outside_decision", _("waiting for a decision elsewhere")

    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )

    objects = manager_of(NoNextContactQuerySet)

    class Meta(AboutResident.Meta):
        verbose_name = _("reason for no next contact")
        verbose_name_plural = _("reasons for no next contact")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="kik_no_next_in_order",
                violation_error_message=_("The date until which this holds lies in the past."),
            )
        ]
        indexes = [models.Index(fields=["resident", "until_on"], name="kik_no_next_resident_until")]


class ContactAttempt(AboutResident):
    """A call or visit that tried to reach the resident. Not a conversation: it does not move the 12-month limit."""

    class Result(models.TextChoices):
        SPOKEN = "spoken", _("spoken")
        VOICEMAIL = "voicemail", _("voicemail")
        NO_ANSWER = "no_answer", _("no answer")

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="attempts", verbose_name=_("contact"))
    at = models.DateTimeField(_("at"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.PHONE)
    result = models.CharField(_("result"), max_length=15, choices=Result.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))

    class Meta(AboutResident.Meta):
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [models.Index(fields=["resident", "at"], name="kik_attempt_resident_at")]


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
