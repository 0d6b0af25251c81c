"""The list of a screen: core's listing, with refused lookups, constant queries and a safe export."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import label_for_field, quote
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column
from wagtail.admin.views import generic

from .bulk import buttons_of
from .choices import limit_choices
from .export import SafeExportMixin
from .header import AccessibleHeaderMixin
from .pagination import CappedPaginator
from .views import ScreenView


class ListView(SafeExportMixin, AccessibleHeaderMixin, ScreenView, generic.IndexView):
    template_name = "kik_wagtail/admin/index.html"
    results_template_name = "kik_wagtail/admin/index_results.html"
    paginator_class = CappedPaginator
    search_backend_name = None
    listing_params = frozenset({"q", "p", "ordering", "export", "reason", "_w_filter_fragment"})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Stock modeladmin passes unknown GET parameters to .filter(): an oracle over any relation. Here: 400."""
        if not self.user_has_any_permission(self.any_permission_required):
            raise PermissionDenied
        if unknown := set(request.GET) - self.allowed_params():
            raise SuspiciousOperation(f"Unknown list parameters: {sorted(unknown)}")
        return super().dispatch(request, *args, **kwargs)

    def allowed_params(self) -> set[str]:
        names = set(self.listing_params)
        for name, field in self.filters.form.fields.items() if self.filters else ():
            suffixes = getattr(field.widget, "suffixes", None)  # a date range: due_from, due_to
            names.update([f"{name}_{suffix}" for suffix in suffixes] if suffixes else [name])
        return names

    # rows: joins, filters, words, a stable order

    def get_base_queryset(self) -> QuerySet:
        queryset = self.model_admin.get_queryset(self.request)
        related = self.model_admin.list_select_related
        return queryset.select_related(*related) if related else queryset

    @cached_property
    def filters(self) -> Any:
        filterset = super().filters
        if filterset:
            limit_choices(filterset.form, self.request.user, self.model_admin.form_scopes)
        return filterset

    @cached_property
    def is_searchable(self) -> bool:
        return bool(self.search_fields)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Every word must match, in any of the search fields."""
        if not self.is_searching:
            return queryset
        handler = self.model_admin.get_search_handler(self.request)
        return handler.search_queryset(queryset, self.search_query)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Always a unique order, or pages overlap."""
        queryset = super().order_queryset(queryset)
        names = list(queryset.query.order_by)
        if names and not {"pk", "-pk"} & set(names):
            descending = isinstance(names[0], str) and names[0].startswith("-")
            queryset = queryset.order_by(*names, "-pk" if descending else "pk")
        return queryset

    # columns

    def _get_custom_column(self, field_name: str, column_class: type = Column, **kwargs: Any) -> BaseColumn:
        method = getattr(self.model_admin, field_name, None)
        if not callable(method) or hasattr(self.model, field_name):
            return super()._get_custom_column(field_name, column_class, **kwargs)
        label = label_for_field(field_name, self.model, self.model_admin)
        sort_key = getattr(method, "admin_order_field", None)
        return column_class(field_name, label=capfirst(label), accessor=method, sort_key=sort_key, **kwargs)

    def _get_title_column(self, *args: Any, **kwargs: Any) -> BaseColumn:
        """The id names the row for its checkbox."""
        return super()._get_title_column(*args, get_title_id=lambda obj: f"item_{quote(obj.pk)}_title", **kwargs)

    @cached_property
    def bulk_buttons(self) -> list[Any]:
        """Nobody ticks rows for a button that refuses."""
        return buttons_of(self.model_admin.bulk_actions, self.request.user)

    def further_columns(self) -> list[BaseColumn]:
        """Behind those of `list_display`: what depends on who looks."""
        return []

    @cached_property
    def columns(self) -> list[BaseColumn]:
        columns = [*super().columns, *self.further_columns()]
        for column in columns:
            if column.header_template_name == BaseColumn.header_template_name:
                column.header_template_name = "kik_wagtail/admin/column_header.html"  # core sets no aria-sort
            if column.name in self.model_admin.wide_columns:
                column.classname = f"{column.classname or ''} kik-wide".strip()
        if self.bulk_buttons:
            columns.insert(0, BulkActionsCheckboxColumn("bulk_actions", obj_type="item"))
        return columns

    def get_table_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_table_kwargs()
        if isinstance(self.ordering, list | tuple):  # core shows no arrow for a default order of several columns
            kwargs["ordering"] = self.ordering[0]
        return {**kwargs, "caption": capfirst(self.verbose_name_plural)}

    # the row menu asks per row, not per model

    def _allowed(self, action: str, instance: Model, url: str | None) -> str | None:
        return url if self.user_has_permission_for_instance(action, instance) else None

    def get_edit_url(self, instance: Model) -> str | None:
        return self._allowed("change", instance, super().get_edit_url(instance))

    def get_delete_url(self, instance: Model) -> str | None:
        return self._allowed("delete", instance, super().get_delete_url(instance))
