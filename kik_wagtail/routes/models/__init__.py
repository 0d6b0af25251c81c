"""Tables of this room: the route as content, and the residents on it."""

from .enrolments import Enrolment, EnrolmentBatch, StepVisit
from .entry import EntryBacklog
from .route import Purpose, Route, RouteSwitch, RouteVersion

__all__ = [
    "Enrolment",
    "EnrolmentBatch",
    "EntryBacklog",
    "Purpose",
    "Route",
    "RouteSwitch",
    "RouteVersion",
    "StepVisit",
]
