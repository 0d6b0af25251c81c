"""Tables of this room: the route as content, and the residents on it."""

from .enrolments import Enrolment, EnrolmentBatch, StepVisit
from .route import Route, RouteSwitch, RouteVersion

__all__ = ["Enrolment", "EnrolmentBatch", "Route", "RouteSwitch", "RouteVersion", "StepVisit"]
