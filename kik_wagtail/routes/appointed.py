"""Before which steps of a route somebody can have an appointment that is still to come. Pure."""

from __future__ import annotations

from .content import Anchor, On, RouteContent, Step, StepKind
from .ways import Way, Ways

SPOKEN_BY_PHONE = frozenset({On.REACHED, On.STARTED, On.WANTS_SUPPORT, On.NO_CHANGE})


def with_appointment(route: RouteContent) -> frozenset[str]:
    """Keys of steps that some way reaches with an appointment. At the others a letter finds none, unless a coach made
    one beside the route."""
    ways = [way for way in Ways(route).all if way.to]
    found = {step.key for step in route.steps if _waits_for_one(step)}
    while more := {way.to for way in ways if _brings(route[way.start], way, way.start in found)} - found:
        found |= more
    return frozenset(found)


def _waits_for_one(step: Step) -> bool:
    """It comes so many days before the appointment, and not without."""
    return step.anchor == Anchor.APPOINTMENT and step.term.offset <= 0


def _brings(step: Step, way: Way, had_one: bool) -> bool:
    """Does this outcome lead on with an appointment? A conversation that was held or missed has none any more."""
    if way.on == On.APPOINTED:
        return True
    if step.kind in {StepKind.REMINDER_CALL, StepKind.CALL_BACK} and way.on in SPOKEN_BY_PHONE:
        return True  # the appointment they were reminded of, or one made by telephone
    if step.kind == StepKind.REMINDER_CALL and way.on == On.NOT_REACHED:
        return True
    if step.kind == StepKind.APPOINTMENT or way.on in {On.HELD, On.DECLINED}:
        return False
    return had_one and not (step.kind == StepKind.LETTER and way.on == On.SILENT)
