"""Residents, the areas and teams that serve them, and who may see whom."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from phonenumber_field.modelfields import PhoneNumberField

from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel
from kik_wagtail.scope.querysets import manager_of

from .queries import ResidentQuerySet, StandInQuerySet

MAX_RHYTHM_MONTHS = 12  # "at least one conversation every 12 months" (2017 letter)


class Area(ClusterableModel):
    """A neighbourhood with its team, or a specialist team that works for the whole municipality."""

    class Kind(models.TextChoices):
        AREA_TEAM = "area_team", _("area team")
        SPECIALIST = "specialist", _("specialist team")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.AREA_TEAM)
    phone = models.CharField(_("telephone of the team"), max_length=30, blank=True)
    sort_order = models.IntegerField(_("order"), default=0, editable=False)
    is_archived = models.BooleanField(
        _("archived"), default=False, help_text=_("No longer offered; stays where it was used.")
    )

    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("sort_order", "name")

    def __str__(self) -> str:
        return self.name


class AreaMember(models.Model):
    """Gives a coach or team lead sight of all residents of the area."""

    class Role(models.TextChoices):
        COACH = "coach", _("coach")
        TEAM_LEAD = "team_lead", _("team lead")
        ADVISER = "adviser", _("adviser at the gate")

    area = ParentalKey(Area, on_delete=models.CASCADE, related_name="members", verbose_name=_("area"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kik_area_memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.COACH)

    class Meta:
        verbose_name = _("member of an area team")
        verbose_name_plural = _("members of area teams")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "user"],
                name="kik_area_member_once",
                violation_error_message=_("This person is already a member of this team."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.area_id}"


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


class Handover(ScopedModel):
    """One coach hands a resident to another, possibly in another area. A file that names a new coach makes one too."""

    scope_plain: ClassVar[frozenset[str]] = ScopedModel.scope_plain | {"to_coach", "to_coach_id", "state"}

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Origin(models.TextChoices):
        PERSON = "person", _("by a colleague")
        IMPORT = "import", _("from a file")

    area = ScopedForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    resident = ScopedForeignKey(Resident, models.CASCADE, related_name="handovers", verbose_name=_("resident"))
    from_coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("from")
    )
    to_coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("to")
    )
    from_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("from area"))
    to_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("to area"))
    reason = models.CharField(_("reason"), max_length=200)
    note = models.CharField(_("note for the new coach"), max_length=500, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.PERSON)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(state="proposed"),
                name="kik_handover_one_waiting",
                violation_error_message=_("A handover of this resident is already waiting for an answer."),
            )
        ]
        indexes = [models.Index(fields=["to_coach", "state"], name="kik_handover_to_state")]

    def __str__(self) -> str:
        return f"{self.resident_id}"


class SavedFilter(models.Model):
    """A filter of the list of residents that a person keeps under a name. No word that was searched for: it may be a name."""

    MOST: ClassVar[int] = 12  # to a person

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kik_saved_filters", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=60)
    values = models.JSONField(_("filter"), default=dict)  # as in the address of the list: {"area": "3"}

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="kik_saved_filter_name_once",
                violation_error_message=_("You have a filter with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ColumnChoice(models.Model):
    """The columns that a person wants in the list of residents, in their order. Without a row: the usual ones."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kik_column_choice", verbose_name=_("user")
    )
    names = models.JSONField(_("columns"), default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("choice of columns")
        verbose_name_plural = _("choices of columns")

    def __str__(self) -> str:
        return f"{self.user_id}"


class StandIn(models.Model):
    """While a coach is away a colleague sees their residents and has their signals beside the own ones."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kik_stood_in_by", verbose_name=_("coach")
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kik_stands_in", verbose_name=_("stand-in")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        ordering = ("from_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(coach=F("stand_in")),
                name="kik_stand_in_is_another",
                violation_error_message=_("A coach cannot stand in for themselves."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="kik_stand_in_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]
        indexes = [models.Index(fields=["stand_in", "until_on"], name="kik_stand_in_until")]

    def __str__(self) -> str:
        return f"{self.coach_id} → {self.stand_in_id}"
