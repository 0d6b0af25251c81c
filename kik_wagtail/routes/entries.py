"""Who comes onto a route by themselves: a closed list of criteria over residents in view. A host adds its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kik_wagtail.workdays.dates import add_months

BY_HAND = "by_hand"
NEW_DAYS = 28
CALL_BACK_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Entry:
    """`find(day)` gives the residents in view who match on `day`, in the present scope."""

    code: str
    label: str | Promise
    find: Callable[[date], Any]


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    known = _entries.setdefault(entry.code, entry)
    if known is not entry:
        raise ValueError(f"Entry {entry.code!r} is registered twice")


def choices() -> list[tuple[str, Any]]:
    """A function, so that a host's own criterion makes no migration."""
    return [(entry.code, entry.label) for entry in _entries.values()]


def known(code: str) -> bool:
    return code in _entries


def label(code: str) -> str:
    """The code itself where a host took its criterion away."""
    return str(_entries[code].label) if code in _entries else code


def find(code: str, day: date) -> Any:
    """Residents in view who match; nobody where a host took its criterion away."""
    return _entries[code].find(day) if code in _entries else _nobody(day)


def _in_view() -> Any:
    from kik_wagtail.residents.models import Resident

    return Resident.objects.in_view()


def _nobody(day: date) -> Any:
    return _in_view().none()


def _new(day: date) -> Any:
    """At the gate: came on the benefit within four weeks and was never spoken."""
    return _in_view().filter(last_conversation_on=None, joined_on__gte=day - timedelta(days=NEW_DAYS))


def _never_spoken(day: date) -> Any:
    return _in_view().filter(last_conversation_on=None)


def _declined_or_never_reached(day: date) -> Any:
    """In Beeld (2019): who declined or never reacted, and was not spoken in the last 12 months."""
    from kik_wagtail.follow_up.models import FollowUp

    tried = FollowUp.objects.closed().conversations().filter(resident_id=OuterRef("pk")).exclude(outcome="held")
    long_ago = Q(last_conversation_on=None) | Q(last_conversation_on__lt=add_months(day, -12))
    return _in_view().filter(long_ago, Exists(tried))


def _self_starters(day: date) -> Any:
    """Who wanted to become active alone, 90 days after the conversation, and was not called back since."""
    from kik_wagtail.follow_up.models import ConversationReport, FollowUp, Kind, Way

    alone = ConversationReport.objects.filter(
        resident_id=OuterRef("pk"),
        way=Way.ALONE,
        follow_up__held_on=OuterRef("last_conversation_on"),
        follow_up__held_on__lte=day - CALL_BACK_AFTER,
    )
    called = FollowUp.objects.filter(
        resident_id=OuterRef("pk"), kind=Kind.CALL_BACK, target_on__gte=OuterRef("last_conversation_on")
    )
    return _in_view().filter(Exists(alone), ~Exists(called))


def _almost_12_months(day: date) -> Any:
    """Last spoken ten months ago or longer, and no appointment yet."""
    from kik_wagtail.follow_up.queries import near_twelve_months

    return near_twelve_months(_in_view(), today=day, last_from=date(1900, 1, 1), last_until=add_months(day, -10))


def _active_support_ends(day: date) -> Any:
    """Nothing was planned because of active support elsewhere, and that holds four weeks more at most."""
    from kik_wagtail.follow_up.models import NoNextContact

    reason = NoNextContact.Reason.ACTIVE_SUPPORT
    until = day + timedelta(days=NEW_DAYS)
    ending = NoNextContact.objects.filter(resident_id=OuterRef("pk"), reason=reason, until_on__range=(day, until))
    return _in_view().filter(Exists(ending))


for _entry in (
    Entry(BY_HAND, _("only who is put on it"), _nobody),
    Entry("new", _("new residents, at the gate"), _new),
    Entry("never_spoken", _("never spoken"), _never_spoken),
    Entry("declined_or_never_reached", _("declined or never reached"), _declined_or_never_reached),
    Entry("self_starters", _("went on alone, 90 days ago"), _self_starters),
    Entry("active_support_ends", _("active support ends soon"), _active_support_ends),
    Entry("almost_12_months", _("almost 12 months not spoken"), _almost_12_months),
):
    register(_entry)
