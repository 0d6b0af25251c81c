"""A guide on one A4 for beside the conversation: one side where it fits in a readable size, else both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from . import characters, messages, rich_text, typeset
from .choices import ContactKind
from .errors import GuideCannotBePrinted
from .models import GuideVersion, LetterLayout
from .problems import Problem
from .rich_text import Node
from .tree import clean_text


def guide_pdf(version: GuideVersion, *, created: datetime) -> bytes:
    """A tagged PDF of this version. Raises GuideCannotBePrinted."""
    layout = LetterLayout.of_default_site()
    content = version.content
    foot = _("%(organisation)s · version %(number)s") % {
        "organisation": layout.organisation,
        "number": version.number,
    }
    data = {
        "title": clean_text(content["title"]),
        "organisation": layout.organisation,
        "accent": layout.accent,
        "foot": clean_text(foot),
        "about": ", ".join(str(label) for value, label in ContactKind.choices if value in content["kinds"]),
        "words": {"page": _("Side"), "domains": _("Life domains")},
        "guide": {
            "phases": [_phase(phase) for phase in content["phases"]],
            "domains": [_domain(one) for one in content.get("life_domains", ())],
            "aside": _aside(content),
        },
    }
    problems = characters.check({"subject": [], "body": [], "signature": None}, {"body": " ".join(texts_in(data))})
    if problems:
        raise _refusal(content, problems[0])
    try:
        return typeset.pdf(data, created=created, source=typeset.GUIDE)
    except typeset.TypesettingFailed as failure:
        raise _refusal(content, failure.problem) from failure


def _refusal(content: Mapping[str, Any], problem: Problem) -> GuideCannotBePrinted:
    return GuideCannotBePrinted(title=content["title"], reason=messages.sentence(problem))


def _phase(phase: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": clean_text(phase["title"]),
        "nodes": _cleaned(rich_text.parse(phase["text"])),
        "questions": [
            {"label": clean_text(one["label"]), "help": clean_text(one.get("help") or ""), "answer": _answer(one)}
            for one in phase["questions"]
        ],
    }


def _cleaned(nodes: list[Node]) -> list[Node]:
    for node in rich_text.walk(nodes):
        if node["t"] == "s":
            node["v"] = clean_text(node["v"])
    return nodes


def _answer(question: Mapping[str, Any]) -> str:
    """What can be answered; nothing where any words will do."""
    if question["kind"] == "choice":
        options = " · ".join(question["options"])
        return clean_text(f"{options} ({_('several answers')})" if question.get("several") else options)
    if question["kind"] == "scale":
        low, high = (_end(question, end) for end in ("low", "high"))
        return clean_text(f"{low} – {high}")
    return {"yes_no": _("yes or no"), "date": _("date")}.get(question["kind"], "")


def _end(question: Mapping[str, Any], end: str) -> str:
    label = question.get(f"{end}_label")
    return f"{question[end]} ({label})" if label else str(question[end])


def _aside(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    parts = [
        _lines(_("Do"), content["dos"]),
        _lines(_("Rather not"), content["donts"]),
        _terms(_("Provisions to mention"), content["provisions"]),
        _terms(_("Core values served"), content["core_values"]),
    ]
    return [part for part in parts if part["lines"] or part["terms"]]


def _lines(title: str, lines: list[str]) -> dict[str, Any]:
    return {"title": title, "lines": [clean_text(line) for line in lines], "terms": []}


def _terms(title: str, named: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "lines": [], "terms": [_term(one) for one in named]}


def _term(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"title": clean_text(one["title"]), "summary": clean_text(one["summary"])}


def _domain(one: Mapping[str, Any]) -> dict[str, Any]:
    return _term(one) | {"ask": [clean_text(question) for question in one["ask"]]}


def texts_in(data: Any) -> list[str]:
    """Every text that stands in nested data."""
    if isinstance(data, str):
        return [data]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for one in inner for text in texts_in(one)]
