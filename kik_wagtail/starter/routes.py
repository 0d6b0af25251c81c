"""The routes to begin with: seven working methods from the sources, published and switched off.

Each names the letters and guides by code and leaves a step out of nothing: where a site removed a letter, the check
of the route says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from kik_wagtail.snippets.models import ConversationGuide, LetterText

STEPS = UUID("4f6a1d3c-0b0e-4a55-9d0c-6f0f2f6f7a11")
Data = dict[str, Any]


class _Builder:
    """Steps by a short name; ids that stay the same on every site, so that a version can be compared with another."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.steps: list[Data] = []

    def id_of(self, name: str) -> str:
        return str(uuid5(STEPS, f"{self.code}:{name}"))

    def add(self, name: str, kind: str, title: str, *, when: Data, **value: Any) -> None:
        self.steps.append({"id": self.id_of(name), "type": kind, "value": {"title": title, "when": when, **value}})

    def letter(self, name: str, title: str, text: str, *outcomes: Data, when: Data) -> None:
        found = LetterText.objects.filter(code=text).values_list("pk", flat=True).first()
        self.add(name, "letter", title, when=when, letter=found, outcomes=list(outcomes))

    def appointment(self, name: str, title: str, *outcomes: Data, when: Data, until: Data, **value: Any) -> None:
        guide = ConversationGuide.objects.filter(code=value.pop("guide", "")).values_list("pk", flat=True).first()
        self.add(name, "appointment", title, when=when, until=until, guide=guide, outcomes=list(outcomes), **value)

    def reminder(self, name: str) -> None:
        when = _when("appointment", -1, "working_days")
        self.add(name, "reminder_call", "Herinnering", when=when, outcomes=[])

    def call(self, name: str, title: str, *outcomes: Data, when: Data, guide: str = "") -> None:
        found = ConversationGuide.objects.filter(code=guide).values_list("pk", flat=True).first()
        self.add(name, "call_back", title, when=when, guide=found, outcomes=list(outcomes))

    def decision(self, name: str, title: str, *choices: Data, when: Data) -> None:
        self.add(name, "decision", title, when=when, choices=list(choices))

    def on(self, outcome: str, to: str = "", end: str = "") -> Data:
        return {"on": outcome, "number": None, "unit": "days", "to": self.id_of(to) if to else "", "end": end}

    def silent(self, days: int, to: str = "", end: str = "") -> Data:
        return self.on("silent", to, end) | {"number": days}

    def choice(self, code: str, to: str = "") -> Data:
        return {"choice": code, "to": self.id_of(to) if to else "", "end": ""}


def _when(anchor: str = "previous_done", number: int = 0, unit: str = "days") -> Data:
    return {"anchor": anchor, "number": number, "unit": unit}


def _until(number: int, unit: str = "days") -> Data:
    return {"number": number, "unit": unit}


AT_START = _when("start")
SPOKEN: list[Data] = [
    {"type": "outcome", "value": {"on": "held", "number": None, "unit": "days", "to": "", "end": "spoken"}}
]


def routes() -> Iterator[Data]:
    """Needs the letters and guides in the database."""
    yield _regular()
    yield _structural()
    yield _in_beeld()
    yield _self_starters()
    yield _at_a_distance()
    yield _gate()
    yield _end_of_support()


def _route(build: _Builder, title: str, summary: str, *, tone: str, entry: str, purpose: str = "contact") -> Data:
    return {
        "code": build.code,
        "title": title,
        "summary": summary,
        "tone": tone,
        "entry": entry,
        "purpose": purpose,
        "body": build.steps,
        "always": SPOKEN,
    }


def _regular() -> Data:
    """KIK 2015-2018: a voluntary invitation, a reminder by telephone, and who declines is called and asked why."""
    route = _Builder("kik-regulier")
    on, silent = route.on, route.silent
    route.letter(
        "invitation", "Uitnodiging", "uitnodiging-gesprek", on("declined", "why"), silent(14, "call"), when=AT_START
    )
    route.reminder("reminder")
    route.appointment(
        "meeting",
        "Gesprek thuis",
        on("no_show", "call"),
        on("cancelled", "call"),
        on("declined", "why"),
        on("not_reached", "call"),
        silent(14, "call"),
        when=_when(number=7),
        until=_until(28),
        place_kind="home",
        minutes=60,
        guide="eerste-gesprek",
    )
    route.call(
        "call",
        "Bellen na stilte",
        on("reached", "meeting"),
        on("declined", "why"),
        on("not_reached", "unreached"),
        silent(14, "unreached"),
        when=_when(),
    )
    route.call(
        "why",
        "Nabellen: waarom liever niet?",
        on("reached", end="declined"),
        on("wants_support", "meeting"),
        on("not_reached", end="declined"),
        silent(28, end="declined"),
        when=_when(number=14),
        guide="nabellen",
    )
    route.letter(
        "unreached",
        "Wij konden u niet bereiken",
        "niet-bereikt",
        on("appointed", "meeting"),
        on("declined", "why"),
        silent(28, end="not_reached"),
        when=_when(),
    )
    summary = "Kennismaken met inwoners die wij nooit spraken. Meedoen is vrijwillig; wie niet wil, bellen wij om te vragen waarom."
    return _route(route, "KIK: kennismaken", summary, tone="voluntary", entry="never_spoken")


