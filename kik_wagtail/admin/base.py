"""The one ModelAdmin that personal models may be registered with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.views import generic
from wagtail_modeladmin.options import ModelAdmin

from kik_wagtail.scope.models import ScopedModel

from . import views
from .bulk import ScopedBulkAction
from .choices import FormScopes
from .listing import ListView
from .policy import ScreenPermissionHelper, ScreenPolicy

VIEWS = ("index", "create", "edit", "delete", "inspect", "history")


class ScopedModelAdmin(ModelAdmin):
    """Lists, forms and objects answer with what the scope of the request shows; see the package's docstring."""

    index_view_class = ListView
    create_view_class = views.CreateScreen
    edit_view_class = views.EditScreen
    delete_view_class = views.DeleteScreen
    inspect_view_class = views.InspectScreen
    history_view_class = views.HistoryScreen
    permission_helper_class = ScreenPermissionHelper

    list_per_page = 50
    list_select_related: tuple[str, ...] = ()
    wide_columns: tuple[str, ...] = ()  # of list_display: not on a phone
    filterset_class: type | None = None  # a WagtailFilterSet; or list_filter with names of fields
    export_headings: dict[str, Any] = {}
    form_scopes: FormScopes = {}  # {field: callable(user) -> rows} for keys to models that are not personal
    create_handler: Any = None  # where a new row has other fields than a known one (see edit_handler)
    bulk_actions: Any = ()
    refused_actions: tuple[str, ...] = ()  # "add", "change", "delete": no button, no address, for nobody

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        if not issubclass(self.model, ScopedModel):
            raise ImproperlyConfigured(f"{type(self).__name__}: {self.model.__name__} is not a ScopedModel.")
        for name in VIEWS:
            if not issubclass(getattr(self, f"{name}_view_class"), views.ScreenView):
                raise ImproperlyConfigured(f"{type(self).__name__}.{name}_view_class is not a view of ours.")
        self.policy = ScreenPolicy(self.model, self.refused_actions)
        self.permission_helper.policy = self.policy
        self.bulk_actions = [self._bound(action) for action in self.bulk_actions]

    def _bound(self, action: type[ScopedBulkAction]) -> type[ScopedBulkAction]:
        return type(action.__name__, (action,), {"models": [self.model], "model_admin": self})

    def get_object_queryset(self, request: HttpRequest) -> QuerySet:
        """Rows that an object page or a bulk action may find. Scoped when compiled: never "all"."""
        return self.model.objects.all()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Rows of the list; override to annotate or narrow."""
        return self.get_object_queryset(request).order_by(*self.get_ordering(request))

    # What ModelViewSet.get_*_view_kwargs() does, taken from the ModelAdmin's attributes.

    @cached_property
    def bound_panel(self) -> Any:
        return self.get_edit_handler().bind_to_model(self.model)

    @cached_property
    def bound_create_panel(self) -> Any:
        return self.create_handler.bind_to_model(self.model) if self.create_handler else self.bound_panel

    @property
    def actions(self) -> list[str]:
        optional = {"inspect": self.inspect_view_enabled, "history": self.history_view_enabled}
        refused = {{"add": "create", "change": "edit"}.get(name, name) for name in self.refused_actions}
        return [name for name in VIEWS if optional.get(name, True) and name not in refused]

    def get_view_kwargs(self, view_class: type, request: HttpRequest) -> dict[str, Any]:
        kwargs: dict[str, Any] = {
            "model_admin": self,
            "model": self.model,
            "permission_policy": self.policy,
            "header_icon": self.get_menu_icon(),
            **self._url_names(),
        }
        if issubclass(view_class, generic.IndexView):
            kwargs |= self._list_kwargs(request)
        elif issubclass(view_class, generic.InspectView):
            kwargs["fields"] = self.get_inspect_view_fields()
        elif issubclass(view_class, generic.CreateView | generic.EditView):
            panel = self.bound_panel if issubclass(view_class, generic.EditView) else self.bound_create_panel
            kwargs |= {"panel": panel, "form_class": panel.get_form_class()}
        return {name: value for name, value in kwargs.items() if hasattr(view_class, name)}

    def _list_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        kwargs: dict[str, Any] = {
            "list_display": self.get_list_display(request),
            "list_filter": self.get_list_filter(request) or None,
            "list_export": self.get_list_export(request),
            "export_headings": self.export_headings,
            "export_filename": self.opts.model_name,
            "search_fields": self.get_search_fields(request),
            "default_ordering": tuple(self.get_ordering(request)) or ("-pk",),
            "paginate_by": self.list_per_page,
        }
        return kwargs | ({"filterset_class": self.filterset_class} if self.filterset_class else {})

    def _url_names(self) -> dict[str, str]:
        names = {f"{name}_url_name": self._url_name(name) for name in self.actions}
        for name in ("index", "history"):
            if name in self.actions:
                names[f"{name}_results_url_name"] = self._url_name(f"{name}_results")
        if "create" in self.actions:
            names["add_url_name"] = names.pop("create_url_name")
        return names

    def _url_name(self, action: str) -> str:
        return self.url_helper.get_action_url_name(action)

    def _serve(self, view_class: type, request: HttpRequest, pk: str | None = None, **extra: Any) -> HttpResponse:
        view = view_class.as_view(**self.get_view_kwargs(view_class, request), **extra)
        return view(request) if pk is None else view(request, pk=pk)

    # modeladmin's URL patterns call these; only the way the view is built changes.

    def index_view(self, request: HttpRequest) -> HttpResponse:
        return self._serve(self.index_view_class, request)

    def index_results_view(self, request: HttpRequest) -> HttpResponse:
        return self._serve(self.index_view_class, request, results_only=True)

    def create_view(self, request: HttpRequest) -> HttpResponse:
        return self._serve(self.create_view_class, request)

    def edit_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return self._serve(self.edit_view_class, request, instance_pk)

    def delete_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return self._serve(self.delete_view_class, request, instance_pk)

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return self._serve(self.inspect_view_class, request, instance_pk)

    def history_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return self._serve(self.history_view_class, request, instance_pk)

    def history_results_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return self._serve(self.history_view_class, request, instance_pk, results_only=True)

    def get_admin_urls_for_registration(self) -> tuple:
        """modeladmin's addresses without the refused ones, plus the two that answer core's AJAX requests."""
        wanted = {self._url_name(action) for action in self.actions}
        urls = [url for url in super().get_admin_urls_for_registration() if url.name in wanted]
        base = self.url_helper.base_url_path
        urls.append(re_path(rf"^{base}/results/$", self.index_results_view, name=self._url_name("index_results")))
        if "history" in self.actions:
            pattern = rf"^{base}/history-results/(?P<instance_pk>[-\w]+)/$"
            urls.append(re_path(pattern, self.history_results_view, name=self._url_name("history_results")))
        return tuple(urls)

    def register_indexing(self) -> None:
        """Registers the bulk actions instead: no personal model goes into a search or reference index.

        This is the only step that ModelAdminGroup calls on its members; it never calls their register_with_wagtail().
        """
        for action in self.bulk_actions:
            hooks.register("register_bulk_action", action)
