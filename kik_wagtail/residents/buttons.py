"""What higher rooms and host sites offer about a resident, on the resident's own screens."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from .models import Resident

HOOK = "register_kik_resident_buttons"


def buttons_for(resident: Resident, user: Any) -> list[Any]:
    """Of every callable under HOOK, which takes a resident and a user and gives Wagtail's `Button`s."""
    return [button for offers in hooks.get_hooks(HOOK) for button in offers(resident, user)]
