"""Who matched the entry of a route already: they do not come in by themselves (any more)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.models import AboutResident

from .route import Route


class EntryBacklog(AboutResident):
    """A resident newly matches a route while there is no row of theirs here.

    Rows are made for everybody who matches when a route is switched on, and for whoever is put on it; a row goes once
    the resident matches no more, so that next year they may match anew.
    """

    route = models.ForeignKey(Route, models.PROTECT, related_name="+", verbose_name=_("route"))
    noted_on = models.DateField(_("noted on"))
    let_in_on = models.DateField(
        _("put on the route on"), null=True, blank=True
    )  # empty: waits to be let in on purpose

    class Meta(AboutResident.Meta):
        verbose_name = _("resident who matched already")
        verbose_name_plural = _("residents who matched already")
        constraints = [
            models.UniqueConstraint(
                fields=["route", "resident"],
                name="kik_entry_backlog_once",
                violation_error_message=_("This resident was noted for this route already."),
            )
        ]
