"""How stored names read on the screens that compare: fields, conditions, choices, and the kinds of lines."""

from __future__ import annotations

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kik_wagtail.snippets import conditions, languages
from kik_wagtail.snippets.choices import ContactKind, GuideChannel, Purpose, Tone
from kik_wagtail.snippets.kinds import Kind
from kik_wagtail.snippets.lines import Labels
from kik_wagtail.snippets.merge_fields import registry

CHOICES = {"purpose": Purpose, "tone": Tone, "kinds": ContactKind, "channel": GuideChannel}
QUESTION_KINDS = {
    "open": _("own words"),
    "choice": _("choice"),
    "scale": _("scale"),
    "yes_no": _("yes or no"),
    "date": _("date"),
}
LINE_KINDS = {
    "title": _("Title"),
    "purpose": _("Purpose"),
    "tone": _("Tone"),
    "language": _("Language"),
    "translated_version": _("Belongs to version"),
    "subject": _("Subject"),
    "condition": _("Only if"),
    "passage": _("Passage"),
    "free_slot": _("Free space for the coach"),
    "agreements": _("List of what was agreed"),
    "signature": _("Signature"),
    "organisation": _("Organisation"),
    "return_line": _("Return address"),
    "place": _("Place beside the date"),
    "footer": _("Foot of the page"),
    "question_label": _("Above the telephone number"),
    "kinds": _("For"),
    "channel": _("Channel"),
    "phase": _("Phase"),
    "question": _("Question"),
    "question_help": _("Explanation"),
    "answer": _("Answer"),
    "life_domains": _("Life domain"),
    "ask": _("To ask"),
    "dos": _("Do"),
    "donts": _("Rather not"),
    "provisions": _("Provision"),
    "core_values": _("Core value"),
    "for_coach": _("For the coach"),
    "example": _("For example"),
}


def read(kind: str, name: str) -> str:
    """The label of a stored name, or the name itself where nobody knows it any more."""
    if kind == "field":
        return field_label(name)
    if kind == "condition":
        found = [one.label for one in conditions.all_conditions() if one.name == name]
        return gettext(found[0]) if found else name
    if kind == "question":
        return str(QUESTION_KINDS.get(name, name))
    if kind == "language":
        return languages.name(name, reader=get_language() or languages.DUTCH)
    if kind == "several":
        return gettext("several answers")
    return str(dict(CHOICES[kind].choices).get(name, name)) if kind in CHOICES else name


def label_of_line(line_kind: str, kind: Kind | None = None) -> str:
    """ "" where a line needs none, such as a paragraph."""
    of_kind = kind.line_labels if kind else {}
    return str(of_kind.get(line_kind) or LINE_KINDS.get(line_kind, ""))


def field_label(name: str) -> str:
    return gettext(registry[name].label) if name in registry else name


LABELS = Labels(read)
