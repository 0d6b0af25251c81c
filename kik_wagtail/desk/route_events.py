"""Routes on the timeline of a resident: put on it, every step that was left, and the end in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import results, words
from kik_wagtail.routes.models import Enrolment, StepVisit
from kik_wagtail.workdays.dates import local

from .on_route import ICONS
from .words import name_of


@dataclass(frozen=True, slots=True)
class RouteEvent:
    on: date
    icon: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Walked:
    """`by_route`: the titles of the routes that made letters, by the key of the letter."""

    events: list[RouteEvent]
    by_route: dict[int, str]
    enrolments: list[Enrolment]

    @property
    def under_way(self) -> list[Enrolment]:
        return [one for one in self.enrolments if one.is_open]


def walked_by(resident: Resident) -> Walked:
    """Two queries. A letter stands on the timeline itself; here is what came of the step that made it."""
    found = Enrolment.objects.filter(resident=resident).select_related("version", "enrolled_by", "resident")
    enrolments = list(found.order_by("pk"))
    walked = {one.pk: one for one in enrolments}
    visits = list(StepVisit.objects.filter(resident=resident).order_by("-entered_on", "-number"))
    titles = {pk: one.version.content["title"] for pk, one in walked.items()}
    events = [event for visit in visits for event in _visit(visit, walked[visit.enrolment_id])]
    for one in walked.values():
        events += _begin_and_end(one)
    return Walked(
        events, {visit.letter_id: titles[visit.enrolment_id] for visit in visits if visit.letter_id}, enrolments
    )


def _visit(visit: StepVisit, enrolment: Enrolment) -> Iterator[RouteEvent]:
    if visit.left_on is None and visit.letter_id:
        return
    step = enrolment.version.route.find(visit.step)
    happened = results.label(visit.choice) if visit.choice else words.outcome(visit.why)
    what = f"{step.title}: {happened}" if step and happened else step.title if step else happened
    if what:
        text = f"{enrolment.version.content['title']} · {what}"
        icon = ICONS[step.kind] if step else "list-ol"
        yield RouteEvent(visit.left_on or visit.entered_on, icon, text, _url(enrolment))


def _begin_and_end(enrolment: Enrolment) -> Iterator[RouteEvent]:
    title, url = enrolment.version.content["title"], _url(enrolment)
    by = f" · {name_of(enrolment.enrolled_by)}" if enrolment.enrolled_by else ""
    put_on = _("put on the route %(route)s") % {"route": title}
    yield RouteEvent(local(enrolment.enrolled_at).date(), "list-ol", f"{put_on}{by}", url)
    if enrolment.ended_at:
        said = {"route": title, "result": results.label(enrolment.result)}
        ended = _("end of the route %(route)s: %(result)s") % said
        yield RouteEvent(local(enrolment.ended_at).date(), "list-ol", ended, url)


def _url(enrolment: Enrolment) -> str:
    return reverse("kik_desk:on_route", args=[enrolment.pk])
