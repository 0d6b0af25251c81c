"""Salutation and address block: values from code with a test table, never wording for an editor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .problems import Problem

NO_ADDRESS = ("zonder vaste woon", "vow", "onbekend", "geen vaste woon", "adres onbekend")
FORBIDDEN_START = tuple('@()=[]"\\/,<>~')
POSTCODE = re.compile(r"^([1-9][0-9]{3})\s?([A-Za-z]{2})$")
TITLES = {"mr": "heer", "mrs": "mevrouw"}
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Person:
    surname: str
    prefix: str = ""  # "van der"
    initials: str = ""  # "F.M."
    form_of_address: str = ""  # "mr", "mrs" or anything else for unknown
    noble_title: str = ""  # "jonkheer", "barones": stands between initials and prefix, so no Geachte heer/mevrouw


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
    prefix = person.prefix.strip()
    if capital and prefix:
        prefix = prefix[0].upper() + prefix[1:]
    return " ".join(part for part in (prefix, person.surname.strip()) if part)


def salutation(person: Person) -> str:
    """`Geachte mevrouw Van der Haddad`; without known gender the initials stay, so the prefix stays small."""
    if not person.surname.strip():
        return "Geachte heer of mevrouw"
    title = TITLES.get(person.form_of_address)
    if person.noble_title:
        return f"Geachte {person.noble_title} {full_surname(person, capital=True)}"
    if title:
        return f"Geachte {title} {full_surname(person, capital=True)}"
    if person.initials:
        return f"Geachte {person.initials} {full_surname(person, capital=False)}"
    return f"Geachte heer of mevrouw {full_surname(person, capital=True)}"


def address_name(person: Person) -> str:
    title = {"mr": "De heer", "mrs": "Mevrouw"}.get(person.form_of_address, "")
    has_initials = bool(person.initials or person.noble_title)
    parts = (title, person.initials, person.noble_title, full_surname(person, capital=not has_initials))
    return " ".join(part for part in parts if part)


def name_in_sentence(person: Person) -> str:
    """`mevrouw F. van der Haddad`, `de heer Bo`; initials keep their capital."""
    name = address_name(person)
    return name[0].lower() + name[1:] if person.form_of_address in TITLES else name


def name_without_title(person: Person) -> str:
    """`F. van der Haddad`: for a language that is not Dutch."""
    parts = (person.initials, full_surname(person, capital=not person.initials))
    return " ".join(part for part in parts if part)


def address_lines(person: Person, address: Address) -> list[str]:
    """Three to six lines, last one `1234 AB  STAD` (two spaces). Raises AddressProblem."""
    if _says_no_address(address):
        raise AddressProblem("address_none")
    match = POSTCODE.match(address.postcode.strip())
    if not match:
        raise AddressProblem("address_postcode", postcode=address.postcode)
    if not address.city.strip():
        raise AddressProblem("address_city")
    if not address.street.strip():
        raise AddressProblem("address_street")
    lines = [
        address_name(person),
        f"p/a {address.care_of}" if address.care_of else "",
        address.addition,
        " ".join(part for part in (address.street.strip(), address.number.strip()) if part),
        f"{match[1]} {match[2].upper()}  {address.city.strip().upper()}",
    ]
    lines = [line.strip() for line in lines if line.strip()]
    if not 3 <= len(lines) <= MOST_LINES:
        raise AddressProblem("address_lines")
    for line in lines:
        if line.startswith(FORBIDDEN_START):
            raise AddressProblem("address_forbidden_start", line=line)
    return lines


def _says_no_address(address: Address) -> bool:
    whole = f"{address.street} {address.city}".lower()
    return any(word in whole.split() if len(word) == 3 else word in whole for word in NO_ADDRESS)
