"""Rows about residents on routes: what a route asks of a person."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.residents.models import Resident
from kik_wagtail.routes.asked import Asked, asked_of
from kik_wagtail.routes.models import Enrolment

from .row import Action, Row, resident_menu


def flag_row(enrolment: Enrolment, day: date) -> Row:
    """`enrolment` with its step before (see EnrolmentQuerySet.with_step_before)."""
    route = enrolment.version.route
    before = getattr(enrolment, "step_before", None)
    asked = asked_of(enrolment, after=route[before].title if before and before in route else "")
    assert asked is not None  # noqa: S101 - the beep's queryset holds who is asked something
    url = route_url(enrolment)
    return Row(
        kind="flag",
        lead=asked.lead,
        resident=enrolment.resident,
        what=asked.sentence,
        url=url,
        action=_action(enrolment, asked),
        menu=(Action(_("Open the route"), url, "list-ol"), *resident_menu(enrolment.resident)),
    )


def _action(enrolment: Enrolment, asked: Asked) -> Action:
    if asked.is_decision:
        return Action(_("Decide"), reverse("kik_desk:decide", args=[enrolment.pk]))
    if asked.about_resident:
        return Action(_("Correct the details"), edit_url(enrolment.resident))
    return Action(_("See what to do"), route_url(enrolment))


def route_url(enrolment: Enrolment) -> str:
    return reverse("kik_desk:on_route", args=[enrolment.pk])


def edit_url(resident: Resident) -> str:
    return reverse("kik_residents_modeladmin_edit", args=[resident.pk])
