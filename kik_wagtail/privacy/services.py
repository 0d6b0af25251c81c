"""Reading the access log is itself on record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kik_wagtail.residents.access import recorded
from kik_wagtail.residents.models import Resident

from .log_actions import READ

ROUTE = "kik_access:index"


def key_of(*, client_number: str, user: Any) -> int | None:
    """The key under which records of this resident stand; None where nobody has this number.

    Leaves an access record of its own, so that "who looked at me" also names the auditor.
    """
    reason = _("Looked up in the access log")
    with recorded(user=user, route=ROUTE, reason=reason, origin="web", action="view"):
        return Resident.objects.filter(client_number=client_number).values_list("pk", flat=True).first()


def note_reading(*, user: Any, asked: dict[str, Any]) -> None:
    """`asked`: what was looked for, in plain keys and dates; never a client number."""
    log(instance=user, action=READ, user=user, data={name: value for name, value in asked.items() if value})
