"""Getting to know, and then at least one conversation every 12 months."""

from __future__ import annotations

from .building import AT_START, Builder, Data, route_of, until, when


def regular() -> Data:
    """KIK 2015-2018: a voluntary invitation, a reminder by telephone, and who declines is called and asked why."""
    route = Builder("kik-regulier")
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
        when=when(number=7),
        until=until(28),
        place_kind="home",
        minutes=60,
        guide="eerste-gesprek",
    )
    _regular_calls(route)
    summary = "Kennismaken met inwoners die wij nooit spraken. Meedoen is vrijwillig; wie niet wil, bellen wij om te vragen waarom."
    return route_of(route, "KIK: kennismaken", summary, tone="voluntary", entry="never_spoken")


def _regular_calls(route: Builder) -> None:
    on, silent = route.on, route.silent
    route.call(
        "call",
        "Bellen na stilte",
        on("reached", "meeting"),
        on("declined", "why"),
        on("not_reached", "unreached"),
        silent(14, "unreached"),
        when=when(),
    )
    route.call(
        "why",
        "Nabellen: waarom liever niet?",
        on("declined", end="declined"),  # with the reason that the resident gives
        on("reached", end="declined"),
        on("wants_support", "meeting"),
        on("not_reached", end="declined"),
        silent(28, end="declined"),
        when=when(number=14),
        guide="nabellen",
    )
    route.letter(
        "unreached",
        "Wij konden u niet bereiken",
        "niet-bereikt",
        on("appointed", "meeting"),
        on("declined", "why"),
        silent(28, end="not_reached"),
        when=when(),
    )


def structural() -> Data:
    """2018 onwards: no contact is no option; at least one conversation every 12 months."""
    route = Builder("elk-jaar-een-gesprek")
    on, silent = route.on, route.silent
    route.appointment(
        "meeting",
        "Gesprek binnen 12 maanden",
        *route.missed("letter"),
        silent(14, "letter"),
        when=when("last_conversation", 11, "months"),
        until=until(12, "months"),
        guide="vervolggesprek",
    )
    route.letter(
        "letter",
        "Uitnodiging",
        "uitnodiging-in-beeld",
        on("appointed", "second"),
        silent(21, "call"),
        when=when(),
    )
    route.appointment(
        "second",
        "Gesprek na de brief",
        *route.missed("call"),
        silent(14, "call"),
        when=when(),
        until=until(28),
        guide="vervolggesprek",
    )
    _structural_end(route)
    summary = "Met iedereen ten minste één gesprek in de 12 maanden. Geen contact is geen optie: wij houden vol, op verschillende manieren."
    return route_of(route, "Elk jaar een gesprek", summary, tone="neutral", entry="almost_12_months")


def _structural_end(route: Builder) -> None:
    on, silent = route.on, route.silent
    route.call(
        "call",
        "Bellen",
        on("reached", "last"),
        on("not_reached", "fork"),
        on("declined", "fork"),
        silent(14, "fork"),
        when=when(number=2, unit="working_days"),
    )
    route.appointment(
        "last",
        "Gesprek na het bellen",
        *route.missed("fork"),
        silent(14, "fork"),
        when=when(),
        until=until(21),
        guide="vervolggesprek",
    )
    route.decision(
        "fork",
        "Wat nu? De coach besluit",
        route.choice("spoken_at_home"),
        route.choice("invited_again"),
        route.choice("care_signal"),
        route.choice("reassessment"),
        when=when(number=5, unit="working_days"),
    )


def gate() -> Data:
    """2018: the first conversation at the gate; after it the rhythm begins."""
    route = Builder("aan-de-poort")
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
        *route.missed("call"),
        silent(7, "call"),
        when=when("start", 7),
        until=until(28),
        guide="eerste-gesprek",
    )
    route.call(
        "call",
        "Bellen",
        on("reached", "second"),
        on("declined", end="declined"),
        on("not_reached", end="not_reached"),
        silent(14, end="not_reached"),
        when=when(),
    )
    route.appointment(
        "second",
        "Eerste gesprek, tweede poging",
        *[on(outcome, end="not_reached") for outcome in ("no_show", "cancelled", "not_reached")],
        on("declined", end="declined"),
        silent(14, end="not_reached"),
        when=when(),
        until=until(21),
        guide="eerste-gesprek",
    )
    summary = "Nieuwe inwoners spreken wij binnen vier weken. Daarna volgt het ritme dat bij de inwoner past."
    return route_of(route, "Aan de poort", summary, tone="voluntary", entry="new")


def end_of_support() -> Data:
    """2018: whoever ends active support agrees the next contact on the spot."""
    route = Builder("einde-actieve-steun")
    on, silent = route.on, route.silent
    route.appointment(
        "meeting",
        "Volgend contact, ter plekke afgesproken",
        *route.missed("call"),
        silent(14, "call"),
        when=AT_START,
        until=until(3, "months"),
        guide="vervolggesprek",
    )
    route.call(
        "call",
        "Bellen: hoe gaat het nu?",
        on("reached", end="spoken"),
        on("not_reached", end="not_reached"),
        on("declined", end="declined"),
        silent(21, end="not_reached"),
        when=when(number=5, unit="working_days"),
    )
    summary = (
        "Stopt de actieve steun? Dan spreekt wie stopt ter plekke het volgende contact af. Niemand raakt uit beeld."
    )
    return route_of(route, "Einde van actieve steun", summary, tone="neutral", entry="active_support_ends")
