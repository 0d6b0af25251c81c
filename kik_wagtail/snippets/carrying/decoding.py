"""What is found wrong while an item of a file is read: all of it, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import errors
from .markup import WrongMarkup
from .references import References

MARKUP = {
    "tag": _("“%(what)s” cannot be used here."),
    "attribute": _("“%(what)s”: only a link has an address, and nothing else has anything."),
    "open": _("“%(what)s” has no other half, or stands crosswise."),
    "place": _("“%(what)s” cannot stand in this place."),
    "list": _("“%(what)s” stands in a list, but in no item of it."),
    "link": _("The address “%(what)s” cannot be used. Begin with https://, mailto: or tel:."),
    "page": _("The page “%(what)s” does not exist here."),
}


class Fault(NamedTuple):
    where: str
    message: str


@dataclass
class Decoding:
    """`is_lenient`: what points to something that is not there is left out instead of refused."""

    references: References
    is_lenient: bool = False
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)  # of questions, met so far

    def fault(self, where: str, message: str | Promise, **values: Any) -> None:
        self.faults.append(Fault(where, str(message) % values if values else str(message)))

    def note(self, where: str, message: str | Promise, **values: Any) -> None:
        self.notes.append(Fault(where, str(message) % values))

    def pk_of(self, model: Any, code: Any, where: str) -> Any | None:
        pk = self.references.pk_of(model, text(code, where))
        if pk is None and not self.is_lenient:
            kind = model._meta.verbose_name
            self.fault(where, _("“%(code)s” does not exist here (%(kind)s)."), code=code, kind=kind)
        return pk

    def markup(self, error: WrongMarkup, where: str) -> None:
        self.fault(where, MARKUP[error.code], what=error.what)


def text(value: Any, where: str) -> str:
    """Scalars of JSON may be numbers; in YAML everything is text already."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise errors.WrongType(where=where, expected=errors.A_TEXT)
    return str(value).replace("\r\n", "\n")


def number(value: Any, where: str) -> int | None:
    try:
        return None if value is None else int(text(value, where))
    except (ValueError, OverflowError) as error:
        raise errors.WrongType(where=where, expected=errors.A_NUMBER) from error


def yes_or_no(value: Any, where: str) -> bool:
    known = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nee": False, "none": False}
    if str(value).lower() not in known:
        raise errors.WrongType(where=where, expected=errors.YES_OR_NO)
    return known[str(value).lower()]


def sequence(value: Any, where: str) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise errors.WrongType(where=where, expected=errors.A_LIST)
    return value or []


def mapping(value: Any, where: str) -> dict[str, Any]:
    if value is not None and not isinstance(value, dict):
        raise errors.WrongType(where=where, expected=errors.A_MAPPING)
    return value or {}
