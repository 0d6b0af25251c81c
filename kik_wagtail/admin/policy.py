"""Who may do what on a screen, in the words that Wagtail core asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail_modeladmin.helpers import PermissionHelper

LISTING_ACTIONS = ("add", "change", "delete", "view")


class ScreenPolicy(ModelPermissionPolicy):
    """Django's model permissions, except that `refused` actions are nobody's, not even a superuser's.

    Always passed to the views: on Wagtail 7.4 a generic view without a policy checks nothing.
    """

    def __init__(self, model: type[Model], refused: Iterable[str] = ()) -> None:
        super().__init__(model)
        self.refused = frozenset(refused)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class ScreenPermissionHelper(PermissionHelper):
    """What modeladmin itself still asks (menu item, links to the object), answered by the policy.

    Stock modeladmin shows the menu to whoever has *any* permission of the model, such as the right to import.
    """

    policy: ScreenPolicy

    def user_can_list(self, user: Any) -> bool:
        return self.policy.user_has_any_permission(user, LISTING_ACTIONS)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return self.inspect_view_enabled and self.user_can_list(user)

    def user_can_create(self, user: Any) -> bool:
        return self.policy.user_has_permission(user, "add")

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return self.policy.user_has_permission_for_instance(user, "change", obj)

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return self.policy.user_has_permission_for_instance(user, "delete", obj)
