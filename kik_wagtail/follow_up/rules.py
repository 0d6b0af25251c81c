"""When a contact is due, which term is allowed, what may follow what. No Django, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import add_months

CONVERSATIONS = ("first", "follow_up", "coaching")  # by any channel; calls do not move the 12-month limit
MAX_MONTHS = 12  # "at least one conversation every 12 months" (2017 letter, point 2)
DAYS_FOR_NEVER_SPOKEN = 28  # who was never spoken, or too long ago, is seen within four weeks of planning
DAYS_AROUND_TARGET = 14  # how long before the target a conversation may be held without being early
TWELVE_MONTHS_WARNING_DAYS = 60


class State(StrEnum):
    PLANNED = "planned"
    DUE = "due"
    OVERDUE = "overdue"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Window:
    earliest: date
    target: date
    latest: date


def latest_allowed(*, last_held: date | None, planned_on: date) -> date:
    """12 months after the last conversation; where that is past, or nobody was ever spoken, 28 days after planning."""
    if last_held is not None:
        limit = add_months(last_held, MAX_MONTHS)
        if limit >= planned_on:
            return limit
    return planned_on + timedelta(days=DAYS_FOR_NEVER_SPOKEN)


def next_conversation_window(*, last_held: date | None, months: int, planned_on: date, calendar: Calendar) -> Window:
    """Earliest, target and latest date of the next conversation, `months` (1-12) after the last one.

    A target on a closed day moves to the working day before it (never before `planned_on`). Without a last
    conversation, or with one more than 12 months ago, the target is as soon as possible.
    """
    if not 1 <= months <= MAX_MONTHS:
        raise ValueError(f"months must be 1 to {MAX_MONTHS}, not {months}")
    latest = latest_allowed(last_held=last_held, planned_on=planned_on)
    wanted = add_months(last_held, months) if last_held else latest
    return window_around(min(max(wanted, planned_on), latest), latest=latest, planned_on=planned_on, calendar=calendar)


def window_around(target: date, *, latest: date, planned_on: date, calendar: Calendar) -> Window:
    """A window with its target on a working day, inside [planned_on, latest]."""
    worked = calendar.working_day_on_or_before(target)
    if worked < planned_on:
        worked = min(calendar.working_day_on_or_after(planned_on), latest)
    earliest = max(planned_on, worked - timedelta(days=DAYS_AROUND_TARGET))
    return Window(earliest=min(earliest, worked), target=worked, latest=latest)


def state_of(*, outcome: str, target: date, latest: date, appointment_on: date | None, today: date) -> State:
    """The state of a contact on `today`. The queryset says the same in SQL (`FollowUpQuerySet.with_state`).

    With an appointment: due on its day, overdue the day after if not closed. Without: due from the target up to
    and including the latest date.
    """
    if outcome:
        return State.CLOSED
    if appointment_on is not None:
        target = latest = appointment_on
    if today > latest:
        return State.OVERDUE
    return State.DUE if today >= target else State.PLANNED


def reminder_day(*, appointment_on: date, calendar: Calendar) -> date:
    """The working day before the appointment ("a phone call the day before", In Beeld, 2019)."""
    return calendar.add_working_days(appointment_on, -1)


REFERRAL_STEPS = ("accepted_on", "started_on", "still_going_on", "ended_on")
NO_ANSWER = "no_answer"
MONTHS_UNTIL_STILL_GOING = 3  # "and is it still going on after three months?"


def may_follow(step: str, *, noted: Mapping[str, date | None]) -> bool:
    """Whether a partner who said what was `noted` ({step: day}) may say this next. Steps may be left out; none goes
    back, but for "still going on", which may be said again.
    """
    if noted.get("ended_on"):
        return False
    if step in {"ended_on", "still_going_on", NO_ANSWER}:
        return True
    return not any(noted.get(later) for later in REFERRAL_STEPS[REFERRAL_STEPS.index(step) :])


def ask_again_on(step: str, *, on: date, today: date, noted: Mapping[str, date | None], weeks: int) -> date | None:
    """When a partner who said `step` on the day `on` is asked again; None: no more.

    Silence counts `weeks`, the partner's own term. What has started is asked after three months, and what is said
    to be going on before those are over is asked then all the same. `noted` holds "handed_over_on" as well.
    """
    if step == "ended_on":
        return None
    if step in {"accepted_on", NO_ANSWER}:
        return today + timedelta(weeks=weeks)
    began = (
        on if step == "started_on" else noted.get("started_on") or noted.get("accepted_on") or noted["handed_over_on"]
    )
    assert began is not None  # noqa: S101 - every referral was handed over on a day
    due = add_months(began, MONTHS_UNTIL_STILL_GOING)
    return due if step == "started_on" or on < due else None
