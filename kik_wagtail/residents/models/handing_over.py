"""From one coach to another: for good, or while one is away."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kik_wagtail.residents.queries import StandInQuerySet
from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel

from .areas import Area
from .people import Resident


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
