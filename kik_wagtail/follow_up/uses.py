"""How often a place, partner, provision, guide or area is used in contacts: numbers, never who."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from kik_wagtail import scope
from kik_wagtail.admin.uses import Use, counted, register_uses
from kik_wagtail.residents.models import Area
from kik_wagtail.snippets.models import ConversationGuide, Partner, Place, Provision

from .models import ConversationReport, FollowUp, Referral


def _of_area(area: Area) -> Iterator[Use]:
    yield from counted(_("Open contacts"), FollowUp.objects.open().filter(area=area).count(), is_in_the_way=True)


def _of_place(place: Place) -> Iterator[Use]:
    yield from counted(_("Contacts planned there"), FollowUp.objects.open().filter(place=place).count())


def _of_partner(partner: Partner) -> Iterator[Use]:
    yield from counted(_("Referrals that are running"), Referral.objects.running().filter(partner=partner).count())


def _of_provision(provision: Provision) -> Iterator[Use]:
    yield from counted(_("Conversations in which it was told"), _finished().filter(provisions=provision).count())


def _of_guide(guide: ConversationGuide) -> Iterator[Use]:
    yield from counted(_("Reports that answered it"), _finished().filter(guide_version__text=guide).count())


def _finished() -> Any:
    return ConversationReport.objects.filter(finished_at__isnull=False)


FINDERS: dict[type, Callable[[Any], Iterator[Use]]] = {
    Area: _of_area,
    Place: _of_place,
    Partner: _of_partner,
    Provision: _of_provision,
    ConversationGuide: _of_guide,
}


def uses_in_contacts(row: Any) -> list[Use]:
    if type(row) not in FINDERS:
        return []
    with scope.everything("how often this is used in contacts"):
        return list(FINDERS[type(row)](row))


def connect() -> None:
    register_uses(uses_in_contacts)
