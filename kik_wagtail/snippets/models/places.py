"""What a coach tells about, refers to, and where conversations are held."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kik_wagtail.workdays.hours import NotHours, read_week

from .base import EditorialModel


def validate_hours(value: str) -> None:
    try:
        read_week(value)
    except NotHours as error:
        raise ValidationError(
            _("“%(line)s” cannot be read. Write it as in: ma-do 9:00-17:00"), params={"line": error.line[:80]}
        ) from error


class Provision(EditorialModel):
    summary = models.TextField(_("what it is"), max_length=500)
    for_whom = models.TextField(_("for whom"), max_length=300, blank=True)
    how = models.TextField(_("how to ask for it"), max_length=300, blank=True)
    link = models.URLField(_("page with more"), blank=True)
    preview_names: ClassVar[tuple[str, ...]] = ("summary", "for_whom", "how", "link")

    class Meta(EditorialModel.Meta):
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")


class Partner(EditorialModel):
    """Who a resident is referred to. A partner that stays silent too long beeps the coach."""

    summary = models.TextField(_("what they do"), max_length=500, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    silent_after_weeks = models.PositiveSmallIntegerField(
        _("silent after (weeks)"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
        help_text=_("Nothing heard for this long after a referral: the coach gets a signal."),
    )
    preview_names: ClassVar[tuple[str, ...]] = ("summary", "phone", "email")

    class Meta(EditorialModel.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")


class Place(EditorialModel):
    class Kind(models.TextChoices):
        HOME = "home", _("at home")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood centre")
        OFFICE = "office", _("town office")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.NEIGHBOURHOOD)
    area = models.ForeignKey(
        "kik_wagtail.Area", models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("area")
    )
    address = models.CharField(_("address"), max_length=200, blank=True, help_text=_("Street, number and town."))
    directions = models.TextField(_("how to get there"), max_length=500, blank=True)
    opening_hours = models.TextField(
        _("opening hours"),
        max_length=300,
        blank=True,
        validators=[validate_hours],
        help_text=_(
            "A line for days with the same hours, for example: ma-do 9:00-17:00. "
            "Empty: open on every working day. Coaches are warned outside these hours."
        ),
    )
    rooms = models.PositiveSmallIntegerField(
        _("rooms"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("How many conversations can be held at the same time. Empty: coaches are not warned."),
    )
    preview_names: ClassVar[tuple[str, ...]] = ("address", "directions", "opening_hours", "rooms")

    class Meta(EditorialModel.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    @property
    def in_a_sentence(self) -> str:
        """For a letter: `wijkcentrum De Poort, Oliemuldersweg 51`."""
        return ", ".join(part for part in (self.title, self.address) if part)
