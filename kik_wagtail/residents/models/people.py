"""Residents, and how they are best reached."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from kik_wagtail.residents.queries import ResidentQuerySet
from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel
from kik_wagtail.scope.querysets import manager_of

from .areas import Area

MAX_RHYTHM_MONTHS = 12  # "at least one conversation every 12 months" (2017 letter)


class PlaceKind(models.TextChoices):
    HOME = "home", _("at home")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood centre")
    OFFICE = "office", _("town office")


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by telephone")
    VIDEO = "video", _("by video call")


class Initiative(models.TextChoices):
    COACH = "coach", _("the coach")
    RESIDENT = "resident", _("the resident")


class Resident(ScopedModel):
    """A person on a benefit, known by the client number of the case system. Never a BSN."""

    class FormOfAddress(models.TextChoices):
        MR = "mr", _("Mr")
        MRS = "mrs", _("Mrs")
        UNKNOWN = "unknown", _("unknown")

    class Status(models.TextChoices):
        IN_VIEW = "in_view", _("in view")
        ACTIVE_SUPPORT_ELSEWHERE = "active_support_elsewhere", _("in active support elsewhere")
        LEFT = "left", _("left")

    scope_resident = "id"
    scope_plain: ClassVar[frozenset[str]] = ScopedModel.scope_plain | {"coach", "coach_id", "status"}

    client_number = models.CharField(
        _("client number"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[0-9A-Za-z-]+$", _("Use only digits, letters and hyphens."))],
        error_messages={"unique": _("A resident with this client number is already known.")},
    )
    initials = models.CharField(_("initials"), max_length=40, blank=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    prefix = models.CharField(_("prefix"), max_length=30, blank=True, help_text=_("For example: van der"))
    surname = models.CharField(_("surname"), max_length=120)
    form_of_address = models.CharField(
        _("form of address"), max_length=10, choices=FormOfAddress.choices, default=FormOfAddress.UNKNOWN
    )
    street = models.CharField(_("street"), max_length=120, blank=True)
    house_number = models.CharField(_("house number"), max_length=10, blank=True)
    house_number_addition = models.CharField(_("addition to the house number"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True, region="NL")
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)

    needs_interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    prefers_no_phone = models.BooleanField(_("rather not called"), default=False)
    safe_to_call = models.BooleanField(_("safe to call"), default=True)
    best_time = models.CharField(_("best time"), max_length=80, blank=True)

    area = ScopedForeignKey(Area, models.PROTECT, related_name="residents", verbose_name=_("area"))
    coach = ScopedForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="kik_caseload",
        verbose_name=_("coach"),
    )
    coach_since = models.DateField(_("coach since"), null=True, blank=True)
    preferred_place_kind = models.CharField(
        _("preferred place"), max_length=20, choices=PlaceKind.choices, default=PlaceKind.HOME
    )
    preferred_channel = models.CharField(
        _("preferred channel"), max_length=20, choices=Channel.choices, default=Channel.IN_PERSON
    )
    initiative = models.CharField(_("initiative"), max_length=10, choices=Initiative.choices, default=Initiative.COACH)
    rhythm_months = models.PositiveSmallIntegerField(
        _("rhythm in months"),
        default=MAX_RHYTHM_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_RHYTHM_MONTHS)],
    )
    status = models.CharField(_("status"), max_length=30, choices=Status.choices, default=Status.IN_VIEW)
    joined_on = models.DateField(_("in view since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_on_is_known = models.BooleanField(_("left date is known"), default=True)

    imported_last_conversation_on = models.DateField(_("last conversation as imported"), null=True, blank=True)
    last_conversation_on = models.DateField(
        _("last conversation"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The later of the imported date and the last conversation held; moves the 12-month limit."),
    )
    imported_values = models.JSONField(_("values last imported"), default=dict, blank=True, editable=False)

    objects = manager_of(ResidentQuerySet)

    class Meta(ScopedModel.Meta):
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        permissions = [
            ("import_resident", _("Can import residents")),
            ("export_resident", _("Can export residents")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm_months__gte=1) & Q(rhythm_months__lte=MAX_RHYTHM_MONTHS),
                name="kik_resident_rhythm_1_to_12",
                violation_error_message=_("The rhythm is a number of months from 1 to 12."),
            ),
            models.CheckConstraint(
                condition=~Q(status="left") | Q(left_on__isnull=False),
                name="kik_resident_left_has_date",
                violation_error_message=_("Fill in the date on which this resident left."),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "surname", "id"], name="kik_res_area_surname"),
            models.Index(fields=["coach", "surname", "id"], name="kik_res_coach_surname"),
            models.Index(fields=["area", "client_number", "id"], name="kik_res_area_number"),
            models.Index(fields=["coach", "client_number", "id"], name="kik_res_coach_number"),
            models.Index(fields=["status", "last_conversation_on"], name="kik_res_status_last"),
        ]

    def __str__(self) -> str:
        return self.client_number

    @property
    def full_name(self) -> str:
        """For the content of a scoped screen only: never for a title, label, message or log."""
        return " ".join(part for part in (self.first_name or self.initials, self.prefix, self.surname) if part)

    @property
    def street_line(self) -> str:
        addition = self.house_number_addition
        number = f"{self.house_number}{'-' if addition[:1].isdigit() else ' ' if addition else ''}{addition}"
        return f"{self.street} {number}".strip()

    @property
    def is_in_view(self) -> bool:
        return self.status == self.Status.IN_VIEW
