"""People who do not exist, for previews and checks. Never a real resident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from . import languages
from .conditions import HOME, OFFICE, PHONE, Facts
from .merge_fields import gettext_noop as _
from .salutation import Address, Person, address_lines, name_in_sentence, name_without_title, salutation

MEETING = datetime(2026, 12, 8, 10, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
SPOKEN_ON = date(2026, 11, 23)
APPOINTMENT = {"afspraak_datum": "dinsdag 8 december 2026", "afspraak_tijd": "10.30 uur"}
COMMON = {
    "coach_naam": "Anouk de Vries",
    "coach_telefoon": "050 367 12 34",
    "gebied": "gebiedsteam Oost",
    "telefoon": "06 12 34 56 78",
    "gesprek_datum": "23 november 2026",
    "volgend_contact": "in de week van 22 februari 2027",
    "afspraken": "U kijkt op dinsdag bij de taalles in het wijkcentrum.\nIk zoek voor 7 december uit hoe de laptopregeling werkt.",
}
DATE = "22 november 2026"
FREE_TEXT = "Hier komt wat de coach zelf schrijft. Deze tekst is een voorbeeld."


@dataclass(frozen=True, slots=True)
class SampleResident:
    key: str
    label: str
    first_name: str
    person: Person
    address: Address
    facts: Facts
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, str]:
        return {
            **COMMON,
            **(APPOINTMENT if self.facts.has_appointment else {}),
            **self.own,
            "aanhef": salutation(self.person),
            "voornaam": self.first_name,
            "naam": name_in_sentence(self.person),
            "naam_zonder_titel": name_without_title(self.person),
        }

    def values_in(self, language: str) -> dict[str, str]:
        """Dates and times in the language of the text; the rest is the same everywhere, or stands in Dutch texts only."""
        if language == languages.DUTCH:
            return self.values
        said = {"gesprek_datum": languages.day_in_words(SPOKEN_ON, language)}
        if self.facts.has_appointment:
            said["afspraak_datum"] = languages.weekday_in_words(MEETING.date(), language)
            said["afspraak_tijd"] = languages.time_in_words(MEETING)
        return self.values | said

    @property
    def address_lines(self) -> list[str]:
        return address_lines(self.person, self.address)


def _meets(place: str = HOME, **facts: bool | str) -> Facts:
    return Facts(**{"has_appointment": True, "has_phone": True, "place": place} | facts)


def _at(place: str, address: str = "") -> dict[str, str]:
    """With its preposition, and as it is: what stands behind the first comma, where nothing else is said."""
    return {"afspraak_plek": place, "afspraak_adres": address or place.partition(", ")[2]}


SAMPLES = (
    SampleResident(
        "short",
        _("Short name, at home"),
        "Li",
        Person("Bo", "", "L.", "mr"),
        Address("Singel", "1", "9711AB", "Voorbeeldstad"),
        _meets(is_first_contact=True),
        _at("bij u thuis, Singel 1"),
    ),
    SampleResident(
        "long",
        _("Very long name and address"),
        "Wilhelmina Maria-Antoinetta",
        Person("Groot Nibbelink-van Renesse van Duivenbode", "van der", "W.M.A.C.Th.", "mrs"),
        Address(
            "Burgemeester Jonkheer Quarles van Uffordlaan",
            "1283-K-2",
            "9728 ZZ",
            "Sint Jacobiparochie",
            care_of="Stichting Maatschappelijke Opvang Voorbeeldstad",
            addition="t.a.v. bewindvoering",
        ),
        _meets(),
        _at("bij u thuis, Burgemeester Jonkheer Quarles van Uffordlaan 1283-K-2"),
    ),
    SampleResident(
        "no_phone",
        _("No telephone number"),
        "Fatima",
        Person("Haddad", "van der", "F.", "mrs"),
        Address("Korreweg", "12", "9715 AB", "Voorbeeldstad"),
        _meets(has_phone=False),
        {"telefoon": "", **_at("bij u thuis, Korreweg 12")},
    ),
    SampleResident(
        "arabic",
        _("Arabic name, right to left"),
        "فاطمة",
        Person("الحداد", "", "", "mrs"),
        Address("Korreweg", "12", "9715 AB", "Voorbeeldstad"),
        _meets(initiative_with_resident=True),
        _at("bij u thuis, Korreweg 12"),
    ),
    SampleResident(
        "tigrinya",
        _("Tigrinya name"),
        "ሰላም",
        Person("ተስፋይ", "", "", "mr"),
        Address("Zonnelaan", "8", "9742 BL", "Voorbeeldstad"),
        _meets("neighbourhood", is_first_contact=True),
        _at("in wijkcentrum De Poort, Oliemuldersweg 51", "wijkcentrum De Poort, Oliemuldersweg 51"),
    ),
    SampleResident(
        "no_appointment",
        _("No appointment yet, at the office"),
        "Hồng",
        Person("Nguyễn", "", "H.", ""),
        Address("Oosterhamrikkade", "77 a", "9713 KB", "Voorbeeldstad"),
        _meets(OFFICE, has_appointment=False),
    ),
    SampleResident(
        "obligation",
        _("On a route with an obligation, at the office"),
        "Łukasz",
        Person("Wiśniewski", "", "Ł.", "mr"),
        Address("Zonnelaan", "210", "9742 BM", "Voorbeeldstad"),
        _meets(OFFICE, is_obligation=True),
        _at("op het Harm Buiterplein 1", "Harm Buiterplein 1"),
    ),
    SampleResident(
        "cyrillic",
        _("Greek and Cyrillic name"),
        "Ελένη",
        Person("Шевченко", "", "О.", "mrs"),
        Address("Damsterdiep", "3", "9711 SH", "Voorbeeldstad"),
        _meets(),
        _at("bij u thuis, Damsterdiep 3"),
    ),
    SampleResident(
        "by_phone",
        _("Appointment by telephone"),
        "Ömer",
        Person("Yıldız", "", "Ö.", "mr"),
        Address("Korreweg", "88", "9715 AE", "Voorbeeldstad"),
        _meets("", channel=PHONE),
        {"afspraak_plek": "aan de telefoon"},
    ),
)

BY_KEY = {sample.key: sample for sample in SAMPLES}
