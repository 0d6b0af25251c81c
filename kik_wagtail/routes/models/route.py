"""Routes as content: an editor's rows, published as immutable versions, and switched on apart from that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import LockableMixin, WorkflowMixin

from kik_wagtail.routes import content, entries
from kik_wagtail.routes.blocks import AlwaysBlock, RouteBodyBlock
from kik_wagtail.snippets.choices import Tone
from kik_wagtail.snippets.models.base import EditorialModel
from kik_wagtail.snippets.models.four_eyes import FourEyesMixin
from kik_wagtail.snippets.models.versions import PublishedVersion
from kik_wagtail.workdays.dates import today


class Purpose(models.TextChoices):
    """A resident walks one route at a time for each purpose."""

    CONTACT = "contact", _("getting and keeping in contact")
    CALL_BACK = "call_back", _("calling back")
    OTHER = "other", _("other")


class Route(FourEyesMixin, WorkflowMixin, LockableMixin, EditorialModel):
    """A working method. Residents walk its published versions only, never this row."""

    summary = models.TextField(_("what it is for"), max_length=500, blank=True)
    purpose = models.CharField(
        _("purpose"),
        max_length=20,
        choices=Purpose.choices,
        default=Purpose.CONTACT,
        help_text=_("For each purpose a resident is on one route at a time."),
    )
    entry = models.CharField(
        _("who comes in"),
        max_length=40,
        choices=entries.choices,
        default=entries.BY_HAND,
        help_text=_("Nobody comes in before the route is switched on."),
    )
    tone = models.CharField(
        _("tone"),
        max_length=10,
        choices=Tone.choices,
        default=Tone.NEUTRAL,
        help_text=_("Bounds the letters that this route may send."),
    )
    body = StreamField(RouteBodyBlock(), verbose_name=_("steps"))
    always = StreamField(
        AlwaysBlock(required=False),
        verbose_name=_("in every step"),
        blank=True,
        help_text=_("What holds wherever a step says nothing else. For example: spoken, then the route ends."),
    )

    preview_template: ClassVar[str] = "kik_wagtail/routes/preview.html"

    class Meta(EditorialModel.Meta):
        verbose_name = _("route")
        verbose_name_plural = _("routes")

    def check_complete(self) -> None:
        """A draft may have faults; what is submitted, approved or published may not."""
        from kik_wagtail.routes.shelf import refusals_of  # asks the texts: stands above the models

        if refused := refusals_of(self.frozen_content(), day=today(timezone.now())):
            raise ValidationError(refused)

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> None:
        from kik_wagtail.routes.services.switching import follow_publishing  # services stand above the models

        try:
            revision.as_object().check_complete()
        except ValidationError as error:
            raise PermissionDenied(" ".join(error.messages)) from error
        super().publish(revision, user=user, **kwargs)
        follow_publishing(route=self, user=user, now=timezone.now())

    @property
    def switch_label(self) -> str:
        """For lists, which select the switch along."""
        switch = getattr(self, "switch", None)
        if switch is not None and switch.is_on:
            return gettext("on")
        return gettext("asked") if switch is not None and switch.is_asked else gettext("off")

    def frozen_content(self) -> dict[str, Any]:
        from kik_wagtail.routes.freezing import content_of

        return content_of(self)

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        from kik_wagtail.routes.previewing import preview_context

        return super().get_preview_context(request, mode_name) | preview_context(self)


class RouteVersion(PublishedVersion):
    text = models.ForeignKey(Route, models.PROTECT, related_name="versions", verbose_name=_("route"))

    class Meta(PublishedVersion.Meta):
        verbose_name = _("version of a route")
        verbose_name_plural = _("versions of routes")
        constraints = [
            models.UniqueConstraint(
                fields=["text", "number"],
                name="kik_route_version_once",
                violation_error_message=_("This text already has a version with this number."),
            )
        ]

    @property
    def route(self) -> content.RouteContent:
        return content.read(self.content)


class RouteSwitch(models.Model):
    """Publishing starts nobody: a route runs from the day on which a manager switches it on.

    With the duty tone a second manager agrees first. Who matched on the day of switching on is let in on purpose only
    (EntryBacklog); who newly matches comes in from `effective_from`.
    """

    route = models.OneToOneField(Route, models.CASCADE, related_name="switch", verbose_name=_("route"))
    is_on = models.BooleanField(_("switched on"), default=False)
    effective_from = models.DateField(_("from"), null=True, blank=True)
    a_week = models.PositiveIntegerField(
        _("at most a week"),
        default=25,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
        help_text=_("How many residents come in by themselves in a week."),
    )
    off_since = models.DateField(_("switched off since"), null=True, blank=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("switch of a route")
        verbose_name_plural = _("switches of routes")

    def __str__(self) -> str:
        return f"{self.route_id}"

    def runs_on(self, day: date) -> bool:
        return self.is_on and (self.effective_from is None or self.effective_from <= day)

    def stood_still(self, look_on: date) -> timedelta:
        """How much later comes what would have happened on `look_on`, while the route was off. Whole weeks, so that
        what was to begin on a Monday does."""
        if self.off_since is None or self.effective_from is None or not self.off_since <= look_on < self.effective_from:
            return timedelta()
        return timedelta(weeks=-(-(self.effective_from - self.off_since).days // 7))

    @property
    def is_asked(self) -> bool:
        """A manager wants it on and a second one has not agreed yet."""
        return self.asked_at is not None and not self.is_on
