"""Reads of contacts. `due` and `overdue` are said here once, for list, counter, mail and report alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When

from kik_wagtail.scope.querysets import ScopedQuerySet
from kik_wagtail.workdays.dates import start_of_day

from .rules import CONVERSATIONS, State

ONE_DAY = timedelta(days=1)


def due_q(today: date) -> Q:
    """`rules.state_of(...) == DUE` in SQL, for open contacts."""
    without = Q(appointment_at=None, target_on__lte=today, latest_on__gte=today)
    return without | Q(appointment_at__gte=start_of_day(today), appointment_at__lt=start_of_day(today + ONE_DAY))


def overdue_q(today: date) -> Q:
    return Q(appointment_at=None, latest_on__lt=today) | Q(appointment_at__lt=start_of_day(today))


class FollowUpQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(outcome="")

    def closed(self) -> Self:
        return self.exclude(outcome="")

    def conversations(self) -> Self:
        return self.filter(kind__in=CONVERSATIONS)

    def held(self) -> Self:
        return self.filter(outcome="held")

    def due_on(self, day: date) -> Self:
        return self.open().filter(due_q(day))

    def overdue_on(self, day: date) -> Self:
        return self.open().filter(overdue_q(day))

    def silent_on(self, day: date) -> Self:
        """The resident would act, the day named for it has passed without an appointment, and it is not overdue yet."""
        waiting = self.open().filter(initiative="resident", resident_by__lt=day, appointment_at=None)
        return waiting.exclude(overdue_q(day))

    def to_call_on(self, day: date, kind: str) -> Self:
        return self.open().filter(kind=kind, target_on__lte=day)

    def with_appointment_on(self, day: date) -> Self:
        return self.open().filter(appointment_at__gte=start_of_day(day), appointment_at__lt=start_of_day(day + ONE_DAY))

    def with_state(self, today: date) -> Self:
        return self.annotate(
            state=Case(
                When(~Q(outcome=""), then=Value(State.CLOSED.value)),
                When(overdue_q(today), then=Value(State.OVERDUE.value)),
                When(due_q(today), then=Value(State.DUE.value)),
                default=Value(State.PLANNED.value),
                output_field=CharField(),
            )
        )


class NoNextContactQuerySet(ScopedQuerySet):
    def valid_on(self, day: date) -> Self:
        return self.filter(from_on__lte=day, until_on__gte=day)


class CommitmentQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def overdue_on(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)


class ReferralQuerySet(ScopedQuerySet):
    def running(self) -> Self:
        return self.filter(ended_on=None)

    def silent_on(self, day: date) -> Self:
        return self.running().filter(ask_on__lte=day)


class PlanQuerySet(ScopedQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-number")

    def newest_of(self, resident_id: int) -> Any:
        """The plan of this resident as it stands now, or None."""
        return self.filter(resident_id=resident_id).newest_first().first()


def without_next_contact(residents: Any, today: date) -> Any:
    """Residents in view with no open conversation and no reason for that which still holds. Should be none."""
    from .models import FollowUp, NoNextContact

    planned = FollowUp.objects.open().conversations().filter(resident_id=OuterRef("pk"))
    explained = NoNextContact.objects.valid_on(today).filter(resident_id=OuterRef("pk"))
    return residents.in_view().filter(~Exists(planned), ~Exists(explained))


def near_twelve_months(residents: Any, *, today: date, last_from: date, last_until: date) -> Any:
    """In view, last spoken in [last_from, last_until], and no appointment made yet."""
    from .models import FollowUp

    appointed = (
        FollowUp.objects.open()
        .conversations()
        .filter(resident_id=OuterRef("pk"), appointment_at__gte=start_of_day(today))
    )
    return residents.in_view().filter(
        ~Exists(appointed), last_conversation_on__gte=last_from, last_conversation_on__lte=last_until
    )
