"""Sight of one resident for a while: standing in, or breaking the glass in an emergency."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kik_wagtail.scope.models import ScopedForeignKey

from .areas import Area, AreaMember
from .people import Resident

HOURS = timedelta(hours=8)  # the most that breaking the glass gives


class TemporaryAccessQuerySet(models.QuerySet):
    def valid_at(self, now: datetime) -> Self:
        """Whatever a row says, breaking the glass ends after eight hours."""
        stands_in = Q(kind=TemporaryAccess.Kind.STAND_IN)
        return self.filter(Q(from_at__gt=now - HOURS) | stands_in, from_at__lte=now, until__gt=now)

    def standing_in(self) -> Self:
        return self.filter(kind=TemporaryAccess.Kind.STAND_IN)

    def in_emergency(self) -> Self:
        return self.filter(kind=TemporaryAccess.Kind.BREAK_GLASS)

    def to_be_seen_by(self, lead: Any) -> Self:
        """What nobody looked at yet, about residents of the teams that `lead` leads."""
        led = AreaMember.objects.filter(user_id=lead.pk, role=AreaMember.Role.TEAM_LEAD)
        return self.in_emergency().filter(seen_at=None, resident__area__in=led.values("area_id"))

    def to_tell(self, area: Area, *, since: datetime) -> Self:
        """Newest first: since then, and what nobody looked at yet however long ago."""
        told = self.in_emergency().filter(Q(from_at__gte=since) | Q(seen_at=None), resident__area=area)
        return told.select_related("user", "resident", "seen_by").order_by("-from_at", "-pk")


class TemporaryAccess(models.Model):
    """One person, one resident, until a moment, with the reason."""

    class Kind(models.TextChoices):
        STAND_IN = "stand_in", _("stand-in")
        BREAK_GLASS = "break_glass", _("break-glass")

    class Why(models.TextChoices):
        """Says nothing about the resident's life: that is not what opens a file."""

        IS_HERE = "is_here", _("The resident is here, or on the telephone")
        COACH_AWAY = "coach_away", _("The coach of the resident is away and it cannot wait")
        COLLEAGUE_ASKS = "colleague_asks", _("A colleague of the resident's team asks me to help now")
        OTHER = "other", _("Something else that cannot wait")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    resident = ScopedForeignKey(Resident, models.CASCADE, related_name="+", verbose_name=_("resident"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    why = models.CharField(_("why"), max_length=20, choices=Why.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    from_at = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"))
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("seen by")
    )
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    objects = TemporaryAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("temporary access")
        verbose_name_plural = _("temporary access")
        indexes = [models.Index(fields=["user", "until", "resident"], name="kik_temporary_user_until")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="kik_temporary_has_reason",
                violation_error_message=_("Say why this access is needed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.resident_id}"
