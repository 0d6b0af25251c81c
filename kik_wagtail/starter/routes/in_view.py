"""In Beeld: for who declined or never reacted."""

from __future__ import annotations

from .building import AT_START, Builder, Data, route_of, until, when


def in_beeld() -> Data:
    """2019 onwards, for who declined or never reacted: to the office, and a second letter that names the duty."""
    route = Builder("in-beeld")
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
        *route.missed("duty"),
        silent(7, "duty"),
        when=when("start", 14),
        until=until(28),
        place_kind="office",
        minutes=45,
        guide="eerste-gesprek",
    )
    _after_the_duty(route)
    summary = "Voor inwoners die niet reageerden of niet wilden. Uitnodiging op kantoor, of elders als de inwoner dat vraagt; wie stil blijft, krijgt een brief met de plicht om mee te werken. Daarna besluit een mens."
    return route_of(route, "In Beeld", summary, tone="duty", entry="declined_or_never_reached")


def _after_the_duty(route: Builder) -> None:
    on, silent = route.on, route.silent
    route.letter(
        "duty",
        "Tweede uitnodiging, met plicht",
        "tweede-uitnodiging",
        on("appointed", "second_reminder"),
        on("declined", "fork"),
        silent(10, "fork"),
        when=when(),
    )
    route.reminder("second_reminder")
    route.appointment(
        "second",
        "Gesprek na de tweede brief",
        *route.missed("fork"),
        silent(7, "fork"),
        when=when(),
        until=until(21),
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
        when=when(number=5, unit="working_days"),
    )