def _structural() -> Data:
    """2018 onwards: no contact is no option; at least one conversation every 12 months."""
    route = _Builder("elk-jaar-een-gesprek")
    on, silent = route.on, route.silent
    again = [on(outcome, "letter") for outcome in ("no_show", "cancelled", "declined", "not_reached")]
    route.appointment(
        "meeting",
        "Gesprek binnen 12 maanden",
        *again,
        silent(14, "letter"),
        when=_when("last_conversation", 11, "months"),
        until=_until(12, "months"),
        guide="vervolggesprek",
    )
    route.letter(
        "letter",
        "Uitnodiging",
        "uitnodiging-in-beeld",
        on("appointed", "second"),
        silent(21, "call"),
        when=_when(),
    )
    route.appointment(
        "second",
        "Gesprek na de brief",
        *[on(outcome, "call") for outcome in ("no_show", "cancelled", "declined", "not_reached")],
        silent(14, "call"),
        when=_when(),
        until=_until(28),
        guide="vervolggesprek",
    )
    route.call(
        "call",
        "Bellen",
        on("reached", "last"),
        on("not_reached", "fork"),
        on("declined", "fork"),
        silent(14, "fork"),
        when=_when(number=2, unit="working_days"),
    )
    route.appointment(
        "last",
        "Gesprek na het bellen",
        *[on(outcome, "fork") for outcome in ("no_show", "cancelled", "declined", "not_reached")],
        silent(14, "fork"),
        when=_when(),
        until=_until(21),
        guide="vervolggesprek",
    )
    route.decision(
        "fork",
        "Wat nu? De coach besluit",
        route.choice("spoken_at_home"),
        route.choice("invited_again"),
        route.choice("care_signal"),
        route.choice("reassessment"),
        when=_when(number=5, unit="working_days"),
    )
    summary = "Met iedereen ten minste één gesprek in de 12 maanden. Geen contact is geen optie: wij houden vol, op verschillende manieren."
    return _route(route, "Elk jaar een gesprek", summary, tone="neutral", entry="almost_12_months")


def _in_beeld() -> Data:
    """2019 onwards, for who declined or never reacted: to the office, and a second letter that names the duty."""
    route = _Builder("in-beeld")
    on, silent = route.on, route.silent
    route.letter(
        "invitation",
        "Uitnodiging kantoor",
        "uitnodiging-in-beeld",
        on("declined", "duty"),
        silent(14, "duty"),
        when=AT_START,
    )
    route.reminder("reminder")
    route.appointment(
        "meeting",
        "Gesprek op kantoor",
        *[on(outcome, "duty") for outcome in ("no_show", "cancelled", "declined", "not_reached")],
        silent(7, "duty"),
        when=_when("start", 14),
        until=_until(28),
        place_kind="office",
        minutes=45,
        guide="eerste-gesprek",
    )
    route.letter(
        "duty",
        "Tweede uitnodiging, met plicht",
        "tweede-uitnodiging",
        on("appointed", "second_reminder"),
        on("declined", "fork"),
        silent(10, "fork"),
        when=_when(),
    )
    route.reminder("second_reminder")
    route.appointment(
        "second",
        "Gesprek na de tweede brief",
        *[on(outcome, "fork") for outcome in ("no_show", "cancelled", "declined", "not_reached")],
        silent(7, "fork"),
        when=_when(),
        until=_until(21),
        place_kind="office",
        minutes=45,
        guide="eerste-gesprek",
    )
    route.decision(
        "fork",
        "Besluit van de coach, met reden",
        route.choice("spoken_at_home"),
        route.choice("care_signal"),
        route.choice("reassessment"),
        route.choice("fraud_signal"),
        when=_when(number=5, unit="working_days"),
    )
    summary = "Voor inwoners die niet reageerden of niet wilden. Uitnodiging op kantoor, of elders als de inwoner dat vraagt; wie stil blijft, krijgt een brief met de plicht om mee te werken. Daarna besluit een mens."
    return _route(route, "In Beeld", summary, tone="duty", entry="declined_or_never_reached")


