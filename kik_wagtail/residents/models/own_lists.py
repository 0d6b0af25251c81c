"""What a person keeps of the list of residents: filters and columns."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


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
