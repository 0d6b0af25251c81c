"""How a route can end for a resident: a closed list of codes. A host site adds its own with `register`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Result:
    code: str  # stable, stored
    label: str | Promise
    is_decided: bool = False  # given by a person in a decision step, with a ground
    has_ground: bool = True  # False: the code, the date and who are all that is kept
    meaning: str | Promise = ""  # of a decision: what the person who chooses it reads


_results: dict[str, Result] = {}


def register(result: Result) -> None:
    known = _results.setdefault(result.code, result)
    if known != result:
        raise ValueError(f"Result {result.code!r} is registered twice, differently")


def all_results() -> Iterator[Result]:
    return iter(_results.values())


def known(code: str) -> bool:
    return code in _results


def label(code: str) -> str:
    """The code itself where a host took its result away."""
    return str(_results[code].label) if code in _results else code


def by_code(code: str) -> Result:
    return _results[code]


for _result in (
    Result("spoken", _("spoken")),
    Result("completed", _("walked to the end")),
    Result("declined", _("declined")),
    Result("not_reached", _("not reached")),
    Result("started", _("has started")),
    Result("wants_support", _("wants support after all")),
    Result("no_change", _("no change")),
    Result("stopped", _("stopped by a person")),
    Result("left", _("has left")),
    Result("taken_off", _("taken off again")),  # with many at once, before anything went out
    Result(
        "spoken_at_home",
        _("spoken at home after all"),
        is_decided=True,
        meaning=_("You spoke the resident, at home or elsewhere. The report comes next."),
    ),
    Result(
        "care_signal",
        _("care signal to WIJ"),
        is_decided=True,
        meaning=_("You are worried. You hand it over to the WIJ team yourself; here stands that you did, and why."),
    ),
    Result(
        "reassessment",
        _("right to benefit reassessed"),
        is_decided=True,
        meaning=_("A colleague looks at the right to benefit again. That is decided elsewhere, not here."),
    ),
    Result(  # no fraud dossier here
        "fraud_signal",
        _("fraud signal"),
        is_decided=True,
        has_ground=False,
        meaning=_(
            "You tell whoever is responsible for it. Here only the code, the date and your name are kept: no text."
        ),
    ),
    Result(
        "invited_again",
        _("invited once more"),
        is_decided=True,
        meaning=_("There is reason to try once more, in another way."),
    ),
    Result(
        "left_alone",
        _("left in peace for now"),
        is_decided=True,
        meaning=_("Asking again does no good now. The next conversation stays planned."),
    ),
):
    register(_result)
