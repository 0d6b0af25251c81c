"""What higher rooms and host sites offer about a resident, on the resident's own screens, and about a whole list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail import hooks

from .models import Resident

HOOK = "register_kik_resident_buttons"
LIST_HOOK = "register_kik_resident_list_links"


def buttons_for(resident: Resident, user: Any) -> list[Any]:
    """Of every callable under HOOK, which takes a resident and a user and gives Wagtail's `Button`s."""
    return [button for offers in hooks.get_hooks(HOOK) for button in offers(resident, user)]


def list_links(user: Any, query: Mapping[str, str], paginator: Any) -> list[tuple[str, str]]:
    """(label, address) of every callable under LIST_HOOK: for everybody who matches `query`, as `paginator` counts them."""
    return [link for offers in hooks.get_hooks(LIST_HOOK) for link in offers(user, query, paginator)]
