"""Screens of the tests: a personal model with a key to a resident, a key to a user and a bulk action."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import include, path
from wagtail.admin.panels import FieldPanel

from demo_site.urls import urlpatterns as demo_urlpatterns
from kik_wagtail.admin.base import ScopedModelAdmin
from kik_wagtail.admin.bulk import ScopedBulkAction
from kik_wagtail.residents.filters import coaches_for
from kik_wagtail.residents.models import Handover


class MarkSeen(ScopedBulkAction):
    display_name = "Mark"
    aria_label = "Mark the handovers"
    action_type = "mark"

    @classmethod
    def execute_action(cls, objects: list[Handover], **kwargs: Any) -> tuple[int, int]:
        for handover in objects:
            Handover.objects.filter(pk=handover.pk).update(note="seen")
        return len(objects), 0


class HandoverScreen(ScopedModelAdmin):
    model = Handover
    base_url_path = "test/handovers"
    inspect_view_enabled = True
    list_display = ("resident", "to_coach", "state", "proposed_at")
    list_select_related = ("resident", "to_coach")
    list_filter = ("state",)
    list_export = ("pk", "reason")
    search_fields = ("reason", "note")
    ordering = ("proposed_at", "pk")
    panels: ClassVar[list[Any]] = [FieldPanel("resident"), FieldPanel("to_coach"), FieldPanel("reason")]
    form_scopes: ClassVar[dict[str, Any]] = {"to_coach": coaches_for}
    bulk_actions = (MarkSeen,)


handovers = HandoverScreen()
urlpatterns = [path("admin/", include(list(handovers.get_admin_urls_for_registration()))), *demo_urlpatterns]
