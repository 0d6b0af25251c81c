"""Base of the snippet screens: what others lean on is archived, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, LiveStatusTagColumn
from wagtail.admin.views import generic
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from .header import AccessibleHeaderMixin
from .ordering import MoveView
from .policy import ScreenPolicy
from .where_used import WhereUsedMixin, WhereUsedView, where_used_button

try:
    from wagtail.permissions import register_permission_policy
except ImportError:  # Wagtail 7.4 asks the viewset only
    register_permission_policy = None


class ArchivedIndexView(AccessibleHeaderMixin, IndexView):
    """No rows to tick: all that could be done with them is deleting."""

    @cached_property
    def columns(self) -> list[Any]:
        title, *others = (one for one in super().columns if not isinstance(one, BulkActionsCheckboxColumn))
        return [title, *(one if isinstance(one, LiveStatusTagColumn) else _wide(one) for one in others)]

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        return [*super().get_list_more_buttons(instance), where_used_button(instance)]

    def get_reorder_url(self) -> str | None:
        return generic.IndexView.get_reorder_url(self)  # core's snippets ask the right to publish; see MoveView

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """As MoveView counts: by hand, and what has the same number always the same way."""
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*self.model._meta.ordering, "pk") if self.show_ordering_column else queryset


def _wide(column: BaseColumn) -> BaseColumn:
    """Not on a phone. Some columns are shared by several screens, and marked before."""
    if "kik-wide" not in (column.classname or ""):
        column.classname = f"{column.classname or ''} kik-wide".strip()
    return column


class ArchivedChooserViewSet(SnippetChooserViewSet):
    """Does not offer what is archived; what was chosen before stays chosen."""

    def get_object_list(self) -> QuerySet:
        return self.model._default_manager.filter(is_archived=False)


class ArchivedEditView(WhereUsedMixin, EditView):
    pass


class ArchivedViewSet(SnippetViewSet):
    """Nobody deletes here, not even a superuser: a letter, a report or a route may lean on the row."""

    copy_view_enabled = False
    index_view_class = ArchivedIndexView
    index_template_name = "kik_wagtail/admin/archived.html"
    index_results_template_name = "kik_wagtail/admin/archived_results.html"
    edit_view_class = ArchivedEditView
    edit_template_name = "kik_wagtail/admin/archived_edit.html"
    create_template_name = "kik_wagtail/admin/archived_create.html"
    usage_view_class = WhereUsedView
    reorder_view_class = MoveView
    chooser_viewset_class = ArchivedChooserViewSet

    @cached_property
    def permission_policy(self) -> ScreenPolicy:
        return ScreenPolicy(self.model, refused=("delete",))

    def get_usage_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Core would take its own template before the view's."""
        return super().get_usage_view_kwargs(**kwargs) | {"template_name": self.usage_view_class.template_name}

    def on_register(self) -> None:
        if register_permission_policy is not None:
            register_permission_policy(self.model, self.permission_policy, exact_class=True)
        super().on_register()


def refuse_deleting(request: HttpRequest, rows: Sequence[Any]) -> HttpResponse | None:
    """Wagtail 7.4's bulk deletion asks Django's permission only, which a superuser has."""
    viewset = getattr(type(rows[0]), "snippet_viewset", None) if rows else None
    if not isinstance(viewset, ArchivedViewSet):
        return None
    messages.error(request, _("Nothing was deleted. What is no longer used is archived; it stays where it was used."))
    return redirect(viewset.get_url_name("list"))
