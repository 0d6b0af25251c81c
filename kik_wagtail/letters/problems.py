"""What keeps a letter from being made, in words: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kik_wagtail.snippets import languages, messages
from kik_wagtail.snippets.problems import Problem

SENTENCES: dict[str, Promise | str] = {
    "resident_left": _("This resident has left: no letter is sent any more."),
    "text_expired": _("This text is valid until %(until)s and has not been checked since."),
    "text_not_published": _("This text has no published version, or is archived."),
    "text_changed": _("A newer version of this text has been published."),
    "translation_changed": _("The translation has been changed, or does not belong to this version any more."),
    "needs_appointment": _("This text is about an appointment, and there is none to come."),
    "needs_conversation": _("This text is about a conversation, and none has been held yet."),
    "too_long": _("The letter has %(pages)s pages. At most %(most)s are sent."),
}
ADVICE: dict[str, Promise | str] = {
    "text_expired": _("Choose another text, or ask its owner to check it."),
    "text_not_published": _("Choose another text."),
    "text_changed": _("Look at the letter again."),
    "translation_changed": _("Look at the letter again."),
    "needs_appointment": _("Make the appointment first, with day, hour and place."),
    "needs_conversation": _("Record the conversation first."),
    "too_long": _("Make your own text shorter."),
    "free_too_long": _("Make your own text shorter."),
    "no_free_slot": _("Leave your own text out, or choose another text."),
    "passage_not_published": _("Choose another text, or ask its owner to publish the passage."),
    "afspraak_datum": _("Make the appointment first, with day, hour and place."),
    "afspraak_tijd": _("Make the appointment first, with day, hour and place."),
    "afspraak_plek": _("Choose the place of the appointment."),
    "afspraak_adres": _("Choose the place of the appointment."),
    "coach_naam": _("This resident has no coach yet. Ask the team lead."),
    "coach_telefoon": _("Ask the functional administrator to fill in the telephone number of the area team."),
    "gesprek_datum": _("Record the conversation first."),
    "volgend_contact": _("Plan the next contact first."),
    "afspraken": _("Record the agreements in the report first."),
    "address": _("Correct the address of this resident."),
    "free_text": _("Change it in your own text."),
}
FROM_THE_FILE = frozenset({"voornaam", "naam", "naam_zonder_titel", "aanhef", "telefoon"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem for a screen. Never for a log: the sentence may hold a piece of what is on the page."""

    code: str
    field: str
    sentence: str
    advice: str


def in_translation(problems: Iterable[Problem], language: str) -> list[Problem]:
    """Marks what is wrong in the translation that would go along."""
    return [replace(one, values={**one.values, "translation": language}) for one in problems]


def findings(problems: Iterable[Problem]) -> list[Finding]:
    """In reading order, each once."""
    return list(dict.fromkeys(_finding(problem) for problem in problems))


def _finding(problem: Problem) -> Finding:
    if problem.code in SENTENCES:
        sentence = str(SENTENCES[problem.code]) % problem.values
    else:
        sentence = messages.sentence(problem)
    if "translation" not in problem.values:
        return Finding(problem.code, problem.field, sentence, _advice(problem))
    reader = get_language() or languages.DUTCH
    name = languages.name(problem.values["translation"], reader=reader)
    sentence = gettext("In the translation into %(language)s: %(sentence)s") % {"language": name, "sentence": sentence}
    without = gettext("Or make the letter without the translation.")
    return Finding(problem.code, problem.field, sentence, f"{_advice(problem)} {without}")


def _advice(problem: Problem) -> str:
    for key in (problem.code, problem.field):
        if key in ADVICE:
            return str(ADVICE[key])
    if problem.field in FROM_THE_FILE:
        return gettext("Correct this in the details of the resident.")
    return gettext("Ask the owner of this text to correct it.")
