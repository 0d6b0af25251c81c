"""The page that says where a row is used, and its entrances: the list, the edit screen and beside the archive mark."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import SnippetViewSet, UsageView

from .references import Sources
from .uses import uses_of


def where_used_url(row: Any) -> str:
    return reverse(row.snippet_viewset.get_url_name("usage"), args=[quote(row.pk)])


def where_used_button(row: Any) -> Button:
    return Button(gettext("Where used"), url=where_used_url(row), icon_name="link", priority=43)


class WhereUsedView(UsageView):
    """Core's page of references, with what the rooms tell above it. For whoever may read the row."""

    page_title = _("Where used")
    template_name = "kik_wagtail/admin/where_used.html"
    permission_required = None
    any_permission_required = ("change", "view")

    def get_queryset(self) -> Sources:  # type: ignore[override]
        return Sources(self.object)

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        """Core keeps silent about what the reader may not change; the texts of this app are no secret to who reads one."""
        table = super().get_table(object_list, **kwargs)
        for row in table.data:
            if isinstance(getattr(row["object"], "snippet_viewset", None), SnippetViewSet):
                row["label"] = str(row["object"])
        return table

    def get_edit_url(self, instance: Any) -> str | None:
        return super().get_edit_url(instance) if self.user_has_permission("change") else None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, here | {"label": gettext("Where used")}]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        uses = uses_of(self.object)
        in_the_way = any(use.is_in_the_way for use in uses)
        return super().get_context_data(*args, uses=uses, in_the_way=in_the_way, **kwargs)


class WhereUsedMixin:
    """For an edit screen. Core counts its references in the side panel: not all there is, so that goes."""

    def get_usage_url(self) -> None:
        return None

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, where_used_button(self.object)]  # type: ignore[misc, attr-defined]


class WhereUsedPanel(Panel):
    """Beside the mark that archives."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "kik_wagtail/admin/where_used_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"url": where_used_url(self.instance)}
