"""What every row of this room has."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kik_wagtail.residents.models import Area, Resident
from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel


class AboutResident(ScopedModel):
    """A row of this room: the resident and, for every list and index, their area."""

    area = ScopedForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    resident = ScopedForeignKey(Resident, models.CASCADE, related_name="%(class)ss", verbose_name=_("resident"))

    class Meta(ScopedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
