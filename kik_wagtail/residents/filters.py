"""Filters of the list of residents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.utils import get_user_display_name

from kik_wagtail import scope
from kik_wagtail.admin.choices import limit_choices
from kik_wagtail.workdays.dates import add_months, today

from .models import Area, Resident
from .queries import colleagues_of

LANGUAGES = [
    ("nl", _("Dutch")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("ti", _("Tigrinya")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
    ("so", _("Somali")),
    ("fa", _("Persian")),
    ("pl", _("Polish")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pap", _("Papiamento")),
]


def areas_of(user: object) -> QuerySet:
    """The areas that the scope shows; residents seen for another reason do not open their area."""
    return Area.objects.filter(pk__in=scope.current().grants.areas)


def coaches_for(user: object) -> QuerySet:
    return colleagues_of(user).order_by(get_user_model().USERNAME_FIELD)


class CoachFilter(django_filters.ModelChoiceFilter):
    class field_class(django_filters.fields.ModelChoiceField):
        def label_from_instance(self, obj: object) -> str:
            return get_user_display_name(obj)


MONTHS = (3, 6, 9, 10, 11, 12)


def months_in_words() -> list[tuple[int, str]]:
    words = [ngettext("%(number)s month or longer", "%(number)s months or longer", number) for number in MONTHS]
    return [(number, said % {"number": number}) for number, said in zip(MONTHS, words, strict=True)]


class MonthsFilter(django_filters.ChoiceFilter):
    class field_class(django_filters.fields.ChoiceField):
        def clean(self, value: Any) -> Any:
            cleaned = super().clean(value)
            return int(cleaned) if cleaned else None


class ResidentFilterSet(WagtailFilterSet):
    """The choices of area and coach are limited to the user by the screen's `form_scopes`."""

    area = django_filters.ModelChoiceFilter(label=_("area"), queryset=Area.objects.all(), empty_label=_("All"))
    coach = CoachFilter(
        label=_("coach"), queryset=get_user_model()._default_manager.all(), empty_label=_("All"), null_label=_("None")
    )
    status = django_filters.ChoiceFilter(label=_("status"), choices=Resident.Status.choices, empty_label=_("All"))
    language = django_filters.ChoiceFilter(label=_("language"), choices=LANGUAGES, empty_label=_("All"))
    months = MonthsFilter(
        label=_("not spoken for"), choices=months_in_words, empty_label=_("All"), method="not_spoken_for"
    )

    class Meta:
        model = Resident
        fields: list[str] = []

    def not_spoken_for(self, found: Any, name: str, months: int) -> Any:
        """Who was never spoken, too."""
        return found.not_spoken_since(add_months(today(timezone.now()), -months))


FORM_SCOPES = {"area": areas_of, "coach": coaches_for}
NAMES = tuple(ResidentFilterSet.base_filters)


def values_of(data: Mapping[str, Any]) -> dict[str, str]:
    """What of an address filters the list, a searched word left out."""
    return {name: str(data[name]) for name in NAMES if data.get(name)}


def narrowing(values: Mapping[str, str], user: object) -> dict[str, Any] | None:
    """The same as fields of a resident: {"area": 3, "coach": "null"}; None where a choice is not there for `user`."""
    filterset = ResidentFilterSet(dict(values), queryset=Resident.objects.all())
    limit_choices(filterset.form, user, FORM_SCOPES)
    if not filterset.is_valid():
        return None
    return {name: getattr(value, "pk", value) for name, value in filterset.form.cleaned_data.items() if value}


def in_words(values: Mapping[str, str], user: object) -> list[str]:
    """`area: Oost`, `language: Arabic`; nothing of a choice that is not there for `user`."""
    filterset = ResidentFilterSet(dict(values), queryset=Resident.objects.all())
    limit_choices(filterset.form, user, FORM_SCOPES)
    filterset.is_valid()
    found = []
    for name, value in filterset.form.cleaned_data.items():
        if value:
            found.append(f"{filterset.form.fields[name].label}: {_shown(filterset.form.fields[name], value)}")
    return found


def _shown(field: Any, value: Any) -> str:
    if hasattr(value, "pk"):
        return str(field.label_from_instance(value))
    return str(dict(field.choices).get(value, value))
