"""Problems in words, in the language of the reader: what is wrong and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from . import languages
from .merge_fields import registry
from .problems import Problem

SENTENCES = {
    "no_subject": _("Write the subject of the letter."),
    "empty": _("The letter has no text yet."),
    "leftover": _("Here stands a loose merge field: “%(text)s”. Choose it from the list."),
    "unknown_field": _("The merge field “%(field)s” does not exist. Remove it or choose another one."),
    "missing_value": _("For this resident “%(field)s” is not filled in."),
    "unknown_condition": _("The condition “%(name)s” does not exist. Choose another one from the list."),
    "passage_not_published": _("The passage “%(title)s” is not published. Publish it first."),
    "free_too_long": _("The free text has %(length)s characters. %(limit)s fit."),
    "no_free_slot": _("This text has no free space for the coach."),
    "character": _("The character “%(character)s” (%(codepoint)s %(name)s) in “%(context)s” cannot be printed."),
    "dutch_fields": _("%(labels)s: these merge fields give Dutch words. Remove them or choose others from the list."),
    "dutch_passage": _("A passage is Dutch. Write its words as text in this translation."),
    "dutch_agreements": _("What was agreed is in Dutch: it cannot stand in a translation. Remove that block."),
    "dutch_free_slot": _("What the coach writes is in Dutch: it cannot stand in a translation. Remove that block."),
    "address_none": _("There is no home address. Use a postal address or talk to the resident."),
    "address_postcode": _("“%(postcode)s” is no postcode. A postcode is 4 digits and 2 letters."),
    "address_city": _("The town is missing."),
    "address_street": _("The street is missing."),
    "address_lines": _("An address has three to six lines."),
    "address_forbidden_start": _("The address line “%(line)s” begins with a character that the post cannot read."),
    "address_does_not_fit": _("The address does not fit the window of the envelope. Make its lines shorter."),
    "sheet_does_not_fit": _("It is longer than both sides of one sheet. Make it shorter."),
    "typesetting": _("The page could not be made: %(error)s"),
}
OF_A_SCRIPT = _(
    "The character “%(character)s” (%(codepoint)s) in “%(context)s” cannot be printed: no font comes along for its "
    "script (%(script)s)."
)
PLACES = {
    "subject": _("subject"),
    "body": _("text"),
    "free_text": _("free text"),
    "signature": _("signature"),
    "address": _("address"),
    "contact": _("contact"),
    "reference": _("reference"),
    "link": _("link"),
}
LIX_CLASSES = {
    "very_easy": _("very easy"),
    "easy": _("easy"),
    "fair": _("fair"),
    "hard": _("hard"),
    "very_hard": _("very hard"),
}


def sentence(problem: Problem) -> str:
    values = {**problem.values, "field": place(problem)}
    if "fields" in values:
        values["labels"] = ", ".join(gettext(registry[name].label) for name in values["fields"])
    if "script" in values:
        values["script"] = languages.script_name(values["script"], reader=get_language() or languages.DUTCH)
        return str(OF_A_SCRIPT) % values
    return str(SENTENCES[problem.code]) % values


def place(problem: Problem) -> str:
    """Where it is: a part of the letter, the label of a merge field, or “block 3”."""
    if problem.field in PLACES:
        return str(PLACES[problem.field])
    if problem.field in registry:
        return gettext(registry[problem.field].label)
    if problem.field.startswith("block "):
        number = problem.field.removeprefix("block ").replace(". ", ".")
        return gettext("block %(number)s") % {"number": number}
    if problem.field.startswith("layout "):
        return gettext("layout of letters")
    return problem.field


def described(problems: list[Problem]) -> list[dict[str, Any]]:
    """For a template: [{"code", "sentence", "place"}]."""
    return [{"code": one.code, "sentence": sentence(one), "place": place(one)} for one in problems]
