"""The areas and the teams that serve them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


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
