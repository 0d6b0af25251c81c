"""A resident and the contact at hand -> what fills a letter: merge values, conditions, address, date.

What is not known stays out: the letter text that needs it is then refused by `snippets.rendering`, with the field
named. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from kik_wagtail.follow_up.models import Commitment, FollowUp
from kik_wagtail.residents.models import Area, Channel, Initiative, PlaceKind, Resident
from kik_wagtail.snippets import languages, wording
from kik_wagtail.snippets.languages import language_of
from kik_wagtail.snippets.models import LetterLayout
from kik_wagtail.snippets.problems import Problem
from kik_wagtail.snippets.rendering import Facts
from kik_wagtail.snippets.salutation import (
    Address,
    AddressProblem,
    Person,
    address_lines,
    name_in_sentence,
    name_without_title,
    salutation,
)
from kik_wagtail.workdays.dates import local, monday_of, today

from . import words
from .situation import Situation

DUTY = "duty"
COACH_FIELDS = ("coach_naam", "coach_telefoon")  # beside the address and under the signature, whatever the text says

# A host's own merge fields and conditions: each source answers {name: text} for the fields it registered and
# {name: anything} for its conditions, which find it in `Facts.own`.
Source = Callable[[Situation], Mapping[str, Any]]
sources: list[Source] = []


@dataclass(frozen=True, slots=True)
class Filling:
    """Exactly what makes the page beside the wording. Letters keep `as_data`: no field is ever renamed or dropped."""

    values: Mapping[str, str]
    facts: Facts
    address_lines: tuple[str, ...]
    date_text: str
    reference: str
    contact: str
    free_text: str
    translated: Mapping[str, str] = field(default_factory=dict)  # the values for a translation that goes along
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def as_data(self) -> dict[str, Any]:
        return self.arguments() | {
            "translated": dict(self.translated),
            "values": dict(self.values),
            "facts": {one.name: getattr(self.facts, one.name) for one in fields(Facts)} | {"own": dict(self.facts.own)},
            "address_lines": list(self.address_lines),
        }

    def arguments(self) -> dict[str, Any]:
        """Keyword arguments of `rendering.compose`."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in {"translated", "problems"}}

    def translation_arguments(self) -> dict[str, Any]:
        """The same for the translation: a coach's own words are Dutch, and stand in the Dutch letter only."""
        return self.arguments() | {"values": self.translated, "free_text": ""}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Filling:
        return cls(**{**data, "facts": Facts(**data["facts"]), "address_lines": tuple(data["address_lines"])})


def filling_for(
    situation: Situation,
    *,
    content: Mapping[str, Any],
    free_text: str,
    reference: str,
    translation: Mapping[str, Any] | None = None,
) -> Filling:
    """`content` and `translation` are of LetterVersions: only the fields that the wording names are taken along."""
    own = _own_values(situation)
    known = _values(situation) | {name: value for name, value in own.items() if isinstance(value, str)}
    lines, problems = _address(situation.resident)
    coach = [known[name] for name in COACH_FIELDS if known[name]]
    return Filling(
        values=_needed(content, known),
        facts=_facts(situation, is_obligation=content["tone"] == DUTY, own=own),
        address_lines=lines,
        date_text=words.day_in_words(today(situation.now)),
        reference=reference,
        contact=", ".join(coach),
        free_text=free_text,
        translated=_needed(translation, known | _values_in(language_of(translation), situation)) if translation else {},
        problems=problems,
    )


def _needed(content: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, str]:
    needed = {*wording.fields_of(content), *COACH_FIELDS}  # type: ignore[arg-type]
    return {name: value for name, value in known.items() if value and name in needed}


def _own_values(situation: Situation) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for source in sources:
        own |= source(situation)
    return own


def _values(situation: Situation) -> dict[str, str]:
    resident, follow_up, at = situation.resident, situation.follow_up, situation.appointment_at
    person = person_of(resident)
    coach = (follow_up.coach if follow_up else None) or resident.coach
    conversation = situation.conversation
    return {
        "aanhef": salutation(person),
        "voornaam": resident.first_name,
        "naam": name_in_sentence(person),
        "naam_zonder_titel": name_without_title(person),
        "telefoon": resident.phone.as_national if _may_be_called(resident) else "",
        "coach_naam": (coach.get_full_name() or coach.get_username()) if coach else "",
        "coach_telefoon": resident.area.phone or LetterLayout.of_default_site().phone,
        "gebied": words.team_in_words(resident.area.name, is_area_team=resident.area.kind == Area.Kind.AREA_TEAM),
        "afspraak_datum": words.weekday_in_words(local(at).date()) if at else "",
        "afspraak_tijd": words.time_in_words(at) if at else "",
        "afspraak_plek": _place(resident, follow_up) if at and follow_up else "",
        "afspraak_adres": _meeting_address(resident, follow_up) if at and follow_up else "",
        "gesprek_datum": words.day_in_words(conversation.held_on) if conversation and conversation.held_on else "",
        "volgend_contact": _in_words(situation.next_contact, situation.now),
        "afspraken": _agreements(conversation) if conversation else "",
    }


