"""Where Wagtail's own screens of a text lead to its versions and to what its draft changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import ActionMenuItem

from kik_wagtail.snippets import kinds
from kik_wagtail.snippets.models import LetterText

from .base import address
from .editing import EditorialEditView
from .standing import Fact, facts_of, waiting_of


def buttons_for(text: Any) -> list[Button]:
    found = [
        Button(_("Versions"), url=address("versions", text), icon_name="history", priority=40),
        Button(_("What changes?"), url=address("changes", text), icon_name="view", priority=41),
    ]
    if isinstance(text, LetterText):
        found.append(Button(_("Translations"), url=address("translations", text), icon_name="globe", priority=42))
    return found


def listing_buttons(text: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if kinds.has_versions(type(text)):
        yield from buttons_for(text)


class VersionedEditView(EditorialEditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *buttons_for(self.object)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "standing": self.standing(),
            "waiting": waiting_of(self.live_object, self.request.user),
            "changes_url": address("changes", self.object),
        }
        return super().get_context_data(**context | kwargs)

    def standing(self) -> list[Fact]:
        return list(facts_of(self.live_object))


class WhatChangesMenuItem(ActionMenuItem):
    """Beside Save and Submit: for the author before it goes, and for who approves it."""

    name = "action-kik-changes"
    icon_name = "view"

    @property
    def label(self) -> str:  # type: ignore[override]
        return _("What changes?")

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and kinds.has_versions(context["model"])

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return address("changes", parent_context["instance"])


def changes_menu_item(model: type) -> WhatChangesMenuItem | None:
    return WhatChangesMenuItem(order=95) if kinds.has_versions(model) else None
