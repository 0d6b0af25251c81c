"""Forms whose fields point to rows that can be archived."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.forms import ModelChoiceField
from wagtail.admin.forms import WagtailAdminModelForm


class OffersWhatIsKept(WagtailAdminModelForm):
    """What is archived is offered only where it was chosen before, so that saving the rest loses nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField) and hasattr(field.queryset.model, "is_archived"):
                chosen = _keys(self.get_initial_for_field(field, name))
                field.queryset = field.queryset.filter(Q(is_archived=False) | Q(pk__in=chosen))


def _keys(initial: Any) -> list[Any]:
    """Of one row or several, each as a row or as its key."""
    several = initial if isinstance(initial, Iterable) and not isinstance(initial, str) else [initial]
    return [getattr(one, "pk", one) for one in several if one is not None]
