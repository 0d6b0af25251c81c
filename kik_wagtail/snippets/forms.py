"""Forms of the texts beyond what Wagtail makes of the fields."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from wagtail.admin.forms import WagtailAdminModelForm

from .models import CoreValue


class LetterTextForm(WagtailAdminModelForm):
    """Offers the core values in use, and those that this letter already served before they were archived."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "core_values" in self.fields:
            field = self.fields["core_values"]
            chosen = [value.pk for value in self.instance.core_values.all()] if self.instance.pk else []
            field.queryset = CoreValue.objects.filter(Q(live=True, is_archived=False) | Q(pk__in=chosen))
            field.label_from_instance = _with_meaning


def _with_meaning(value: CoreValue) -> str:
    return format_html("<span><b>{}.</b> {}</span>", value.title, value.summary)
