"""The screens of routes as content."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn

from kik_wagtail.snippets.viewsets import ARCHIVED, EditorialViewSet

from .models import Route
from .views.entrances import RouteCreateView, RouteEditView


class RouteViewSet(EditorialViewSet):
    model = Route
    add_view_class = RouteCreateView
    edit_view_class = RouteEditView
    create_template_name = "kik_wagtail/routes/create.html"
    edit_template_name = "kik_wagtail/routes/edit.html"
    icon = "list-ol"
    menu_label = _("Routes")
    menu_name = "kik-routes"
    menu_order = 240
    add_to_admin_menu = True
    list_display: ClassVar[Any] = [
        "title",
        Column("switch_label", label=_("On or off"), sort_key="switch__is_on"),
        Column("get_tone_display", label=_("Tone"), sort_key="tone"),
        Column("get_purpose_display", label=_("Purpose"), sort_key="purpose"),
        ARCHIVED,
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter: ClassVar[Any] = ["purpose", "tone", "is_archived", "live"]
    main_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("summary"), FieldRowPanel([FieldPanel("purpose"), FieldPanel("tone"), FieldPanel("entry")])],
            heading=_("What it is for, its tone and who comes in"),
            classname="collapsed",  # the steps are what one comes for; the line above the form says tone and entry
        ),
        FieldPanel("body"),
        FieldPanel("always"),
    ]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("switch")
