"""Filters of the list of residents."""

from __future__ import annotations

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.utils import get_user_display_name

from kik_wagtail import scope

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


class ResidentFilterSet(WagtailFilterSet):
    """The choices of area and coach are limited to the user by the screen's `form_scopes`."""

    area = django_filters.ModelChoiceFilter(label=_("area"), queryset=Area.objects.all(), empty_label=_("All"))
    coach = CoachFilter(
        label=_("coach"), queryset=get_user_model()._default_manager.all(), empty_label=_("All"), null_label=_("None")
    )
    status = django_filters.ChoiceFilter(label=_("status"), choices=Resident.Status.choices, empty_label=_("All"))
    language = django_filters.ChoiceFilter(label=_("language"), choices=LANGUAGES, empty_label=_("All"))

    class Meta:
        model = Resident
        fields: list[str] = []
