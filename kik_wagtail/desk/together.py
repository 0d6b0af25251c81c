"""Many residents on a route at once: whom one can choose, and how a choice and what became of it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kik_wagtail.admin.uses import FEWEST_SHOWN
from kik_wagtail.residents.models import Area, Resident
from kik_wagtail.routes import entries, planning
from kik_wagtail.routes.choosing import ENTRY, FILTER, LISTED, TICKED
from kik_wagtail.routes.models import EnrolmentBatch
from kik_wagtail.snippets import languages

from .words import name_of

SKIPPED = {
    "on_another_route": gettext_lazy("is on a route for the same purpose already"),
    "not_in_view": gettext_lazy("is not in view"),
    "no_coach": gettext_lazy("has no coach"),
    "no_room": gettext_lazy("does not fit within a year at this pace"),
    "no_longer_matches": gettext_lazy("no longer matches what was chosen"),
    "failed": gettext_lazy("could not be put on it; tell the functional administrator"),
    "out_of_scope": gettext_lazy("is no longer one of the residents of whoever chose"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom one can put on a route. `number`: how many they are now."""

    key: str
    label: str
    criteria: dict[str, Any] = field(default_factory=dict)
    everybody: bool = False
    number: int | None = None

    @property
    def words(self) -> str:
        return self.label if self.number is None else f"{self.label} ({self.number})"


def counted(choice: Choice, day: date) -> Choice:
    number = planning.number_of(choice.criteria, entry="", day=day, everybody=choice.everybody)
    return Choice(choice.key, choice.label, choice.criteria, choice.everybody, number)


def of_ticked(ids: list[int]) -> Choice:
    return Choice(TICKED, _("Whom I ticked"), {"who": TICKED, "ids": ids})


def of_list(narrowed: Mapping[str, Any], words: str) -> Choice:
    label = _("Everybody in the list, as it was filtered") if narrowed or words else _("Everybody in the list")
    return Choice(LISTED, label, {"who": LISTED, "words": words, **narrowed})


def of_saved(pk: int, name: str, narrowed: Mapping[str, Any]) -> Choice:
    label = _("My filter “%(name)s”") % {"name": name}
    return Choice(f"saved-{pk}", label, {"who": LISTED, "saved": name, **narrowed})


def of_route(everybody: bool) -> list[Choice]:
    """Without a number: it depends on the route, or is told by the check."""
    in_view = _("All residents in view") if everybody else _("All my residents in view")
    return [
        Choice(ENTRY, _("Whoever matches the route itself today"), {"who": ENTRY}, everybody),
        Choice(FILTER, in_view, {"who": FILTER}, everybody),
    ]


def why_skipped(code: str) -> str:
    return str(SKIPPED.get(code.rpartition(".")[2], code))


def about(number: int, *, exact: bool) -> str:
    """A number of residents; one that could point to a person only for whoever may know about them."""
    if exact or number == 0 or number >= FEWEST_SHOWN:
        return str(number)
    return _("fewer than %(number)s") % {"number": FEWEST_SHOWN}


def about_all(numbers: list[int], *, exact: bool) -> list[str]:
    """Parts of a total that stands beside them. Where one small part is left out, the smallest other goes with it."""
    told = [about(number, exact=exact) for number in numbers]
    small = [at for at, number in enumerate(numbers) if 0 < number < FEWEST_SHOWN]
    others = [at for at, number in enumerate(numbers) if number >= FEWEST_SHOWN]
    if not exact and len(small) == 1 and others:
        told[min(others, key=lambda at: numbers[at])] = _("not shown")
    return told


def who_in_words(batch: EnrolmentBatch) -> list[str]:
    """What was chosen: `12 ticked residents`, `area: Oost`, `not spoken for 6 months`."""
    criteria = batch.criteria
    return [_whom(criteria), *_narrowed(criteria)]


def _whom(criteria: Mapping[str, Any]) -> str:
    who, number = criteria.get("who"), len(criteria.get("ids", ()))
    if who == TICKED:
        return ngettext("%(number)s ticked resident", "%(number)s ticked residents", number) % {"number": number}
    if who == LISTED and criteria.get("saved"):
        return _("filter “%(name)s”") % {"name": criteria["saved"]}
    if who == LISTED:
        return _("everybody in the list")
    if who == ENTRY:
        return _("whoever matched the route itself")
    if who == FILTER:
        return _("all residents in view")
    if code := criteria.get("backlog"):
        return _("let in of who matched already: %(entry)s") % {"entry": entries.label(code)}
    return _("came in by themselves: %(entry)s") % {"entry": entries.label(str(criteria.get("entry", "")))}


def _narrowed(criteria: Mapping[str, Any]) -> list[str]:
    found = []
    areas = [*criteria.get("areas", ()), *([criteria["area"]] if criteria.get("area") else ())]
    if areas:
        names = Area.objects.filter(pk__in=areas).values_list("name", flat=True)
        found.append(_("area: %(names)s") % {"names": ", ".join(names)})
    if coach := criteria.get("coach"):
        found.append(_("coach: %(name)s") % {"name": coach_names([coach]).get(coach, _("none"))})
    if status := criteria.get("status"):
        found.append(_("status: %(status)s") % {"status": dict(Resident.Status.choices).get(status, status)})
    if language := criteria.get("language"):
        found.append(_("language: %(language)s") % {"language": languages.name(language)})
    if months := criteria.get("months"):
        words = ngettext("not spoken for %(number)s month", "not spoken for %(number)s months", months)
        found.append(words % {"number": months})
    if criteria.get("searched"):
        found.append(_("and a word that was searched for"))
    return found


def coach_names(keys: Iterable[Any]) -> dict[Any, str]:
    wanted = [key for key in keys if isinstance(key, int)]
    return {key: name_of(user) for key, user in get_user_model()._default_manager.in_bulk(wanted).items()}


def area_names(keys: Iterable[int]) -> dict[int, str]:
    return dict(Area.objects.filter(pk__in=list(keys)).values_list("pk", "name"))
