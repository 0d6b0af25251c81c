"""The screens of routes as content."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn

from kik_wagtail.snippets.viewsets import ARCHIVED, EditorialViewSet

from .models import Route
from .views.entrances import RouteEditView


class RouteViewSet(EditorialViewSet):
    model = Route
    edit_view_class = RouteEditView
    icon = "list-ol"
    menu_label = _("Routes")
    menu_name = "kik-routes"
    menu_order = 240
    add_to_admin_menu = True
    list_display: ClassVar[Any] = [
        "title",
        Column("get_tone_display", label=_("Tone"), sort_key="tone"),
        Column("get_purpose_display", label=_("Purpose"), sort_key="purpose"),
        ARCHIVED,
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter: ClassVar[Any] = ["purpose", "tone", "is_archived", "live"]
    main_panels: ClassVar[list[Any]] = [
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("purpose"), FieldPanel("tone"), FieldPanel("entry")]),
        FieldPanel("body"),
        FieldPanel("always"),
    ]