def _values_in(language: str, situation: Situation) -> dict[str, str]:
    """The values that are words, in another language; the others are the same in every language."""
    at, conversation = situation.appointment_at, situation.conversation
    spoken_on = conversation.held_on if conversation else None
    return {
        "afspraak_datum": languages.weekday_in_words(local(at).date(), language) if at else "",
        "afspraak_tijd": languages.time_in_words(at) if at else "",
        "gesprek_datum": languages.day_in_words(spoken_on, language) if spoken_on else "",
    }


def _may_be_called(resident: Resident) -> bool:
    return bool(resident.phone) and resident.safe_to_call


def _place(resident: Resident, meeting: FollowUp) -> str:
    """In a sentence, with its preposition; empty where the office or centre has not been chosen yet."""
    if meeting.channel == Channel.PHONE:
        return "aan de telefoon"
    if meeting.channel == Channel.VIDEO:
        return "met beeldbellen"
    if meeting.place is not None:
        at = "op ons kantoor: " if meeting.place_kind == PlaceKind.OFFICE else "in "
        return f"{at}{meeting.place.in_a_sentence}"
    if meeting.place_kind == PlaceKind.HOME and resident.street_line:
        return f"bij u thuis, {resident.street_line}"
    return ""


def _meeting_address(resident: Resident, meeting: FollowUp) -> str:
    """Where to go, in no language; empty where nobody goes anywhere, or it is not known yet."""
    if meeting.channel != Channel.IN_PERSON:
        return ""
    if meeting.place is not None:
        return meeting.place.in_a_sentence
    return resident.street_line if meeting.place_kind == PlaceKind.HOME else ""


def _in_words(coming: FollowUp | None, now: datetime) -> str:
    """Empty where the day has passed: a letter does not promise yesterday."""
    if coming is None:
        return ""
    if coming.appointment_at is not None:
        return words.moment_in_words(coming.appointment_at) if coming.appointment_at > now else ""
    return words.week_in_words(coming.target_on) if coming.target_on >= monday_of(today(now)) else ""


def _agreements(conversation: FollowUp) -> str:
    """One promise a line, in the order in which they were made."""
    said_by = {Commitment.By.COACH: "Ik", Commitment.By.RESIDENT: "U", Commitment.By.PARTNER: "Onze partner"}
    promises = Commitment.objects.filter(follow_up=conversation).order_by("pk")
    return "\n".join(
        words.agreement_in_words(who=said_by[Commitment.By(one.by)], what=" ".join(one.what.split()), until=one.due_on)
        for one in promises
    )


def _facts(situation: Situation, *, is_obligation: bool, own: dict[str, Any]) -> Facts:
    resident, follow_up = situation.resident, situation.follow_up
    goes_there = follow_up is not None and follow_up.channel == Channel.IN_PERSON
    return Facts(
        has_appointment=situation.appointment_at is not None,
        has_phone=_may_be_called(resident),
        place=follow_up.place_kind if follow_up and goes_there else "",
        channel=follow_up.channel if follow_up else "",
        is_first_contact=resident.last_conversation_on is None,
        initiative_with_resident=(follow_up or resident).initiative == Initiative.RESIDENT,
        is_obligation=is_obligation,
        own=own,
    )


def person_of(resident: Resident) -> Person:
    return Person(
        surname=resident.surname,
        prefix=resident.prefix,
        initials=resident.initials,
        form_of_address=resident.form_of_address,
    )


def _address(resident: Resident) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    address = Address(
        street=resident.street,
        number=resident.street_line.removeprefix(resident.street).strip(),
        postcode=resident.postcode,
        city=resident.city,
    )
    try:
        return tuple(address_lines(person_of(resident), address)), ()
    except AddressProblem as fault:
        return (), (fault.problem,)
