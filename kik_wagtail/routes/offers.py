"""Which routes a person may put a resident on now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kik_wagtail.residents.models import Resident

from .models import Enrolment, RouteVersion


@dataclass(frozen=True, slots=True)
class Offer:
    """A route that is published and switched on. `taken_by`: title of the open route for the same purpose, or ""."""

    version: RouteVersion
    taken_by: str = ""

    @property
    def first_step(self) -> Any:
        return self.version.route.steps[0]


def running() -> Any:
    """The newest versions of the routes that are switched on, by title."""
    versions = RouteVersion.objects.current().filter(text__switch__is_on=True)
    return versions.select_related("text").order_by("text__title", "pk")


def offers_for(resident: Resident) -> list[Offer]:
    walked = Enrolment.objects.open().filter(resident=resident).select_related("version")
    taken = {one.purpose: one.version.content["title"] for one in walked}
    return [Offer(version, taken.get(version.content["purpose"], "")) for version in running()]
