"""Writes about residents: handing over, leaving, and keeping the area equal on every row about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kik_wagtail import scope
from kik_wagtail.errors import DomainError
from kik_wagtail.scope.models import ScopedModel
from kik_wagtail.workdays.dates import today

from . import signals
from .models import Area, Handover, Resident, SavedFilter


class HandoverNotPossible(DomainError):
    code = "residents.handover_not_possible"
    title = _("This resident cannot be handed over to this coach.")
    advice = _("Choose another coach than the present one, who works in the chosen area.")


class HandoverWaiting(DomainError):
    code = "residents.handover_waiting"
    title = _("A handover of this resident is already waiting for an answer.")
    advice = _("Wait for the answer, or ask the other coach.")


class SeenInAnEmergencyOnly(DomainError):
    """Or eight hours would become for ever: whoever is handed a resident sees them."""

    code = "residents.seen_in_an_emergency_only"
    title = _("You see this resident because of an emergency only.")
    advice = _("The resident's own coach or team lead hands over.")


class HandoverDecided(DomainError):
    code = "residents.handover_decided"
    title = _("This handover has already been answered.")
    advice = _("Look at the resident to see who the coach is now.")


class TooManyFilters(DomainError):
    code = "residents.too_many_filters"
    title = _("You keep {most} filters already.")
    advice = _("Delete one that you do not use any more.")


def personal_models() -> list[Any]:
    """Every model with rows about a resident, but Resident itself."""
    return [model for model in apps.get_models() if issubclass(model, ScopedModel) and model is not Resident]


def move_to_area(*, resident: Resident, area: Area) -> None:
    """The area of the resident and of every row about them, in one go: history moves along, or the old team reads on."""
    for model in personal_models():
        model.objects.filter(resident_id=resident.pk).update(area=area)
    Resident.objects.filter(pk=resident.pk).update(area=area)
    resident.area = area


def refuse_in_an_emergency(resident: Resident) -> None:
    if resident.pk in scope.current().grants.urgent:
        raise SeenInAnEmergencyOnly


@transaction.atomic
def propose_handover(
    *, resident: Resident, to_coach: Any, to_area: Area, reason: str, note: str, user: Any, now: datetime
) -> Handover:
    """A waiting handover. Raises HandoverNotPossible, SeenInAnEmergencyOnly, or HandoverWaiting where one waits already."""
    refuse_in_an_emergency(resident)
    if resident.coach_id == to_coach.pk or not to_area.members.filter(user_id=to_coach.pk).exists():
        raise HandoverNotPossible
    handover = Handover(
        resident=resident,
        area_id=resident.area_id,
        from_coach_id=resident.coach_id,
        to_coach=to_coach,
        from_area_id=resident.area_id,
        to_area=to_area,
        reason=reason,
        note=note,
        proposed_at=now,
    )
    handover.full_clean(exclude=["resident", "area", "from_area", "from_coach"])
    try:
        with transaction.atomic():
            handover.save()
    except IntegrityError as error:
        raise HandoverWaiting from error
    log(resident, "kik.handover_proposed", user=user, data={"handover": handover.pk})
    return handover


@transaction.atomic
def accept_handover(*, handover: Handover, user: Any, now: datetime) -> Handover:
    """The new coach says yes: coach, area and open steps move together. Of two answers one wins."""
    _decide(handover, Handover.State.ACCEPTED, now)
    _carry_out(handover=handover, user=user, now=now)
    return handover


@transaction.atomic
def refuse_handover(*, handover: Handover, user: Any, now: datetime) -> Handover:
    _decide(handover, Handover.State.REFUSED, now)
    log(handover.resident, "kik.handover_refused", user=user, data={"handover": handover.pk})
    return handover


@transaction.atomic
def withdraw_handover(*, handover: Handover, user: Any, now: datetime) -> Handover:
    """Whose resident it is thinks better of it, while the other one did not answer yet."""
    _decide(handover, Handover.State.WITHDRAWN, now)
    log(handover.resident, "kik.handover_withdrawn", user=user, data={"handover": handover.pk})
    return handover


def _decide(handover: Handover, state: Handover.State, now: datetime) -> None:
    """Raises HandoverDecided where somebody was first."""
    waiting = Handover.objects.filter(pk=handover.pk, state=Handover.State.PROPOSED)
    if waiting.update(state=state, decided_at=now) != 1:
        raise HandoverDecided
    handover.refresh_from_db()


@transaction.atomic
def hand_over_at_once(
    *,
    resident: Resident,
    to_coach: Any | None,
    to_area: Area,
    reason: str,
    user: Any,
    now: datetime,
    origin: Handover.Origin = Handover.Origin.IMPORT,
) -> Handover:
    """A handover that nobody is asked for: the case system's file, or a colleague's edit, names another coach.

    Raises SeenInAnEmergencyOnly.
    """
    refuse_in_an_emergency(resident)
    handover = Handover.objects.create(
        resident=resident,
        area_id=resident.area_id,
        from_coach_id=resident.coach_id,
        to_coach=to_coach,
        from_area_id=resident.area_id,
        to_area=to_area,
        reason=reason,
        origin=origin,
        state=Handover.State.ACCEPTED,
        proposed_at=now,
        decided_at=now,
    )
    _carry_out(handover=handover, user=user, now=now)
    return handover


def _carry_out(*, handover: Handover, user: Any, now: datetime) -> None:
    resident = handover.resident
    from_coach_id = resident.coach_id
    if handover.to_area_id != resident.area_id:
        move_to_area(resident=resident, area=handover.to_area)
    Resident.objects.filter(pk=resident.pk).update(coach_id=handover.to_coach_id, coach_since=today(now))
    resident.coach_id, resident.coach_since = handover.to_coach_id, today(now)
    signals.handed_over.send(
        sender=Handover,
        resident=resident,
        from_coach_id=from_coach_id,
        to_coach_id=handover.to_coach_id,
        user=user,
        now=now,
    )
    log(resident, "kik.handed_over", user=user, data={"handover": handover.pk})


@transaction.atomic
def mark_left(*, residents: list[Resident], left_on: date, is_known: bool, user: Any, now: datetime) -> None:
    """These residents no longer have a benefit here; what was planned with them is cancelled by the rooms above."""
    ids = [resident.pk for resident in residents]
    Resident.objects.filter(pk__in=ids).update(status=Resident.Status.LEFT, left_on=left_on, left_on_is_known=is_known)
    signals.left.send(sender=Resident, resident_ids=ids, user=user, now=now)


def note_conversation(*, resident: Resident, held_on: date) -> None:
    """Moves the 12-month limit, forwards only."""
    if resident.last_conversation_on is None or held_on > resident.last_conversation_on:
        Resident.objects.filter(pk=resident.pk).update(last_conversation_on=held_on)
        resident.last_conversation_on = held_on


def keep_filter(*, name: str, values: dict[str, str], user: Any, now: datetime) -> SavedFilter:
    """Under a name that is there already the filter is replaced. Raises TooManyFilters."""
    own = SavedFilter.objects.filter(user=user)
    if own.exclude(name=name).count() >= SavedFilter.MOST:
        raise TooManyFilters(most=SavedFilter.MOST)
    saved, _made = SavedFilter.objects.update_or_create(user=user, name=name, defaults={"values": values})
    return saved
