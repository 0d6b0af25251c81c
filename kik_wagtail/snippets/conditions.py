"""Named conditions for passages: a closed list. A host site adds its own with `register`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .merge_fields import gettext_noop

HOME, NEIGHBOURHOOD, OFFICE = "home", "neighbourhood", "office"
PHONE, VIDEO = "phone", "video"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the conditions may know about a resident and the contact at hand."""

    has_appointment: bool = False
    has_phone: bool = False
    place: str = ""  # "home", "neighbourhood", "office", or "" while not known
    channel: str = ""  # "phone", "video", "in_person", ...
    is_first_contact: bool = False
    initiative_with_resident: bool = False
    is_obligation: bool = False
    own: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))  # of the host site's conditions


@dataclass(frozen=True, slots=True)
class Condition:
    name: str  # stable key, stored in the text
    label: str
    holds: Callable[[Facts], bool]


_conditions: dict[str, Condition] = {}


def register(condition: Condition) -> None:
    if _conditions.setdefault(condition.name, condition) is not condition:
        raise ValueError(f"Condition {condition.name!r} is registered twice")


def all_conditions() -> tuple[Condition, ...]:
    return tuple(_conditions.values())


def holds(name: str, facts: Facts) -> bool:
    return _conditions[name].holds(facts)


def known(name: str) -> bool:
    return name in _conditions


_ = gettext_noop
for _condition in (
    Condition("has_appointment", _("there is an appointment"), lambda facts: facts.has_appointment),
    Condition("no_appointment", _("there is no appointment yet"), lambda facts: not facts.has_appointment),
    Condition(
        "appointment_at_address",
        _("there is an appointment at an address"),
        lambda facts: facts.has_appointment and bool(facts.place),
    ),
    Condition(
        "appointment_by_phone",
        _("there is an appointment by telephone"),
        lambda facts: facts.has_appointment and facts.channel == PHONE,
    ),
    Condition(
        "appointment_by_video",
        _("there is an appointment by video call"),
        lambda facts: facts.has_appointment and facts.channel == VIDEO,
    ),
    Condition("at_home", _("the conversation is at home"), lambda facts: facts.place == HOME),
    Condition(
        "at_neighbourhood",
        _("the conversation is in a neighbourhood centre"),
        lambda facts: facts.place == NEIGHBOURHOOD,
    ),
    Condition("at_office", _("the conversation is at the town office"), lambda facts: facts.place == OFFICE),
    Condition("first_contact", _("this is the first contact"), lambda facts: facts.is_first_contact),
    Condition("not_first_contact", _("we have spoken before"), lambda facts: not facts.is_first_contact),
    Condition(
        "initiative_with_resident",
        _("the resident takes the initiative"),
        lambda facts: facts.initiative_with_resident,
    ),
    Condition(
        "initiative_with_coach", _("the coach takes the initiative"), lambda facts: not facts.initiative_with_resident
    ),
    Condition("has_phone", _("we have a telephone number"), lambda facts: facts.has_phone),
    Condition("no_phone", _("we have no telephone number"), lambda facts: not facts.has_phone),
    Condition("voluntary", _("coming is voluntary"), lambda facts: not facts.is_obligation),
    Condition("obligation", _("cooperating is an obligation"), lambda facts: facts.is_obligation),
):
    register(_condition)
