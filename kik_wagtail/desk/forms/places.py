"""Where a contact is: at home, or one of the places that editors keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.agenda import ShowUp
from kik_wagtail.residents.models import PlaceKind, Resident
from kik_wagtail.snippets.models import Place


class PlaceField(forms.ChoiceField):
    """A kind of place (`home`) or the key of one place; cleans to (kind or "", place or None).

    `kept` is the place that was agreed before: it stays a choice when it has been archived since. With `rates` each
    choice says how many of its appointments are kept.
    """

    def __init__(
        self, *, resident: Resident, kept: int | None = None, rates: Mapping[str, ShowUp] | None = None, **kwargs: Any
    ) -> None:
        offered = Q(live=True, is_archived=False) & (Q(area=None) | Q(area_id=resident.area_id))
        here = Place.objects.filter(offered | Q(pk=kept)).exclude(kind=PlaceKind.HOME)
        self.places = {str(place.pk): place for place in here}
        kinds = [(PlaceKind.HOME.value, PlaceKind.HOME.label)]
        missing = set(PlaceKind.values) - {place.kind for place in self.places.values()} - {PlaceKind.HOME.value}
        kinds += [(kind.value, kind.label) for kind in PlaceKind if kind in missing]
        named = [(key, place.title) for key, place in self.places.items()]
        choices = [(key, _with_rate(label, (rates or {}).get(str(key)))) for key, label in kinds + named]
        super().__init__(choices=choices, label=_("Place"), **kwargs)

    def clean(self, value: Any) -> tuple[str, Place | None]:
        value = super().clean(value)
        place = self.places.get(value)
        return (place.kind, place) if place else (value, None)

    def preferred(self, kind: str, place_id: int | None = None) -> str:
        """The choice to begin with: this very place, the first of its kind, or the kind itself."""
        if str(place_id) in self.places:
            return str(place_id)
        return next((key for key, place in self.places.items() if place.kind == kind), kind)


def _with_rate(label: Any, rate: ShowUp | None) -> Any:
    if rate is None:
        return label
    return gettext("%(place)s (%(percentage)s%% come)") % {"place": label, "percentage": rate.percentage}
