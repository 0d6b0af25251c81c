"""The same thing for many residents: each row as if it were done alone, skipped with the reason where that refuses."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import FollowUp, JointAction
from kik_wagtail.letters import services as letters
from kik_wagtail.letters.models import Letter
from kik_wagtail.letters.problems import ADVICE
from kik_wagtail.residents.models import AreaMember, Handover, Resident
from kik_wagtail.residents.services import hand_over_at_once, propose_handover

UNDO_WITHIN = timedelta(days=1)


class NothingPlanned(DomainError):
    code = "desk.nothing_planned"
    title = gettext_lazy("Nothing is planned with this resident.")
    advice = gettext_lazy("Plan a conversation first.")


class HasACoach(DomainError):
    code = "desk.has_a_coach"
    title = gettext_lazy("This resident has a coach already.")
    advice = gettext_lazy("Ask that coach to hand the resident over.")


class NotInThisTeam(DomainError):
    code = "desk.not_in_this_team"
    title = gettext_lazy("You are no coach in the team of this resident.")
    advice = gettext_lazy("Ask the team lead of that area.")


class NotInSight(DomainError):
    """Of somebody else, gone, or never there: the answer is the same, and no key of theirs is kept."""

    code = "desk.not_in_sight"
    title = gettext_lazy("Not found, or not yours.")
    advice = gettext_lazy("Look in your list who it was.")


class JointVerb(ABC):
    """`act` makes one thing and gives its key; `take_back` undoes what nobody built upon, and says how many."""

    code: str
    most: int = 200
    permission: str
    undo_note: Any

    @abstractmethod
    def act(self, resident: Resident, asked: Mapping[str, Any], *, user: Any, now: datetime, key: UUID) -> int: ...

    @abstractmethod
    def take_back(self, keys: list[int], *, user: Any, now: datetime) -> int: ...


class Plan(JointVerb):
    code = JointAction.Verb.PLAN.value
    permission = "add_followup"
    undo_note = gettext_lazy("Conversations that were changed since, or have an appointment or a letter, stay planned.")

    def act(self, resident: Resident, asked: Mapping[str, Any], *, user: Any, now: datetime, key: UUID) -> int:
        agreed = services.NextContact(months=asked["months"], channel=asked["channel"])
        made = services.plan_conversation(
            resident=resident, agreed=agreed, user=user, now=now, calendar=municipal_calendar()
        )
        return made.pk

    def take_back(self, keys: list[int], *, user: Any, now: datetime) -> int:
        untouched = FollowUp.objects.open().filter(pk__in=keys, revision=1, appointment_at=None)
        built_upon = set(Letter.objects.filter(follow_up_id__in=keys).values_list("follow_up_id", "resident_id"))
        free = untouched.exclude(pk__in=[key for key, _resident in built_upon])
        return free.delete()[1].get("kik_wagtail.FollowUp", 0)


class Invite(JointVerb):
    code = JointAction.Verb.INVITE.value
    most = 100  # each is a page that is typeset
    permission = "add_letter"
    undo_note = gettext_lazy("Letters that were printed since stay as they are.")

    def act(self, resident: Resident, asked: Mapping[str, Any], *, user: Any, now: datetime, key: UUID) -> int:
        planned = FollowUp.objects.open().conversations().filter(resident=resident).first()
        if planned is None:
            raise NothingPlanned
        made = letters.make_letter(
            resident=resident, version=asked["version"], follow_up=planned, user=user, now=now, request_key=key
        )
        return made.pk

    def take_back(self, keys: list[int], *, user: Any, now: datetime) -> int:
        return letters.withdraw(keys=keys, user=user, now=now)


class HandOver(JointVerb):
    code = JointAction.Verb.HAND_OVER.value
    permission = "add_handover"
    undo_note = gettext_lazy("Handovers that were answered since stay as they are.")

    def act(self, resident: Resident, asked: Mapping[str, Any], *, user: Any, now: datetime, key: UUID) -> int:
        about = {name: asked[name] for name in ("to_coach", "to_area", "reason", "note")}
        return propose_handover(resident=resident, user=user, now=now, **about).pk

    def take_back(self, keys: list[int], *, user: Any, now: datetime) -> int:
        waiting = Handover.objects.filter(pk__in=keys, state=Handover.State.PROPOSED)
        return waiting.update(state=Handover.State.WITHDRAWN, decided_at=now)


class Take(JointVerb):
    """From the team's own list: who has no coach becomes one of the user's."""

    code = JointAction.Verb.TAKE.value
    permission = "change_resident"
    undo_note = gettext_lazy("Residents who have another coach by now stay with that one.")

    def act(self, resident: Resident, asked: Mapping[str, Any], *, user: Any, now: datetime, key: UUID) -> int:
        if resident.coach_id is not None:
            raise HasACoach
        member = resident.area.members.filter(user=user, role=AreaMember.Role.COACH)
        if not member.exists():
            raise NotInThisTeam
        return self._give(resident, user, _("Taken from the team's own list"), user=user, now=now).pk

    def take_back(self, keys: list[int], *, user: Any, now: datetime) -> int:
        mine = Resident.objects.filter(handovers__in=keys, coach=user).select_related("area")
        for resident in mine:
            self._give(resident, None, _("Taking it was undone"), user=user, now=now)
        return len(mine)

    def _give(self, resident: Resident, coach: Any, reason: str, *, user: Any, now: datetime) -> Handover:
        common = {"to_coach": coach, "to_area": resident.area, "reason": reason, "origin": Handover.Origin.PERSON}
        return hand_over_at_once(resident=resident, user=user, now=now, **common)


VERBS: dict[str, JointVerb] = {verb.code: verb for verb in (Plan(), Invite(), HandOver(), Take())}


@transaction.atomic
def carry_out(
    *,
    verb: JointVerb,
    residents: Iterable[Resident],
    asked: Mapping[str, Any],
    user: Any,
    now: datetime,
    key: UUID,
    missing: int = 0,
) -> JointAction:
    """One action for one `key`, however often it is pressed. Who is refused is skipped, with the reason.

    `missing`: how many were asked for besides who are not in sight.
    """
    try:
        with transaction.atomic():
            action = JointAction.objects.create(verb=verb.code, user=user, made_at=now, request_key=key)
    except IntegrityError:
        return JointAction.objects.get(user=user, request_key=key)
    for resident in residents:
        try:
            with transaction.atomic():
                made = verb.act(resident, asked, user=user, now=now, key=uuid5(key, str(resident.pk)))
                action.done.append([resident.pk, made])
        except DomainError as error:
            action.skipped.append([resident.pk, error.code, codes_of(error)])
    action.skipped += [[None, NotInSight.code, []]] * missing
    action.save()
    return action


def codes_of(error: DomainError) -> list[str]:
    """What is wrong with a letter, by what there is advice for, without a word of it."""
    problems = getattr(error, "problems", ())
    return sorted({key for one in problems for key in (one.code, one.field) if key in ADVICE})


def reason_words(code: str, problems: list[str]) -> str:
    """Why somebody was skipped, and what to do."""
    advice = [str(ADVICE[one]) for one in problems if one in ADVICE]
    if advice:
        return " ".join(dict.fromkeys(advice))
    found = next((one for one in _all_errors() if one.code == code and "{" not in f"{one.title}{one.advice}"), None)
    return f"{found.title} {found.advice}" if found else _("This is not possible now. Open the resident to see why.")


def _all_errors(kind: type[DomainError] = DomainError) -> Iterable[type[DomainError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _all_errors(one)


@transaction.atomic
def undo(*, action: JointAction, user: Any, now: datetime) -> int | None:
    """How many were taken back; None where it is too late or was done before. Of two presses one counts."""
    if not may_be_undone(action, now):
        return None
    if JointAction.objects.filter(pk=action.pk, undone_at=None).update(undone_at=now) != 1:
        return None
    number = VERBS[action.verb].take_back([key for _resident, key in action.done], user=user, now=now)
    JointAction.objects.filter(pk=action.pk).update(taken_back=number)
    return number


def may_be_undone(action: JointAction, now: datetime) -> bool:
    return bool(action.done) and action.undone_at is None and now - action.made_at < UNDO_WITHIN
