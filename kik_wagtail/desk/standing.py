"""Where a resident stands on a route, in one line of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kik_wagtail.routes import results
from kik_wagtail.routes.models import Enrolment

from .words import day_words

StepNames = Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class Standing:
    words: str
    step: str


def step_names(contents: Mapping[int, Mapping[str, Any]]) -> dict[tuple[int, str], str]:
    """{(version, step): title}, read once for a whole list."""
    return {(version, step["key"]): step["title"] for version, content in contents.items() for step in content["steps"]}


def standing(enrolment: Enrolment, names: StepNames, *, day: date) -> Standing:
    step = names.get((enrolment.version_id, enrolment.step), "")
    return Standing(_words(enrolment, day), step if enrolment.is_open else "")


def _words(enrolment: Enrolment, day: date) -> str:
    if enrolment.state == Enrolment.State.WAITING:
        return _("begins on %(day)s") % {"day": day_words(enrolment.starts_on, day)}
    if enrolment.state == Enrolment.State.ENDED:
        return _("ended: %(result)s") % {"result": results.label(enrolment.result)}
    if enrolment.state == Enrolment.State.PAUSED:
        return _("paused")
    return _("under way since %(day)s") % {"day": day_words(enrolment.starts_on, day)}
