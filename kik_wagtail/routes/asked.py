"""What a route asks of a person, in words: a decision, or a letter or step that something is in the way of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kik_wagtail.follow_up.beeper import BeepKind
from kik_wagtail.letters.problems import FROM_THE_FILE
from kik_wagtail.snippets.messages import place
from kik_wagtail.snippets.problems import Problem

from .models import Enrolment
from .services.asking import DECISION

IN_THE_WAY: dict[str, str | Promise] = {
    "address_none": gettext_lazy("there is no home address"),
    "address_street": gettext_lazy("the street is missing"),
    "address_postcode": gettext_lazy("the postcode is not right"),
    "address_city": gettext_lazy("the town is missing"),
    "missing_value": gettext_lazy("“%(field)s” is not filled in"),
    "character": gettext_lazy("a character in “%(field)s” cannot be printed"),
    "resident_left": gettext_lazy("the resident has left"),
    "text_expired": gettext_lazy("the text has expired"),
    "text_not_published": gettext_lazy("the text is not published"),
    "needs_appointment": gettext_lazy("there is no appointment yet"),
    "needs_conversation": gettext_lazy("no conversation has been held yet"),
    "tone": gettext_lazy("the text speaks of a duty now, and this route may not"),
}
NEEDS_APPOINTMENT = frozenset({"afspraak_datum", "afspraak_tijd", "afspraak_plek", "afspraak_adres"})


@dataclass(frozen=True, slots=True)
class Asked:
    lead: str
    sentence: str
    advice: str
    is_decision: bool = False
    about_resident: bool = False  # mended in the details of the resident


def asked_of(enrolment: Enrolment, *, after: str = "") -> Asked | None:
    """`after`: title of the step before a decision. None: nothing is asked."""
    if enrolment.asks == DECISION:
        return _decision(enrolment, after)
    subject, *rest = enrolment.asks.split(":")
    if subject == "letter":
        return _letter(*rest)
    return _step(enrolment) if subject else None


def _decision(enrolment: Enrolment, after: str) -> Asked:
    said = {"route": enrolment.version.content["title"], "step": after}
    sentence = _("Decision needed: %(route)s, after “%(step)s”") if after else _("Decision needed: %(route)s")
    return Asked(
        _("decision"), sentence % said, _("Choose what happens now. Nothing decides by itself."), is_decision=True
    )


def _letter(code: str = "", field: str = "") -> Asked:
    why = IN_THE_WAY.get("address_none" if code == "address_lines" else code, _("the text is not in order"))
    label = place(Problem(code, field)) if field else ""
    about_resident = code.startswith("address_") or field == "address" or field in FROM_THE_FILE
    if about_resident:
        advice = _("Correct the details of the resident. The letter is then made by itself, tomorrow morning.")
    elif field in NEEDS_APPOINTMENT or code == "needs_appointment":
        advice = _("Make the appointment. The letter is then made by itself, tomorrow morning.")
    elif field == "coach_telefoon":
        advice = _("Ask the functional administrator to fill in the telephone number of the area team.")
    else:
        advice = _("Ask the owner of the text to mend it. The letter is then made by itself, the next morning.")
    sentence = _("Letter cannot be made: %(why)s") % {"why": str(why) % {"field": label}}
    return Asked(_("letter"), sentence, advice, about_resident=about_resident)


def _step(enrolment: Enrolment) -> Asked:
    title = enrolment.version.route[enrolment.step].title
    sentence = _("“%(step)s” could not be planned by itself") % {"step": title}
    return Asked(_("step"), sentence, _("Plan it yourself, or pause or stop the route."))


def _waiting(day: Any) -> Any:
    return Enrolment.objects.asking_on(day)


FLAG = BeepKind("flag", gettext_lazy("decision or letter"), _waiting, coach="doer_id", since="due_on")
