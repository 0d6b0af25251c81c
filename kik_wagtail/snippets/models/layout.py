"""How the letters of a site look, and on which days its office is closed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Site

from kik_wagtail.snippets.typeset import Layout
from kik_wagtail.snippets.validators import error_of, validate_logo, validate_printable

DEFAULT_LOGO = Path(__file__).parent.parent / "assets" / "logo.svg"
MOST_LOGO_BYTES = 500_000
PRINTED_TEXT = ("organisation", "return_line", "place", "footer", "question_label")


def _millimetres(label: Any, default: float, low: float, high: float) -> models.FloatField:
    return models.FloatField(label, default=default, validators=[MinValueValidator(low), MaxValueValidator(high)])


@register_setting(icon="mail")
class LetterLayout(BaseSiteSetting):
    """The window's place is a common one until measured on an envelope of the house."""

    organisation = models.CharField(_("organisation"), max_length=80, default="Gemeente Voorbeeldstad")
    return_line = models.CharField(
        _("return address"),
        max_length=120,
        default="Retour: Gemeente Voorbeeldstad, Postbus 100, 9700 AA Voorbeeldstad",
    )
    place = models.CharField(_("place beside the date"), max_length=60, default="Voorbeeldstad")
    footer = models.CharField(
        _("foot of the first page"),
        max_length=160,
        blank=True,
        default="Gemeente Voorbeeldstad · Postbus 100, 9700 AA Voorbeeldstad · 14 050",
    )
    question_label = models.CharField(_("heading above the telephone number"), max_length=40, default="Vragen?")
    phone = models.CharField(
        _("telephone number for questions"),
        max_length=30,
        blank=True,
        default="14 050",
        help_text=_("Stands in letters where the area team has no number of its own."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1b4965",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits, such as #1b4965."))],
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("SVG with all text as outlines, or PNG or JPEG. Empty: the logo that comes along."),
    )
    logo_alt = models.CharField(_("logo in words"), max_length=120, default="Logo gemeente Voorbeeldstad")
    window_x_mm = _millimetres(_("window from the left (mm)"), 20, 10, 120)
    window_y_mm = _millimetres(_("window from the top (mm)"), 50, 30, 90)
    window_width_mm = _millimetres(_("width of the window (mm)"), 90, 60, 120)
    window_height_mm = _millimetres(_("height of the window (mm)"), 35, 25, 60)

    class Meta:
        verbose_name = _("layout of letters")

    def clean(self) -> None:
        super().clean()
        for name, text in self.printed_text().items():
            with error_of(name):
                validate_printable(text)
        if self.window_x_mm + self.window_width_mm > 205:
            raise ValidationError({"window_width_mm": _("The window falls off the page: 210 mm is all there is.")})
        if self.logo:
            self._check_logo()

    def _check_logo(self) -> None:
        with self.logo.open_file() as file:
            if file.size > MOST_LOGO_BYTES:
                raise ValidationError({"logo": _("The logo is too large: every letter carries it. At most 500 kB.")})
            if self.logo.is_svg():
                try:
                    validate_logo(file)
                except ValidationError as error:
                    raise ValidationError({"logo": error.messages}) from error

    @classmethod
    def of_default_site(cls) -> LetterLayout:
        """Letters have no request: they take the layout of the default site."""
        known = cls.objects.filter(site__is_default_site=True).first()
        if known is not None:
            return known
        site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
        return cls.for_site(site) if site else cls()

    def printed_text(self) -> dict[str, str]:
        """The words of the layout; a published version keeps them with the wording."""
        return {name: getattr(self, name) for name in PRINTED_TEXT}

    def as_layout(self, printed_text: dict[str, str] | None = None) -> Layout:
        logo, logo_format = self._logo()
        return Layout(
            **(self.printed_text() | (printed_text or {})),
            logo=logo,
            logo_format=logo_format,
            logo_alt=self.logo_alt,
            accent=self.accent,
            window_x_mm=self.window_x_mm,
            window_y_mm=self.window_y_mm,
            window_width_mm=self.window_width_mm,
            window_height_mm=self.window_height_mm,
        )

    def _logo(self) -> tuple[bytes, str]:
        if self.logo is None:
            return DEFAULT_LOGO.read_bytes(), "svg"
        with self.logo.open_file() as file:
            data = file.read()
        return data, _image_format(data)


def _image_format(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "png"
    return "jpg" if data.startswith(b"\xff\xd8") else "svg"


class ClosingDayQuerySet(models.QuerySet):
    def as_exceptions(self) -> dict[date, bool]:
        """For workdays.DutchCalendar: per date whether the office is open."""
        return {day: not is_closed for day, is_closed in self.values_list("date", "is_closed")}


class ClosingDay(models.Model):
    """The site's own exceptions to the Dutch holidays: closed on a working day, or open on a holiday."""

    date = models.DateField(_("date"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_closed = models.BooleanField(_("closed"), default=True, help_text=_("Off: open although it is a holiday."))

    objects = ClosingDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing day")
        verbose_name_plural = _("closing days")
        ordering = ("date",)

    def __str__(self) -> str:
        return self.name
