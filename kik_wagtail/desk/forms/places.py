"""Where a contact is: at home, or one of the places that editors keep."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kik_wagtail.residents.models import PlaceKind, Resident
from kik_wagtail.snippets.models import Place


class PlaceField(forms.ChoiceField):
    """A kind of place (`home`) or the key of one place; cleans to (kind or "", place or None).

    `kept` is the place that was agreed before: it stays a choice when it has been archived since.
    """

    def __init__(self, *, resident: Resident, kept: int | None = None, **kwargs: Any) -> None:
        offered = Q(live=True, is_archived=False) & (Q(area=None) | Q(area_id=resident.area_id))
        here = Place.objects.filter(offered | Q(pk=kept)).exclude(kind=PlaceKind.HOME)
        self.places = {str(place.pk): place for place in here}
        kinds = [(PlaceKind.HOME.value, PlaceKind.HOME.label)]
        missing = set(PlaceKind.values) - {place.kind for place in self.places.values()} - {PlaceKind.HOME.value}
        kinds += [(kind.value, kind.label) for kind in PlaceKind if kind in missing]
        named = [(key, place.title) for key, place in self.places.items()]
        super().__init__(choices=kinds + named, label=_("Place"), **kwargs)

    def clean(self, value: Any) -> tuple[str, Place | None]:
        value = super().clean(value)
        place = self.places.get(value)
        return (place.kind, place) if place else (value, None)

    def preferred(self, kind: str, place_id: int | None = None) -> str:
        """The choice to begin with: this very place, the first of its kind, or the kind itself."""
        if str(place_id) in self.places:
            return str(place_id)
        return next((key for key, place in self.places.items() if place.kind == kind), kind)