def _self_starters() -> Data:
    """2017: who wanted to become active alone is called after some time. Did it work out?"""
    route = _Builder("nabellen-zelfstarters")
    on, silent = route.on, route.silent
    route.call(
        "call",
        "Nabellen: is het gelukt?",
        on("started", end="started"),
        on("wants_support", "meeting"),
        on("no_change", end="no_change"),
        on("reached", end="no_change"),
        on("not_reached", "unreached"),
        silent(21, "unreached"),
        when=AT_START,
        guide="nabellen",
    )
    route.letter(
        "unreached",
        "Wij konden u niet bereiken",
        "niet-bereikt",
        on("appointed", "meeting"),
        silent(28, end="not_reached"),
        when=_when(),
    )
    route.appointment(
        "meeting",
        "Gesprek over steun",
        *[on(outcome, end="wants_support") for outcome in ("no_show", "cancelled", "declined", "not_reached")],
        silent(14, end="wants_support"),
        when=_when(),
        until=_until(21),
        guide="vervolggesprek",
    )
    summary = "Wie zelf verder wilde, bellen wij na 90 dagen: is het gelukt, of helpt steun toch?"
    return _route(
        route, "Nabellen van zelfstarters", summary, tone="neutral", entry="self_starters", purpose="call_back"
    )


def _at_a_distance() -> Data:
    """Corona, 2020: no visits; telephone or video, and a letter to who cannot be reached."""
    route = _Builder("op-afstand")
    on, silent = route.on, route.silent
    route.appointment(
        "call",
        "Gesprek aan de telefoon of met beeld",
        *[on(outcome, "letter") for outcome in ("no_show", "cancelled", "not_reached")],
        on("declined", end="declined"),
        silent(14, "letter"),
        when=AT_START,
        until=_until(28),
        channel="phone",
        guide="gesprek-op-afstand",
    )
    route.letter(
        "letter",
        "Wij konden u niet bereiken",
        "niet-bereikt",
        on("appointed", "again"),
        on("declined", end="declined"),
        silent(28, "again"),
        when=_when(),
    )
    route.appointment(
        "again",
        "Nog een keer bellen",
        *[on(outcome, end="not_reached") for outcome in ("no_show", "cancelled", "not_reached")],
        on("declined", end="declined"),
        silent(28, end="not_reached"),
        when=_when(),
        until=_until(28),
        channel="phone",
        guide="gesprek-op-afstand",
    )
    summary = "Als langskomen niet kan: bellen of beeldbellen. Het gesprek steunt: hoe houdt u het vol? Wie wij niet bereiken, krijgt een brief."
    return _route(route, "Contact op afstand", summary, tone="neutral", entry="by_hand")


def _gate() -> Data:
    """2018: the first conversation at the gate; after it the rhythm begins."""
    route = _Builder("aan-de-poort")
    on, silent = route.on, route.silent
    route.letter(
        "invitation",
        "Uitnodiging eerste gesprek",
        "uitnodiging-gesprek",
        on("declined", "call"),
        silent(10, "call"),
        when=AT_START,
    )
    route.reminder("reminder")
    route.appointment(
        "meeting",
        "Eerste gesprek",
        *[on(outcome, "call") for outcome in ("no_show", "cancelled", "declined", "not_reached")],
        silent(7, "call"),
        when=_when("start", 7),
        until=_until(28),
        guide="eerste-gesprek",
    )
    route.call(
        "call",
        "Bellen",
        on("reached", "second"),
        on("declined", end="declined"),
        on("not_reached", end="not_reached"),
        silent(14, end="not_reached"),
        when=_when(),
    )
    route.appointment(
        "second",
        "Eerste gesprek, tweede poging",
        *[on(outcome, end="not_reached") for outcome in ("no_show", "cancelled", "not_reached")],
        on("declined", end="declined"),
        silent(14, end="not_reached"),
        when=_when(),
        until=_until(21),
        guide="eerste-gesprek",
    )
    summary = "Nieuwe inwoners spreken wij binnen vier weken. Daarna volgt het ritme dat bij de inwoner past."
    return _route(route, "Aan de poort", summary, tone="voluntary", entry="new")


def _end_of_support() -> Data:
    """2018: whoever ends active support agrees the next contact on the spot."""
    route = _Builder("einde-actieve-steun")
    on, silent = route.on, route.silent
    route.appointment(
        "meeting",
        "Volgend contact, ter plekke afgesproken",
        *[on(outcome, "call") for outcome in ("no_show", "cancelled", "declined", "not_reached")],
        silent(14, "call"),
        when=AT_START,
        until=_until(3, "months"),
        guide="vervolggesprek",
    )
    route.call(
        "call",
        "Bellen: hoe gaat het nu?",
        on("reached", end="spoken"),
        on("not_reached", end="not_reached"),
        on("declined", end="declined"),
        silent(21, end="not_reached"),
        when=_when(number=5, unit="working_days"),
    )
    summary = (
        "Stopt de actieve steun? Dan spreekt wie stopt ter plekke het volgende contact af. Niemand raakt uit beeld."
    )
    return _route(route, "Einde van actieve steun", summary, tone="neutral", entry="active_support_ends")
