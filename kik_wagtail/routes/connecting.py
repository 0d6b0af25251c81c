"""Ties this room to those below: its versions, what it listens to, and what it says of where a text is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kik_wagtail.follow_up import beeper
from kik_wagtail.letters.makers import register_maker
from kik_wagtail.snippets import kinds, usage
from kik_wagtail.snippets.checking import senders
from kik_wagtail.snippets.models import ConversationGuide, LetterText

from . import asked, listeners, sending, shelf  # noqa: F401 - shelf registers the findings of kik_check
from .models import Route, RouteVersion, StepVisit
from .restoring import route_restored
from .version_lines import COVERS, LINE_LABELS, NOTHING, route_lines
from .version_pages import RoutePages


def uses_in_routes(text: Any) -> Iterator[usage.Use]:
    """Published routes whose steps point to this letter text or guide."""
    name = {LetterText: "letter", ConversationGuide: "guide"}.get(type(text))
    if name is None:
        return
    for version in RouteVersion.objects.current():
        steps = [step["title"] for step in version.content["steps"] if (step.get(name) or {}).get("id") == text.pk]
        for title in steps:
            url = reverse("kik_routes:timeline", args=[version.text_id])
            yield usage.Use(_("Step of a route"), f"{version.content['title']}: {title}", url)


def made_by_route(letter: Any) -> str:
    visit = StepVisit.objects.filter(letter=letter).select_related("enrolment__version").first()
    return _("by the route %(route)s") % {"route": visit.enrolment.version.content["title"]} if visit else ""


def connect() -> None:
    kinds.register(
        kinds.Kind(
            slug="werkwijze",
            model=Route,
            version=RouteVersion,
            lines=route_lines,
            covers=COVERS,
            restored=route_restored,
            nothing=NOTHING,
            pages=RoutePages(),
            line_labels=LINE_LABELS,
        )
    )
    usage.register_uses(uses_in_routes)
    senders.register(sending.prepare)
    beeper.register(asked.FLAG)
    register_maker(made_by_route)
    listeners.connect()
