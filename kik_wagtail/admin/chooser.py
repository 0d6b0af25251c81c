"""Choosing a personal row: core's modal chooser over what the scope shows, instead of a <select> of 11,000 names.

Core's chooser must not be used bare: it asks no permission of the model.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist, PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as core
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from kik_wagtail.scope.models import ScopedModel

from .pagination import CappedPaginator
from .policy import LISTING_ACTIONS, ScreenPolicy


class ScopedChooser(BaseChooser):
    """Looks a posted id up among the field's own choices, so that a refused POST never prints a foreign row."""

    def get_instance(self, value: Any) -> Model | None:
        if value is None or isinstance(value, self.model_class):
            return value
        try:
            return self.choices.queryset.get(pk=value)  # set by ModelChoiceField
        except (AttributeError, ObjectDoesNotExist, TypeError, ValueError):
            return None


class _ScopedRows:
    search_fields: tuple[str, ...] = ()
    extra_columns: tuple[tuple[str, Any], ...] = ()

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, *(Column(name, label=label) for name, label in self.extra_columns)]  # type: ignore[misc]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not ScreenPolicy(self.model_class).user_has_any_permission(request.user, LISTING_ACTIONS):  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_object_list(self) -> QuerySet:
        return self.model_class.objects.all()  # type: ignore[attr-defined]

    def get_object(self, pk: Any) -> Model:
        try:
            return self.get_object_list().get(pk=pk)
        except (ObjectDoesNotExist, ValueError) as error:
            raise Http404 from error

    def get_objects(self, pks: list[Any]) -> QuerySet:
        try:
            return self.get_object_list().filter(pk__in=pks)
        except ValueError as error:
            raise Http404 from error

    def get_filter_form_class(self) -> type[BaseFilterForm]:
        search_fields = self.search_fields

        class EveryWordForm(SearchFilterMixin, BaseFilterForm):
            def filter(self, objects: QuerySet) -> QuerySet:
                self.search_query = self.cleaned_data.get("q")
                self.is_searching = bool(self.search_query)
                for word in (self.search_query or "").split():
                    objects = objects.filter(_any_field(search_fields, word))
                return objects

        return EveryWordForm


def _any_field(names: tuple[str, ...], word: str) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__icontains": word})
    return found


class ChooseView(_ScopedRows, core.ChooseView):
    paginator_class = CappedPaginator


class ChooseResultsView(_ScopedRows, core.ChooseResultsView):
    paginator_class = CappedPaginator


class ChosenView(_ScopedRows, core.ChosenView):
    pass


class ChosenMultipleView(_ScopedRows, core.ChosenMultipleView):
    pass


class ScopedChooserViewSet(ChooserViewSet):
    base_widget_class = ScopedChooser
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    search_fields: tuple[str, ...] = ()
    extra_columns: tuple[tuple[str, Any], ...] = ()  # (attribute, label): __str__ alone is impersonal
    per_page = 10

    def on_register(self) -> None:
        if not issubclass(self.model, ScopedModel):
            raise ImproperlyConfigured(f"{type(self).__name__}: {self.model} is not a ScopedModel.")
        super().on_register()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        own = {"search_fields": self.search_fields, "extra_columns": self.extra_columns}
        return super().get_common_view_kwargs(**own, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        """Without "create": a personal row is never made in passing."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
