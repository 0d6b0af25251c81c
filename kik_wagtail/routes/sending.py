"""What the published routes say of a wording that they send, from the text's side: for its editor and the library check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kik_wagtail.checks import Finding
from kik_wagtail.snippets.checking import senders
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.workdays.dates import today

from .checking import Shelf, check_letter
from .content import RouteContent, read
from .models import RouteVersion
from .shelf import facts_of

# What the route's own check says of a letter -> the same of the text. That it is expired or gone its own check says.
CODES = {
    "route.no_appointment": "text.no_appointment",
    "route.tone": "text.tone_above_route",
    "route.voluntary_in_duty": "text.voluntary_in_duty",
    "route.voluntary_in_neutral": "text.voluntary_in_neutral",
}
OF_A_TRANSLATION = frozenset({"text.no_appointment"})  # its tone is that of the Dutch text, which is checked itself


def prepare() -> senders.Check:
    """Reads the routes once, whatever the number of texts that are asked about."""
    routes = list(RouteVersion.objects.current().values_list("content", flat=True))
    day = today(timezone.now())
    return lambda text, wording: _of_all([read(one) for one in routes if _sends(one, text.pk)], text, wording, day)


def _sends(route: Mapping[str, Any], text_id: int) -> bool:
    return any((step.get("letter") or {}).get("id") == text_id for step in route["steps"])


def _of_all(
    routes: Iterable[RouteContent], text: LetterText, wording: Mapping[str, Any], day: date
) -> Iterator[Finding]:
    shelf = Shelf(letters={text.pk: facts_of(text, wording)})
    codes = OF_A_TRANSLATION if "translation" in wording else frozenset(CODES.values())
    for route in routes:
        for one in check_letter(route, text.pk, shelf=shelf, today=day):
            if CODES.get(one.code) in codes:
                message = _("Route “%(route)s”: %(finding)s") % {"route": route.title, "finding": one.message}
                yield Finding(CODES[one.code], one.level, message, one.hint)
