"""Base of the snippet screens: what others lean on is archived, never deleted."""

from __future__ import annotations

from django.utils.functional import cached_property
from wagtail.snippets.views.snippets import SnippetViewSet

from .policy import ScreenPolicy

try:
    from wagtail.permissions import register_permission_policy
except ImportError:  # Wagtail 7.4 asks the viewset only
    register_permission_policy = None


class ArchivedViewSet(SnippetViewSet):
    """Nobody deletes here, not even a superuser: a letter, a report or a route may lean on the row."""

    copy_view_enabled = False

    @cached_property
    def permission_policy(self) -> ScreenPolicy:
        return ScreenPolicy(self.model, refused=("delete",))

    def on_register(self) -> None:
        if register_permission_policy is not None:
            register_permission_policy(self.model, self.permission_policy, exact_class=True)
        super().on_register()
