"""The columns that a file may have: how each is read, where it goes, and who has the last word on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from kik_wagtail.residents.models import Channel, Initiative, PlaceKind, Resident

from . import rules
from .errors import CellError

CLIENT_NUMBER, SURNAME, AREA, COACH, STATUS = "klantnummer", "achternaam", "gebied", "coach", "status"
LAST_CONVERSATION = "laatste_gesprek"
REPAIR_COLUMNS = ("regel", "herstellen")  # ours, in the file to repair: skipped when it is offered again


def one_of(choices: Mapping[str, str]) -> Callable[[str], str]:
    """Reads a word of the case system; an empty cell is the default, which stands under ""."""

    def read(cell: str) -> str:
        try:
            return choices[cell.casefold()]
        except KeyError:
            raise CellError("choice_unknown") from None

    read.choices = [word for word in choices if word]  # type: ignore[attr-defined]
    return read


FORM_OF_ADDRESS = {
    "heer": Resident.FormOfAddress.MR,
    "mevrouw": Resident.FormOfAddress.MRS,
    "onbekend": Resident.FormOfAddress.UNKNOWN,
    "": Resident.FormOfAddress.UNKNOWN,
}
STATUSES = {
    "in beeld": Resident.Status.IN_VIEW,
    "actieve begeleiding": Resident.Status.ACTIVE_SUPPORT_ELSEWHERE,
    "uitgestroomd": Resident.Status.LEFT,
    "": "",  # there is no such thing as an empty status: as it was, and in view for a new resident
}
PLACES = {
    "thuis": PlaceKind.HOME,
    "wijkcentrum": PlaceKind.NEIGHBOURHOOD,
    "kantoor": PlaceKind.OFFICE,
    "": PlaceKind.HOME,
}
CHANNELS = {
    "gesprek": Channel.IN_PERSON,
    "telefoon": Channel.PHONE,
    "video": Channel.VIDEO,
    "": Channel.IN_PERSON,
}
INITIATIVES = {"coach": Initiative.COACH, "inwoner": Initiative.RESIDENT, "": Initiative.COACH}


@dataclass(frozen=True)
class Column:
    """`follows_file`: the file has the last word. Otherwise the file's value counts for a new resident, and later
    only where it differs from the value last imported, so that an import never undoes what coaches did."""

    name: str
    field: str
    read: Callable[[str], Any] = rules.text
    follows_file: bool = True

    @cached_property
    def limit(self) -> int | None:
        return getattr(Resident._meta.get_field(self.field), "max_length", None)

    @cached_property
    def default(self) -> Any:
        """What a new resident has where the file lacks the column."""
        return Resident._meta.get_field(self.field).get_default()

    @cached_property
    def choices(self) -> str:
        """The words that this column knows; "" where any text will do."""
        return ", ".join(getattr(self.read, "choices", ()))


def columns(today: date) -> dict[str, Column]:
    """By name as it stands in the file. Dates later than `today` are refused."""
    past_day = partial(rules.past_day, today=today)
    known = [
        Column(CLIENT_NUMBER, "client_number", rules.client_number),
        Column("voorletters", "initials"),
        Column("roepnaam", "first_name"),
        Column("tussenvoegsel", "prefix"),
        Column(SURNAME, "surname", rules.surname),
        Column("aanhef", "form_of_address", one_of(FORM_OF_ADDRESS)),
        Column("straat", "street"),
        Column("huisnummer", "house_number"),
        Column("toevoeging", "house_number_addition"),
        Column("postcode", "postcode", rules.postcode),
        Column("woonplaats", "city"),
        Column("telefoon", "phone", rules.phone),
        Column("email", "email", rules.email),
        Column("taal", "language"),
        Column(STATUS, "status", one_of(STATUSES)),
        Column(LAST_CONVERSATION, "imported_last_conversation_on", past_day),
        Column("in_beeld_sinds", "joined_on", past_day, follows_file=False),
        Column(AREA, "area", follows_file=False),
        Column(COACH, "coach", follows_file=False),
        Column("voorkeur_plek", "preferred_place_kind", one_of(PLACES), follows_file=False),
        Column("voorkeur_kanaal", "preferred_channel", one_of(CHANNELS), follows_file=False),
        Column("initiatief", "initiative", one_of(INITIATIVES), follows_file=False),
        Column("ritme_maanden", "rhythm_months", rules.rhythm, follows_file=False),
    ]
    return {column.name: column for column in known}
