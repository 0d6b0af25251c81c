"""Planned contacts, what came of them, and the tries to reach somebody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.queries import FollowUpQuerySet, NoNextContactQuerySet
from kik_wagtail.follow_up.rules import CONVERSATIONS
from kik_wagtail.residents.models import Channel, Initiative, PlaceKind
from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel
from kik_wagtail.scope.querysets import manager_of

from .base import AboutResident


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


HAS_HOUR = Q(appointment_at__isnull=False)


class FollowUp(AboutResident):
    """One contact that is planned and, once closed, how it went. Its state is derived (see rules.state_of)."""

    class Origin(models.TextChoices):
        AGREED = "agreed", _("agreed at the last conversation")
        BY_HAND = "by_hand", _("by hand")
        ROUTE = "route", _("step of a route")
        IMPORT = "import", _("from a file")

    scope_plain: ClassVar[frozenset[str]] = ScopedModel.scope_plain | {
        *("target_on", "coach", "coach_id", "kind"),
        *("place", "place_id", "place_kind"),
    }

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
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(10), MaxValueValidator(240)]
    )
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
    call_asks = models.JSONField(
        _("answers asked for"), default=list, blank=True, help_text=_("Of a call that a route asks for.")
    )
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
            *(
                models.Index(fields=[whose, "appointment_at"], condition=HAS_HOUR, name=f"kik_fu_{whose}_hour")
                for whose in ("area", "coach")
            ),
            models.Index(fields=["coach", "target_on", "id"], condition=Q(outcome=""), name="kik_fu_open_coach_target"),
        ]

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def is_conversation(self) -> bool:
        return self.kind in CONVERSATIONS

    @property
    def ends_at(self) -> datetime | None:
        return self.appointment_at and self.appointment_at + timedelta(minutes=self.minutes)

    @property
    def place_key(self) -> str:
        """Equal for two appointments at the same place; empty where nobody travels."""
        if self.channel != Channel.IN_PERSON:
            return ""
        if self.place_id:
            return f"place:{self.place_id}"
        return f"home:{self.resident_id}" if self.place_kind == PlaceKind.HOME else self.place_kind

    @property
    def answers_offered(self) -> list[CallAnswer]:
        """What a call-back that is reached may hear. A route asks what its step names; by hand, everything is asked."""
        if self.kind != Kind.CALL_BACK:
            return []
        if self.origin == self.Origin.ROUTE:
            return [answer for answer in CallAnswer if answer in self.call_asks]
        return list(CallAnswer)


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
