"""What an agenda needs beside the appointments: a coach's hours, and the address of their calendar feed."""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kik_wagtail.snippets.models.places import validate_hours
from kik_wagtail.workdays.hours import NotHours, Week, read_week

DEFAULT_HOURS = "ma-vr 9:00-17:00"


class WorkingWeek(models.Model):
    """The hours in which a coach has conversations. Who wrote none down works the hours of the office."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kik_working_week", verbose_name=_("user")
    )
    hours = models.TextField(
        _("working hours"),
        max_length=300,
        default=DEFAULT_HOURS,
        validators=[validate_hours],
        help_text=_("A line for days with the same hours, for example: ma-do 9:00-17:00"),
    )

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")

    def __str__(self) -> str:
        return f"{self.user_id}"

    @property
    def week(self) -> Week:
        return read_week(self.hours)

    def clean(self) -> None:
        with suppress(NotHours):  # said by the field itself
            if any(self.week.spans):
                return
            raise ValidationError({"hours": _("Write down at least one day.")})


class CalendarFeed(models.Model):
    """A coach's calendar for a calendar program that cannot log in: whoever has the address sees initials and hours.

    Of the address only a digest is kept, so it is shown once; a new one ends the old one.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kik_calendar_feed", verbose_name=_("user")
    )
    digest = models.CharField(_("digest of the address"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return f"{self.user_id}"
