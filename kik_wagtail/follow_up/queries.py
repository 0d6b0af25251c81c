"""Reads of contacts. `due` and `overdue` are said here once, for list, counter, mail and report alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber

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


def silent_q(today: date) -> Q:
    """The resident would act, and the day named for it has passed without an appointment."""
    return Q(initiative="resident", resident_by__lt=today, appointment_at=None)


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
        """Not overdue yet."""
        return self.open().filter(silent_q(day)).exclude(overdue_q(day))

    def beeping_on(self, day: date, *, most: int) -> Self:
        """Conversations with the code of their `beep`, at most `most` of each, the longest waiting first; every
        appointment of the day. In one query what `overdue_on`, `silent_on` and `due_on` say in three.
        """
        beep = Case(
            When(overdue_q(day), then=Value("overdue")),
            When(silent_q(day), then=Value("resident_silent")),
            When(due_q(day), then=Value("due")),
            output_field=CharField(),
        )
        since = Case(
            When(beep="overdue", then=F("latest_on")),
            When(beep="resident_silent", then=F("resident_by")),
            default=F("target_on"),
            output_field=DateField(),
        )
        has_hour = Case(When(appointment_at=None, then=Value(0)), default=Value(1))
        turn = Window(RowNumber(), partition_by=[F("beep"), F("has_hour")], order_by=[F("since"), F("pk")])
        beeping = self.open().conversations().alias(has_hour=has_hour).annotate(beep=beep)
        beeping = beeping.filter(beep__isnull=False).annotate(since=since).annotate(turn=turn)
        of_today = Q(beep="due", appointment_at__isnull=False)
        return beeping.filter(Q(turn__lte=most) | of_today).order_by("since", "pk")

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

    def due_on(self, day: date) -> Self:
        return self.open().filter(due_on=day)


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
