"""By telephone: self-starters called back, and contact when visits are not possible."""

from __future__ import annotations

from .building import AT_START, Builder, Data, route_of, until, when


def self_starters() -> Data:
    """2017: who wanted to become active alone is called after some time. Did it work out?"""
    route = Builder("nabellen-zelfstarters")
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
        when=when(),
    )
    route.appointment(
        "meeting",
        "Gesprek over steun",
        *route.missed(end="wants_support"),
        silent(14, end="wants_support"),
        when=when(),
        until=until(21),
        guide="vervolggesprek",
    )
    summary = "Wie zelf verder wilde, bellen wij na 90 dagen: is het gelukt, of helpt steun toch?"
    return route_of(
        route, "Nabellen van zelfstarters", summary, tone="neutral", entry="self_starters", purpose="call_back"
    )


def at_a_distance() -> Data:
    """Corona, 2020: no visits; telephone or video, and a letter to who cannot be reached."""
    route = Builder("op-afstand")
    on, silent = route.on, route.silent
    route.appointment(
        "call",
        "Gesprek aan de telefoon of met beeld",
        *[on(outcome, "letter") for outcome in ("no_show", "cancelled", "not_reached")],
        on("declined", end="declined"),
        silent(14, "letter"),
        when=AT_START,
        until=until(28),
        channel="at_a_distance",
        guide="gesprek-op-afstand",
    )
    route.letter(
        "letter",
        "Wij konden u niet bereiken",
        "niet-bereikt",
        on("appointed", "again"),
        on("declined", end="declined"),
        silent(28, "again"),
        when=when(),
    )
    route.appointment(
        "again",
        "Nog een keer proberen",
        *[on(outcome, end="not_reached") for outcome in ("no_show", "cancelled", "not_reached")],
        on("declined", end="declined"),
        silent(28, end="not_reached"),
        when=when(),
        until=until(28),
        channel="at_a_distance",
        guide="gesprek-op-afstand",
    )
    summary = "Als langskomen niet kan: bellen of beeldbellen. Het gesprek steunt: hoe houdt u het vol? Wie wij niet bereiken, krijgt een brief."
    return route_of(route, "Contact op afstand", summary, tone="neutral", entry="by_hand")
