"""How a text stands: what is live, what the draft changes, where it is used, and who waits for whose approval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import WorkflowState

from kik_wagtail.admin.where_used import where_used_url
from kik_wagtail.snippets import usage
from kik_wagtail.workdays.dates import local

from .base import address

APPROVE = "approve"


class Fact(NamedTuple):
    words: str
    url: str


class Waiting(NamedTuple):
    """`approve_url`: to be posted with `seen`; "" for who may not approve."""

    what_happened: str
    approve_url: str
    seen: str


def facts_of(text: Any) -> Iterator[Fact]:
    """`text` as it is live, not its draft."""
    newest = text.versions.first()
    is_live = newest is not None and text.live and not text.is_archived
    live = _("live: version %(number)s") % {"number": newest.number} if is_live else _("not live")
    yield Fact(live, address("versions", text))
    if text.has_unpublished_changes and newest is not None:
        yield Fact(_("draft changed"), address("changes", text))
    if number := sum(bool(use.url) for use in usage.uses_of(text)):
        words = ngettext("used in %(number)s place", "used in %(number)s places", number) % {"number": number}
        yield Fact(words, where_used_url(text))
    if letters := _letters(text):
        yield Fact(letters, address("versions", text))


def _letters(text: Any) -> str:
    """ "" for a kind of text of which no letters are made, too."""
    ids = list(text.versions.values_list("pk", flat=True)) if usage.is_sent(text) else []
    number = sum(usage.letters_per_version(ids).values())
    if 0 < number < usage.FEWEST_SHOWN:
        return _("fewer than %(number)s letters") % {"number": usage.FEWEST_SHOWN}
    return ngettext("%(number)s letter", "%(number)s letters", number) % {"number": number} if number else ""


def waiting_of(text: Any, user: Any) -> Waiting | None:
    state = text.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state is None:
        return None
    moment = local(state.created_at)
    values = {
        "who": user_display_name(state.requested_by) or _("Somebody else"),
        "date": date_format(moment, "j F"),
        "time": date_format(moment, "H:i"),
    }
    happened = _("%(who)s submitted it on %(date)s at %(time)s.") % values
    actions = state.current_task_state.task.specific.get_actions(text, user)
    if not any(name == APPROVE for name, _label, _modal in actions):
        return Waiting(happened, "", "")
    name = text.snippet_viewset.get_url_name("workflow_action")
    return Waiting(happened, reverse(name, args=[text.pk, APPROVE, state.current_task_state.pk]), seen_of(text))


def seen_of(text: Any) -> str:
    """Which words somebody looked at: a draft that is saved again keeps its row and gets another moment."""
    latest = text.get_latest_revision()
    return f"{latest.pk} {latest.created_at.isoformat()}" if latest else ""
