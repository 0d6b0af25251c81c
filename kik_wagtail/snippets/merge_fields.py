"""The merge fields that a letter text may use. Pure Python: a worker or a test can import it without Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

NAME = re.compile(r"^[a-z][a-z0-9_]*$")

INVITATION = "invitation"
SECOND_INVITATION = "second_invitation"
CONFIRMATION = "confirmation"
REMINDER = "reminder"
NOT_REACHED = "not_reached"
AGREEMENTS = "agreements"
OTHER = "other"

WITH_APPOINTMENT = frozenset({INVITATION, SECOND_INVITATION, CONFIRMATION, REMINDER, OTHER})
WITH_NEXT_CONTACT = frozenset({CONFIRMATION, AGREEMENTS, OTHER})
ALWAYS: frozenset[str] = frozenset()

# A letter about an appointment is made for a resident who has one only: without one, nothing is missing in it.
ABOUT_AN_APPOINTMENT = frozenset({CONFIRMATION, REMINDER})
OF_THE_APPOINTMENT = frozenset({"afspraak_datum", "afspraak_tijd", "afspraak_plek", "afspraak_adres"})

LINE = "line"  # stands in a sentence, as a chip
LIST = "list"  # lines of a list, printed by a block of its own


def gettext_noop(message: str) -> str:
    """Marks a message for translation; whoever shows it translates it."""
    return message


@dataclass(frozen=True, slots=True)
class MergeField:
    name: str  # stable key, stored in the text
    label: str  # what an editor sees on the chip and in the picker
    example: str
    longest: int  # longest value met in practice, in characters
    source: str  # where the value comes from, in words
    privacy: str  # "ordinary", "personal" or "sensitive"
    purposes: frozenset[str] = ALWAYS  # purposes of a letter text for which there is a value; empty: all
    kind: str = LINE
    any_language: bool = False  # the value holds no Dutch words, so it can stand in a translation too

    def __post_init__(self) -> None:
        if not NAME.match(self.name):
            raise ValueError(f"Merge field name {self.name!r} must be lower case letters, digits and _")

    @property
    def token(self) -> str:
        return token(self.name)

    def works_for(self, purpose: str) -> bool:
        """A passage has no purpose of its own: there every field works."""
        return not purpose or not self.purposes or purpose in self.purposes


def token(name: str) -> str:
    """The text a chip stores. Unmistakable, so a leftover is easy to see and to refuse."""
    return f"(({name}))"


class MergeFieldRegistry:
    """A host site adds its own fields with `register` and gives their values when it makes the letter."""

    def __init__(self) -> None:
        self._fields: dict[str, MergeField] = {}

    def register(self, field: MergeField) -> None:
        known = self._fields.setdefault(field.name, field)
        if known != field:
            raise ValueError(f"Merge field {field.name!r} is registered twice, differently")

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def __getitem__(self, name: str) -> MergeField:
        return self._fields[name]

    def __iter__(self) -> Iterator[MergeField]:
        return iter(self._fields.values())

    def for_picker(self, purpose: str = "") -> list[dict]:
        """Fields that can stand in a sentence of a letter with this purpose, as plain data."""
        return [
            asdict(field) | {"token": field.token, "purposes": sorted(field.purposes)}
            for field in self
            if field.kind == LINE and field.works_for(purpose)
        ]


registry = MergeFieldRegistry()

_ = gettext_noop
_FILE, _COMPOSED, _CONTACT = _("Resident's file"), _("Resident's file, composed"), _("Planned contact")
_COACH, _TEAM, _REPORT = _("Resident's coach"), _("Resident's area"), _("Conversation report")

for _field in (
    MergeField("aanhef", _("Salutation"), "Geachte mevrouw Van der Haddad", 70, _COMPOSED, "personal"),
    MergeField("voornaam", _("First name"), "Fatima", 40, _FILE, "personal", any_language=True),
    MergeField("naam", _("Full name"), "mevrouw F. van der Haddad", 80, _COMPOSED, "personal"),
    MergeField(
        "naam_zonder_titel",
        _("Full name without heer or mevrouw"),
        "F. van der Haddad",
        70,
        _COMPOSED,
        "personal",
        any_language=True,
    ),
    MergeField("telefoon", _("Telephone of the resident"), "06 12 34 56 78", 14, _FILE, "personal", any_language=True),
    MergeField("coach_naam", _("Name of the coach"), "Anouk de Vries", 45, _COACH, "ordinary", any_language=True),
    MergeField(
        "coach_telefoon", _("Telephone of the coach"), "050 367 12 34", 14, _COACH, "ordinary", any_language=True
    ),
    MergeField("gebied", _("Name of the area team"), "gebiedsteam Oost", 40, _TEAM, "ordinary", any_language=True),
    MergeField(
        "afspraak_datum",
        _("Day of the appointment"),
        "dinsdag 8 december 2026",
        28,
        _CONTACT,
        "personal",
        WITH_APPOINTMENT,
        any_language=True,
    ),
    MergeField(
        "afspraak_tijd",
        _("Time of the appointment"),
        "10.30 uur",
        9,
        _CONTACT,
        "personal",
        WITH_APPOINTMENT,
        any_language=True,
    ),
    MergeField(
        "afspraak_plek",
        _("Place of the appointment"),
        "bij u thuis, Korreweg 12",
        80,
        _CONTACT,
        "personal",
        WITH_APPOINTMENT,
    ),
    MergeField(
        "afspraak_adres",
        _("Address of the appointment"),
        "Korreweg 12",
        80,
        _CONTACT,
        "personal",
        WITH_APPOINTMENT,
        any_language=True,
    ),
    MergeField(
        "gesprek_datum",
        _("Day of the conversation"),
        "23 november 2026",
        28,
        _REPORT,
        "personal",
        WITH_NEXT_CONTACT,
        any_language=True,
    ),
    MergeField(
        "volgend_contact",
        _("Next contact"),
        "in de week van 22 februari 2027",
        40,
        _CONTACT,
        "personal",
        WITH_NEXT_CONTACT,
    ),
    MergeField(
        "afspraken",
        _("What was agreed"),
        "U kijkt naar de taalles.",
        400,
        _REPORT,
        "personal",
        frozenset({AGREEMENTS, OTHER}),
        LIST,
    ),
):
    registry.register(_field)
