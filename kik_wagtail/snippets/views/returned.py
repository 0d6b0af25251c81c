"""What a reviewer said who asked for changes, for the author who opens the text."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import WorkflowState

from kik_wagtail.workdays.dates import local


class Returned(NamedTuple):
    what_happened: str
    comment: str


def returned(text: Any) -> Returned | None:
    """None where nobody asked for changes, or the text was submitted again since."""
    waiting = text.current_workflow_state
    if waiting is None or waiting.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    said = waiting.current_task_state
    moment = local(said.finished_at)
    values = {
        "who": user_display_name(said.finished_by) or _("Somebody else"),
        "date": date_format(moment, "j F"),
        "time": date_format(moment, "H:i"),
    }
    return Returned(_("%(who)s sent it back on %(date)s at %(time)s.") % values, said.comment.strip())
