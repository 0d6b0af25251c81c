"""Actions on several ticked rows: every row in scope and permitted, or nothing happens."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Model
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.widgets.button import Button, ButtonWithDropdown, ListingButton

AT_ONCE = 4  # buttons beside each other, as in core's own bar; the others stand in a menu


class ScopedBulkAction(BulkAction):
    """Base of ScopedModelAdmin.bulk_actions. A subclass implements `execute_action` by calling a service.

    "Select all in listing" is not offered: core's id=all ignores the scope and the filters on screen.
    """

    model_admin: Any = None
    permission = "change"
    template_name = "kik_wagtail/admin/confirm_bulk_action.html"
    max_rows = 200

    @classmethod
    def is_offered(cls, user: Any) -> bool:
        """Whether the list shows the button. A subclass that asks another right says so here too."""
        return cls.model_admin.policy.user_has_permission(user, cls.permission)

    def get_actionable_objects(self) -> tuple[list[Model], dict[str, list]]:
        ids = set(self.request.GET.getlist("id"))
        if not ids or len(ids) > self.max_rows or "all" in ids:
            raise SuspiciousOperation("A bulk action needs a limited list of ids")
        try:
            found = list(self.model_admin.get_object_queryset(self.request).filter(pk__in=ids))
        except ValueError as error:
            raise Http404 from error
        if len(found) != len(ids):
            raise Http404
        if not all(self.check_perm(row) for row in found):
            raise PermissionDenied
        return found, {"items_with_no_access": []}

    def check_perm(self, obj: Model) -> bool:
        return self.model_admin.policy.user_has_permission_for_instance(self.request.user, self.permission, obj)

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(view=self, header_icon=self.model_admin.get_menu_icon(), **kwargs)


def buttons_of(actions: list[type[ScopedBulkAction]], user: Any) -> list[Any]:
    """What core's `bulk_action_choices` makes, of the actions that `user` may do: core shows them to everybody."""
    offered = sorted((one for one in actions if one.is_offered(user)), key=lambda one: one.action_priority)
    buttons = [_button(one, ListingButton, classname="bulk-action-btn") for one in offered[:AT_ONCE]]
    if more := [_button(one, Button) for one in offered[AT_ONCE:]]:
        buttons.append(ButtonWithDropdown(_("More"), classname="button button-secondary button-small", buttons=more))
    return buttons


def _button(action: type[ScopedBulkAction], kind: type[Button], **values: Any) -> Button:
    names = [action.models[0]._meta.app_label, action.models[0]._meta.model_name, action.action_type]
    return kind(
        action.display_name,
        url=reverse("wagtail_bulk_action", args=names),
        attrs={"aria-label": action.aria_label, "data-bulk-action-button": ""},  # bulk-actions.js adds the ticked ids
        priority=action.action_priority,
        **values,
    )
