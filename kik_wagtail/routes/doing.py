"""Who does what a step asks of a person: one name, so that every list, beep and e-mail knows whose it is."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Area, AreaMember

from .content import Doer, Step
from .models import Enrolment

ROLES = {
    Doer.AREA_TEAM: AreaMember.Role.COACH,
    Doer.TEAM_LEAD: AreaMember.Role.TEAM_LEAD,
    Doer.ADVISER: AreaMember.Role.ADVISER,
}


def doer_of(enrolment: Enrolment, step: Step, *, coach: int | None) -> int | None:
    """Of several in that role who has the fewest residents on a route waiting for them; `coach` where there is nobody."""
    if step.who == Doer.COACH:
        return coach
    members = AreaMember.objects.filter(area=enrolment.area_id, role=ROLES[step.who], user__is_active=True)
    people = list(members.order_by("user_id").values_list("user_id", flat=True))
    if len(people) < 2:
        return people[0] if people else coach
    waiting = Enrolment.objects.under_way().filter(doer__in=people).order_by().values("doer").annotate(n=Count("pk"))
    busy = {row["doer"]: row["n"] for row in waiting}
    return min(people, key=lambda one: (busy.get(one, 0), one))


def give_back() -> None:
    """A step of somebody who left the team, or is no longer here, is the coach's again."""
    in_team = AreaMember.objects.filter(area=OuterRef("area"), user=OuterRef("doer"), user__is_active=True)
    others = Enrolment.objects.under_way().filter(doer__isnull=False).exclude(doer=F("coach"))
    gone = others.exclude(Exists(in_team))
    for enrolment, call, coach, _resident in gone.values_list("pk", "follow_up_id", "coach_id", "resident_id"):
        Enrolment.objects.under_way().filter(pk=enrolment).update(doer_id=coach, revision=F("revision") + 1)
        FollowUp.objects.open().filter(pk=call).update(coach_id=coach, revision=F("revision") + 1)


def teams_without() -> dict[Doer, int]:
    """Per role the number of teams that have nobody in it."""
    teams = Area.objects.filter(is_archived=False)
    number = teams.count()
    there = teams.filter(members__user__is_active=True).order_by().values("members__role")
    having = {row["members__role"]: row["n"] for row in there.annotate(n=Count("pk", distinct=True))}
    return {who: number - having.get(role, 0) for who, role in ROLES.items()}
