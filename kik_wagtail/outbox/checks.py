"""What kik_check says about the outbox and about what should drain it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kik_wagtail.checks import Finding, register_finding

from .models import Heartbeat, OutboxItem

TOO_OLD = timedelta(minutes=15)
SILENT = {"tick": timedelta(minutes=15), "queue": timedelta(minutes=30)}


@register_finding
def outbox(now: datetime) -> Iterator[Finding]:
    if found := stuck(now):
        yield found
    if waiting := OutboxItem.objects.for_a_person().count():
        yield Finding(
            code="outbox.for_a_person",
            level="warning",
            message=ngettext(
                "%(count)s outbox row waits for a person's decision.",
                "%(count)s outbox rows wait for a person's decision.",
                waiting,
            )
            % {"count": waiting},
            hint=_("Open Reports › Outbox in the admin and say of each row: again, or done."),
        )


def stuck(now: datetime) -> Finding | None:
    """The alarm: something has been due for too long, so nothing drains the outbox."""
    oldest = OutboxItem.objects.oldest_due_at(now)
    if oldest is None or now - oldest <= TOO_OLD:
        return None
    minutes = int((now - oldest).total_seconds() // 60)
    return Finding(
        code="outbox.stuck",
        level="error",
        message=_("The oldest outbox row has been due for %(minutes)s minutes.") % {"minutes": minutes},
        hint=_("See that kik_tick runs every minute and that the queue (manage.py qcluster) is up."),
    )


@register_finding
def heartbeats(now: datetime) -> Iterator[Finding]:
    """The tick is what we rely on: its silence is an error once it was seen. The queue is only a doorbell."""
    seen = dict(Heartbeat.objects.values_list("name", "at"))
    hints = {
        "tick": _("Let cron or a systemd timer run manage.py kik_tick every minute."),
        "queue": _("Start manage.py qcluster; until then kik_tick does its work, a little later."),
    }
    for name, limit in SILENT.items():
        if name not in seen:
            message = _("The %(name)s has never been seen.") % {"name": name}
            yield Finding(code=f"{name}.never_seen", level="warning", message=message, hint=hints[name])
        elif now - seen[name] > limit:
            message = _("The %(name)s was last seen at %(at)s.") % {
                "name": name,
                "at": f"{seen[name]:%Y-%m-%d %H:%M} UTC",
            }
            level = "error" if name == "tick" else "warning"
            yield Finding(code=f"{name}.silent", level=level, message=message, hint=hints[name])
