"""Tables of this room: the route as content, and the residents on it."""

from .enrolments import Enrolment, EnrolmentBatch, StepVisit
from .route import Purpose, Route, RouteSwitch, RouteVersion

__all__ = ["Enrolment", "EnrolmentBatch", "Purpose", "Route", "RouteSwitch", "RouteVersion", "StepVisit"]
