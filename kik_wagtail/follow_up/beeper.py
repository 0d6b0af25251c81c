"""The beeper: a query, not a stored list, so a queue that was off for two days loses nothing.

Each code has one queryset; counter, list, panel, mail and command all read that one. Rooms above, and host sites,
`register` kinds of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.workdays.dates import add_months

from .models import Commitment, FollowUp, Kind, Referral
from .queries import near_twelve_months, silent_q, without_next_contact
from .rules import MAX_MONTHS, TWELVE_MONTHS_WARNING_DAYS


@dataclass(frozen=True, slots=True)
class BeepKind:
    """One reason to beep. `coach` names the column of who is beeped, `since` the date that made it beep.

    What `looks_ahead` asks nothing today: it is shown, but not counted as work that waits.
    """

    code: str
    label: str | Promise
    find: Callable[[date], Any]
    coach: str = "coach_id"
    since: str = "target_on"
    resident: str = "resident_id"
    looks_ahead: bool = False


def _due(day: date) -> Any:
    """Whose own date has passed beeps as silent instead: one contact, one beep."""
    return FollowUp.objects.conversations().due_on(day).exclude(silent_q(day))


def _overdue(day: date) -> Any:
    return FollowUp.objects.conversations().overdue_on(day)


def _nothing_planned(day: date) -> Any:
    return without_next_contact(Resident.objects.all(), day)


def _silent(day: date) -> Any:
    return FollowUp.objects.conversations().silent_on(day)


def _commitments(day: date) -> Any:
    return Commitment.objects.overdue_on(day)


def _referrals(day: date) -> Any:
    return Referral.objects.silent_on(day)


def _call_backs(day: date) -> Any:
    return FollowUp.objects.to_call_on(day, Kind.CALL_BACK)


def _reminder_calls(day: date) -> Any:
    return FollowUp.objects.to_call_on(day, Kind.REMINDER_CALL)


def _twelve_months(day: date) -> Any:
    """The limit lies between today and 60 days ahead; past it, the contact is overdue or nothing is planned."""
    until = add_months(day + timedelta(days=TWELVE_MONTHS_WARNING_DAYS), -MAX_MONTHS)
    return near_twelve_months(
        Resident.objects.all(), today=day, last_from=add_months(day, -MAX_MONTHS), last_until=until
    )


def _handovers(day: date) -> Any:
    return Handover.objects.filter(state=Handover.State.PROPOSED)


BY_CODE: dict[str, BeepKind] = {}


def register(kind: BeepKind) -> None:
    """Kinds are listed in the order in which they are registered."""
    if BY_CODE.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Beep {kind.code!r} is registered twice, differently")


for _kind in (
    BeepKind("overdue", _("too late"), _overdue, since="latest_on"),
    BeepKind("nothing_planned", _("nothing planned"), _nothing_planned, since="last_conversation_on", resident="id"),
    BeepKind("resident_silent", _("resident silent"), _silent, since="resident_by"),
    BeepKind("commitment_overdue", _("promise"), _commitments, since="due_on"),
    BeepKind("referral_silent", _("partner silent"), _referrals, since="ask_on"),
    BeepKind("due", _("due now"), _due),
    BeepKind("call_back", _("call back"), _call_backs),
    BeepKind("reminder_call", _("reminder"), _reminder_calls),
    BeepKind(
        "twelve_months",
        _("almost 12 months"),
        _twelve_months,
        since="last_conversation_on",
        resident="id",
        looks_ahead=True,
    ),
    BeepKind("handover_waiting", _("handover"), _handovers, coach="to_coach_id", since="proposed_at"),
):
    register(_kind)


def counts(day: date) -> dict[tuple[str, int | None], int]:
    """{(code, coach id or None): number} of everything that beeps on `day` in the present scope."""
    found: Counter[tuple[str, int | None]] = Counter()
    for kind in BY_CODE.values():
        rows = kind.find(day).order_by().values(kind.coach).annotate(n=Count("pk"))
        for row in rows:
            found[kind.code, row[kind.coach]] += row["n"]
    return dict(found)


def by_kind(found: dict[tuple[str, int | None], int]) -> dict[str, int]:
    totals: Counter[str] = Counter(dict.fromkeys(BY_CODE, 0))
    for (code, _coach), number in found.items():
        totals[code] += number
    return dict(totals)


def counts_of(day: date, user: Any) -> dict[str, int]:
    """{code: number} of what beeps for `user`, every kind named, in one query."""
    return numbers_of({kind.code: rows for kind, rows in of_coach(day, user)})


def numbers_of(lists: Mapping[str, Any]) -> dict[str, int]:
    """{name: length} of these querysets, in one query."""
    parts = [
        rows.order_by().annotate(code=Value(name, CharField())).values("code").annotate(n=Count("pk"))
        for name, rows in lists.items()
    ]
    found = parts[0].union(*parts[1:], all=True).order_by()  # Django 6.1 would take the order of the first model
    return dict.fromkeys(lists, 0) | {row["code"]: row["n"] for row in found}


def waiting(found: Mapping[str, int]) -> int:
    """The number on the badge, in the e-mail and above the list: signals that ask something today."""
    return sum(number for code, number in found.items() if not BY_CODE[code].looks_ahead)


def of_coach(day: date, user: Any) -> Iterator[tuple[BeepKind, Any]]:
    """Each kind with the queryset of what beeps for `user`: the lists whose lengths the counters show."""
    for kind in BY_CODE.values():
        yield kind, kind.find(day).filter(**{kind.coach: user.pk})
