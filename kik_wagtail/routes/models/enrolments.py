"""Residents on a route: where each stands, and every step they were in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.models import AboutResident, FollowUp
from kik_wagtail.letters.models import Letter
from kik_wagtail.routes.queries import EnrolmentQuerySet
from kik_wagtail.routes.rules import Position
from kik_wagtail.scope.encrypted import EncryptedTextField
from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel
from kik_wagtail.scope.querysets import manager_of

from .route import Purpose, Route, RouteVersion


class EnrolmentBatch(models.Model):
    """One time that a list of residents was put on a route: chosen, then confirmed, perhaps undone. No names, only keys."""

    version = models.ForeignKey(RouteVersion, models.PROTECT, related_name="batches", verbose_name=_("version"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    criteria = models.JSONField(_("who"), default=dict)
    a_week = models.PositiveSmallIntegerField(
        _("new starts a week for each coach"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    starts_from = models.DateField(_("from"))
    is_of_everybody = models.BooleanField(_("of the whole municipality"), default=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    enrolled = models.PositiveIntegerField(_("put on the route"), default=0)
    skipped = models.JSONField(_("skipped"), default=dict, blank=True)
    taken_off = models.PositiveIntegerField(_("taken off again"), default=0)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undo_reason = models.CharField(_("reason for undoing"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("residents put on a route together")
        verbose_name_plural = _("residents put on routes together")
        ordering = ("-made_at",)
        permissions = [
            ("enrol_everybody", _("Can put residents of the whole municipality on a route, by numbers")),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def skipped_number(self) -> int:
        return sum(len(ids) for ids in self.skipped.values())


class Enrolment(AboutResident):
    """A resident finishes the version they started on, or is moved on purpose. Only the present step exists."""

    class State(models.TextChoices):
        WAITING = "waiting", _("starts later")
        RUNNING = "running", _("under way")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")

    OPEN: ClassVar[tuple[str, ...]] = (State.WAITING, State.RUNNING, State.PAUSED)
    scope_plain: ClassVar[frozenset[str]] = ScopedModel.scope_plain | {
        *(
            "coach",
            "coach_id",
            "doer",
            "doer_id",
            "version",
            "version_id",
            "route",
            "route_id",
            "state",
            "step",
            "result",
            "due_on",
        ),
        "starts_on",
    }

    coach = ScopedForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("coach")
    )
    doer = ScopedForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who does the present step"),
    )
    route = models.ForeignKey(Route, models.PROTECT, related_name="enrolments", verbose_name=_("route"))
    version = models.ForeignKey(RouteVersion, models.PROTECT, related_name="enrolments", verbose_name=_("version"))
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    batch = models.ForeignKey(
        EnrolmentBatch,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("together with"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    starts_on = models.DateField(_("starts on"))
    enrolled_at = models.DateTimeField(_("put on the route at"))
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=40, blank=True)
    stop_reason = EncryptedTextField(_("reason for stopping"), blank=True, default="")
    pause_reason = EncryptedTextField(_("reason for the pause"), blank=True, default="")

    step = models.CharField(_("step"), max_length=40, blank=True)
    number = models.PositiveIntegerField(_("number of the visit"), default=0)
    revision = models.PositiveIntegerField(default=0, editable=False)  # of two who change a row at once, one wins
    since = models.DateField(_("since"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    latest_on = models.DateField(_("latest"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    previous_due_on = models.DateField(_("the step before was due"), null=True, blank=True)
    look_on = models.DateField(
        _("look again"), null=True, blank=True, help_text=_("Before this day time alone changes nothing.")
    )
    follow_up = models.ForeignKey(
        FollowUp, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    asks = models.CharField(_("what it asks of a person"), max_length=60, blank=True)

    objects = manager_of(EnrolmentQuerySet)

    class Meta(AboutResident.Meta):
        verbose_name = _("resident on a route")
        verbose_name_plural = _("residents on routes")
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "purpose"],
                condition=Q(state__in=("waiting", "running", "paused")),
                name="kik_one_route_for_a_purpose",
                violation_error_message=_("This resident is on another route for the same purpose already."),
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(result="")
                | ~Q(state="ended") & Q(ended_at__isnull=True, result=""),
                name="kik_enrolment_ended_with_result",
                violation_error_message=_("A route ends with a result."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", number=0)
                | Q(state="ended")
                | Q(state__in=("running", "paused"), number__gte=1) & ~Q(step=""),
                name="kik_enrolment_has_a_step",
                violation_error_message=_("A resident on a route is in one of its steps."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["look_on", "id"], condition=Q(state__in=("waiting", "running")), name="kik_enrolment_look"
            ),
            models.Index(fields=["resident", "state"], name="kik_enrolment_resident"),
            models.Index(fields=["route", "state", "step"], name="kik_enrolment_route"),
            models.Index(fields=["doer", "due_on", "id"], condition=Q(state="running"), name="kik_enrolment_doer_due"),
            models.Index(fields=["area", "due_on", "id"], condition=Q(state="running"), name="kik_enrolment_area_due"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def position(self) -> Position:
        assert self.since is not None  # noqa: S101 - asked of who is in a step
        return Position(
            step=self.step,
            number=self.number,
            since=self.since,
            due=self.due_on,
            latest=self.latest_on,
            done=self.done_on,
            previous_due=self.previous_due_on,
        )

    def stand_at(self, position: Position) -> None:
        """In memory; whoever calls this saves."""
        self.step, self.number, self.since = position.step, position.number, position.since
        self.due_on, self.latest_on, self.done_on = position.due, position.latest, position.done
        self.previous_due_on = position.previous_due


class StepVisit(AboutResident):
    """One visit to one step: what it asked for, what came of it, and the letter that was made.

    The number makes it happen once. What was decided, and on what ground, stands here: a route may come back to the
    same fork. Of a fraud signal only the code, the day and who decided are kept.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="visits", verbose_name=_("enrolment"))
    number = models.PositiveIntegerField(_("number"))
    step = models.CharField(_("step"), max_length=40)
    entered_on = models.DateField(_("entered on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    why = models.CharField(_("what happened"), max_length=20, blank=True)
    choice = models.CharField(_("what was decided"), max_length=40, blank=True)
    ground = EncryptedTextField(_("ground"), blank=True, default="")
    follow_up = models.ForeignKey(
        FollowUp, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("letter")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta(AboutResident.Meta):
        verbose_name = _("step of a resident")
        verbose_name_plural = _("steps of residents")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "number"],
                name="kik_step_visit_once",
                violation_error_message=_("This step was entered already."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("entered_on")),
                name="kik_step_visit_in_order",
                violation_error_message=_("A step is left after it was entered."),
            ),
        ]
