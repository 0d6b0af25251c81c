"""Core's generic views, made to serve a ScopedModelAdmin: the scope first, then the permission."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, ProtectedError, QuerySet, RestrictedError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history

from .choices import limit_choices
from .header import AccessibleHeaderMixin


class ScreenView:
    """Lets a generic view be served by a ScopedModelAdmin, which refuses any other view."""

    model_admin: Any = None


class ObjectView(ScreenView):
    """One get_object() for edit, inspect, delete and history. A row outside the scope does not exist: 404."""

    def get_object(self, queryset: QuerySet | None = None) -> Model:
        if getattr(self, "object", None) is None:
            rows = self.model_admin.get_object_queryset(self.request)  # type: ignore[attr-defined]
            found = get_object_or_404(rows, pk=unquote(str(self.kwargs["pk"])))  # type: ignore[attr-defined]
            actions = self.any_permission_required or [self.permission_required]  # type: ignore[attr-defined]
            if not any(self.user_has_permission_for_instance(action, found) for action in actions):  # type: ignore[attr-defined]
                raise PermissionDenied
            self.object = found
        return self.object


class LimitedFormMixin:
    def get_form(self, form_class: type[BaseForm] | None = None) -> BaseForm:
        form = super().get_form(form_class)  # type: ignore[misc]
        limit_choices(form, self.request.user, self.model_admin.form_scopes)  # type: ignore[attr-defined]
        return form


class CreateScreen(LimitedFormMixin, ScreenView, generic.CreateView):
    pass


class EditScreen(LimitedFormMixin, ObjectView, generic.EditView):
    pass


class DeleteScreen(ObjectView, generic.DeleteView):
    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Core counts on its usage index here; without it a protected row would be a 500."""
        try:
            return super().form_valid(form)
        except (ProtectedError, RestrictedError):
            messages.error(self.request, _("This item is still in use and cannot be deleted."))
            return redirect(self.get_success_url())


class InspectScreen(ObjectView, generic.InspectView):
    """Core shows Python's own words for what is empty, true or false."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return "–" if value in (None, "") else value


class HistoryScreen(AccessibleHeaderMixin, ObjectView, history.HistoryView):
    def get_edit_url(self, instance: Model) -> str | None:
        if self.user_has_permission_for_instance("change", instance):
            return super().get_edit_url(instance)
        return None

    @cached_property
    def header_buttons(self) -> list[Any]:
        return super().header_buttons if self.get_edit_url(self.object) else []
