"""What is wrong with a wording, in words: a stable code, how bad, and what to do.

An error means that letters of this text are refused, for everybody or for some; a warning that somebody should look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext, ngettext_lazy

from kik_wagtail.checks import Finding, Level
from kik_wagtail.snippets import messages
from kik_wagtail.snippets.choices import Tone
from kik_wagtail.snippets.merge_fields import ABOUT_AN_APPOINTMENT, OF_THE_APPOINTMENT
from kik_wagtail.snippets.problems import Problem
from kik_wagtail.snippets.sample_residents import SampleResident
from kik_wagtail.snippets.translating import untranslated

from . import duty_words, typed_facts
from .reading_aid import Reading

WARN_ABOVE_PAGES = 2
MOST_PAGES = 10
EXPIRES_SOON = timedelta(days=30)


def filling_findings(
    content: Mapping[str, Any], problems: Iterable[tuple[SampleResident, list[Problem]]]
) -> list[Finding]:
    """What cannot be filled or made, each once with the sample residents it was met for."""
    met: dict[tuple[str, str], tuple[Problem, list[str]]] = {}
    for sample, found in problems:
        for problem in found:
            if not _is_expected(problem, content["purpose"], sample):
                labels = met.setdefault((problem.code, problem.field), (problem, []))[1]
                labels.append(_(sample.label))
    return [_of_problem(problem, list(dict.fromkeys(labels))) for problem, labels in met.values()]


def typed_findings(content: Mapping[str, Any], *, day: date, own: Collection[str]) -> Iterator[Finding]:
    for typed in typed_facts.past_dates(content, today=day):
        message = _("The date “%(date)s” in the text is past.") % {"date": typed}
        yield Finding("text.date_past", "warning", message, _("Remove the date or choose a merge field for it."))
    for typed in typed_facts.strange_numbers(content, own=own):
        message = _("The telephone number “%(number)s” in the text is none of this site.") % {"number": typed}
        hint = _("Choose the merge field for it, or add the number to the layout, a partner or an area.")
        yield Finding("text.phone_unknown", "warning", message, hint)


def link_findings(dead: Iterable[str]) -> Iterator[Finding]:
    """`dead`: words of links whose page is gone."""
    for words in dead:
        message = _("The link “%(words)s” leads to a page that is not there any more.") % {"words": words}
        yield Finding("text.dead_link", "error", message, _("Choose another page, or remove the link."))


def validity_findings(until: date | None, *, day: date, is_warned: bool) -> Iterator[Finding]:
    if until is None or until > day + EXPIRES_SOON:
        return
    values = {"date": date_format(until, "j F Y")}
    if until < day:
        message = _("Expired: valid until %(date)s. No letter can be made of it.") % values
        yield Finding("text.expired", "error", message, _("Check the text and set a new date, or archive it."))
        return
    hint = _("Check the text and set a new date.")
    if not is_warned:
        hint += " " + _("It has no owner with an e-mail address, so nobody is warned by e-mail.")
    yield Finding("text.expiring", "warning", _("Expires soon: valid until %(date)s.") % values, hint)


DUTY = {
    "no_law": _lazy("A letter about a duty names the law that the duty is in."),
    "nobody_to_call": _lazy("A letter about a duty says whom to call."),
    "sanction": _lazy("A letter about a duty announces no sanction: “%(words)s”"),
    "voluntary": _lazy("A letter about a duty does not say that coming is voluntary: “%(words)s”"),
    "benefit_stops": _lazy("A letter about a duty does not say that the benefit stops: “%(words)s”"),
}


def duty_findings(content: Mapping[str, Any], *, has_owner: bool) -> Iterator[Finding]:
    """Of a text with another tone there is nothing to say, and a translation says what the Dutch text does."""
    if content.get("tone") != Tone.DUTY or "translation" in content:
        return
    for code, words in duty_words.said_of(content):
        message = str(DUTY[code]) % {"words": Truncator(words).words(12)}
        yield Finding(f"text.duty_{code}", "warning", message, _("Have a lawyer look at it."))
    if not has_owner:
        message = _("A letter about a duty has an owner, who has it checked by a lawyer.")
        yield Finding("text.duty_no_owner", "warning", message, _("Choose an owner under Upkeep."))


def reading_counts(reading: Reading) -> str:
    """What the reading aid counted, in one line."""
    label = messages.LIX_CLASSES.get(reading.lix_class, "")
    score = _("readability: %(label)s (LIX %(lix)s)") % {"label": label, "lix": reading.lix}
    counted = [
        (reading.words, ngettext_lazy("%(number)s word", "%(number)s words", "number")),
        (len(reading.long_sentences), ngettext_lazy("%(number)s long sentence", "%(number)s long sentences", "number")),
        (
            len(reading.plainer_words),
            ngettext_lazy("%(number)s word with a plainer one", "%(number)s words with a plainer one", "number"),
        ),
        (len(reading.long_words), ngettext_lazy("%(number)s very long word", "%(number)s very long words", "number")),
        (
            len(reading.perhaps_passive),
            ngettext_lazy("%(number)s sentence perhaps passive", "%(number)s sentences perhaps passive", "number"),
        ),
    ]
    parts = [str(words % {"number": number}) for number, words in counted if number]
    return " · ".join([score if reading.lix is not None else _("no score under 100 words"), *parts])


def translation_findings(content: Mapping[str, Any], original: Any) -> Iterator[Finding]:
    """`original`: the version of the Dutch text that is sent now, or None. Of a Dutch text there is nothing to say."""
    if "translation" not in content:
        return
    number = content["translation"]["version"]
    if original is None:
        message = _("The Dutch text is not live: this translation goes along with no letter.")
        yield Finding("text.translation_behind", "warning", message, _("Publish the Dutch text, or archive this one."))
        return
    if original.number != number:
        message = _("Belongs to version %(number)s of the Dutch text, and version %(newest)s is live.")
        hint = _("Until you have compared them and chosen version %(newest)s, letters go in Dutch only.")
        values = {"number": number, "newest": original.number}
        yield Finding("text.translation_behind", "warning", message % values, hint % values)
    if left := untranslated(content, original.content):
        message = ngettext(
            "%(count)s line is still as in the Dutch text: “%(line)s”.",
            "%(count)s lines are still as in the Dutch text, such as “%(line)s”.",
            len(left),
        )
        message %= {"count": len(left), "line": Truncator(left[0]).words(8)}
        yield Finding("text.not_translated", "warning", message, _("Write the translation over it."))


def length_findings(pages: Iterable[tuple[SampleResident, int]]) -> Iterator[Finding]:
    """Of the longest letter only."""
    sample, longest = max(pages, key=lambda one: one[1])
    if longest <= WARN_ABOVE_PAGES:
        return
    message = ngettext("%(pages)s page for: %(sample)s.", "%(pages)s pages for: %(sample)s.", longest)
    message %= {"pages": longest, "sample": _(sample.label)}
    level: Level = "error" if longest > MOST_PAGES else "warning"
    hint = _("Make the text shorter: above %(warn)s pages few people read on, above %(most)s no letter is made.")
    yield Finding("text.too_long", level, message, hint % {"warn": WARN_ABOVE_PAGES, "most": MOST_PAGES})


def _is_expected(problem: Problem, purpose: str, sample: SampleResident) -> bool:
    return (
        problem.code == "missing_value"
        and problem.field in OF_THE_APPOINTMENT
        and purpose in ABOUT_AN_APPOINTMENT
        and not sample.facts.has_appointment
    )


def _of_problem(problem: Problem, labels: list[str]) -> Finding:
    if problem.code != "missing_value":
        hint = _("Look at: %(place)s.") % {"place": messages.place(problem)}
        return Finding("text.cannot_be_made", "error", messages.sentence(problem), hint)
    message = _("“%(field)s” is not filled in for: %(samples)s.")
    message %= {"field": messages.place(problem), "samples": ", ".join(labels)}
    return Finding(
        "text.missing_value", "error", message, _("Put the sentence with this field in a conditional passage.")
    )
