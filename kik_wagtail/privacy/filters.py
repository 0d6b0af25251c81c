"""What the auditor may look for in the access log."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR
from functools import cached_property
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.utils import get_user_display_name

from kik_wagtail.scope.models import AccessRecord

from .services import key_of


def people_on_record(request: HttpRequest) -> QuerySet:
    seen = AccessRecord.objects.filter(user_id=OuterRef("pk"))
    return get_user_model()._default_manager.filter(Exists(seen)).order_by(get_user_model().USERNAME_FIELD)


class PersonFilter(django_filters.ModelChoiceFilter):
    class field_class(django_filters.fields.ModelChoiceField):
        def label_from_instance(self, obj: object) -> str:
            return get_user_display_name(obj)


class AccessFilterSet(WagtailFilterSet):
    """By client number while the resident is known here; by key also after that."""

    client_number = django_filters.CharFilter(label=_("Client number"), method="about_client_number")
    resident = django_filters.NumberFilter(label=_("Key of the resident"), min_value=0, max_value=2**63 - 1)
    user_id = PersonFilter(label=_("Person"), queryset=people_on_record, method="by_person", empty_label=_("All"))
    at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget, method="between")

    class Meta:
        model = AccessRecord
        fields: list[str] = []

    @cached_property
    def key(self) -> int | None:
        """Looked up once a request: every look-up is on record."""
        return key_of(client_number=self.form.cleaned_data["client_number"], user=self.request.user)

    def about_client_number(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.none() if self.key is None else queryset.filter(resident=self.key)

    def by_person(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(user_id=value.pk)

    def between(self, queryset: QuerySet, name: str, value: slice) -> QuerySet:
        """Whole days. The first and last year of the calendar have no moment in UTC: those are no limit."""
        if value.start and value.start.year > MINYEAR:
            queryset = queryset.filter(at__gte=value.start)
        if value.stop and value.stop.year < MAXYEAR:
            queryset = queryset.filter(at__lte=value.stop)
        return queryset

    def asked(self) -> dict[str, Any]:
        """What is looked for, in plain keys and dates, to be kept on record."""
        asked = self.form.cleaned_data if self.is_valid() else {}
        days, person, key = asked.get("at"), asked.get("user_id"), asked.get("resident")
        return {
            "resident": self.key if asked.get("client_number") else key and int(key),
            "person": person and person.pk,
            "from": days and days.start and days.start.isoformat(),
            "until": days and days.stop and days.stop.isoformat(),
        }
