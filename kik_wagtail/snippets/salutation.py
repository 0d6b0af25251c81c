"""Salutation and address block: values from code with a test table, never wording for an editor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import name_case
from .problems import Problem

NO_ADDRESS = re.compile(r"\b(zonder|geen) vaste woon|\b(vow|zvwo|zvwovp|onbekend)\b")
FORBIDDEN_START = tuple('@()=[]"“”\\/,<>~')  # the sorting machines of the post stumble over these
POSTCODE = re.compile(r"^([1-9][0-9]{3})\s?(?!S[ADS])([A-Z]{2})$", re.IGNORECASE)  # SA, SD and SS are never given out
CARE_OF = re.compile(r"^[pc]/[ao]\b", re.IGNORECASE)
TITLES = {"mr": "heer", "mrs": "mevrouw"}
MOST_LINES = 6
JOINED = frozenset({"d'", "l'"})  # prefixes without a space behind them
PREDICATES = frozenset({"jonkheer", "jonkvrouw"})


@dataclass(frozen=True, slots=True)
class Person:
    surname: str
    prefix: str = ""  # "van der"
    initials: str = ""  # "F.M."
    form_of_address: str = ""  # "mr", "mrs" or anything else for unknown
    noble_title: str = ""  # "barones": between initials and prefix; "jonkheer": before the initials


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    number: str
    postcode: str
    city: str
    care_of: str = ""
    addition: str = ""


class AddressProblem(ValueError):
    """The address cannot go on an envelope; `problem` says why."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, "address", values)


def full_surname(person: Person, *, capital: bool) -> str:
    prefix, surname = name_case.prefix(person.prefix), name_case.surname(person.surname)
    whole = f"{prefix}{surname}" if prefix.lower().replace("’", "'") in JOINED else f"{prefix} {surname}".strip()
    return name_case.capital(whole) if capital else whole


def salutation(person: Person) -> str:
    """`Geachte mevrouw Van der Haddad`; without known gender the initials stay, so the prefix stays small."""
    if not name_case.surname(person.surname):
        return "Geachte heer of mevrouw"
    title = TITLES.get(person.form_of_address)
    if person.noble_title:
        return f"Geachte {person.noble_title} {full_surname(person, capital=True)}"
    if title:
        return f"Geachte {title} {full_surname(person, capital=True)}"
    if initials := name_case.initials(person.initials):
        return f"Geachte {initials} {full_surname(person, capital=False)}"
    return f"Geachte heer of mevrouw {full_surname(person, capital=True)}"


def address_name(person: Person) -> str:
    if not name_case.surname(person.surname):
        return ""
    title = {"mr": "De heer", "mrs": "Mevrouw"}.get(person.form_of_address, "")
    before, behind = ("", person.noble_title) if person.noble_title not in PREDICATES else (person.noble_title, "")
    initials = name_case.initials(person.initials)
    surname = full_surname(person, capital=not (initials or person.noble_title))
    return " ".join(part for part in (title, before, initials, behind, surname) if part)


def name_in_sentence(person: Person) -> str:
    """`mevrouw F. van der Haddad`, `de heer Bo`; initials keep their capital."""
    name = address_name(person)
    return name[:1].lower() + name[1:] if person.form_of_address in TITLES else name


def name_without_title(person: Person) -> str:
    """`F. van der Haddad`: for a language that is not Dutch."""
    initials = name_case.initials(person.initials)
    parts = (initials, full_surname(person, capital=not initials))
    return " ".join(part for part in parts if part)


def address_lines(person: Person, address: Address) -> list[str]:
    """Three to six lines, last one `1234 AB  STAD` (two spaces). Raises AddressProblem."""
    if _says_no_address(address):
        raise AddressProblem("address_none")
    match = POSTCODE.match(address.postcode.strip())
    if not match:
        raise AddressProblem("address_postcode", postcode=address.postcode)
    if not _has_letters(address.city):
        raise AddressProblem("address_city")
    if not _has_letters(address.street):
        raise AddressProblem("address_street")
    care_of = address.care_of if not address.care_of or CARE_OF.match(address.care_of) else f"p/a {address.care_of}"
    lines = [address_name(person), care_of, address.addition, f"{address.street} {address.number}"]
    lines = [line for line in (" ".join(line.split()) for line in lines) if line]
    lines.append(f"{match[1]} {match[2].upper()}  {' '.join(address.city.split()).upper()}")
    if not 3 <= len(lines) <= MOST_LINES:
        raise AddressProblem("address_lines")
    for line in lines:
        if line.startswith(FORBIDDEN_START):
            raise AddressProblem("address_forbidden_start", line=line)
    return lines


def _says_no_address(address: Address) -> bool:
    whole = f"{address.street} {address.addition} {address.city}".lower().replace(".", "")
    return bool(NO_ADDRESS.search(" ".join(whole.split())))


def _has_letters(text: str) -> bool:
    """A register writes a full stop for an address that nobody knows."""
    return any(character.isalpha() for character in text)
