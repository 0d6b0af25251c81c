"""Which rows a form or a filter may offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.forms.forms import BaseForm

from kik_wagtail.scope.models import ScopedModel

FormScopes = Mapping[str, Callable[[Any], QuerySet]]


def limit_choices(form: BaseForm, user: Any, scopes: FormScopes) -> None:
    """Limits every foreign-key choice to what `user` may know about.

    Done on the field's queryset, so it limits what is shown *and* what a POST may send. Personal models limit
    themselves; for any other model the screen must say which rows count: `scopes` = {field: callable(user)}.
    """
    for name, field in form.fields.items():
        if not isinstance(field, ModelChoiceField):
            continue
        if name in scopes:
            field.queryset = scopes[name](user)
        elif not issubclass(field.queryset.model, ScopedModel):
            raise ImproperlyConfigured(
                f"{type(form).__name__}.{name} offers all rows of {field.queryset.model.__name__}. "
                f'Add form_scopes = {{"{name}": callable(user)}} to the screen.'
            )
    for formset in getattr(form, "formsets", {}).values():
        for child in [*formset.forms, formset.empty_form]:
            limit_choices(child, user, scopes)
