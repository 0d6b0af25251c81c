"""How reading the access log reads in the site's history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

READ = "kik.access_log_read"


def register_privacy_log_actions(actions: Any) -> None:
    actions.register_action(READ, _("Access log: read"), _("Read the access log"))
