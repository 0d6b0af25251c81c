"""Tables of this room: planned contacts, what was said, what was promised."""

from .agenda import CalendarFeed, WorkingWeek
from .agreements import Commitment, Referral
from .base import AboutResident
from .contacts import CallAnswer, ContactAttempt, FollowUp, Kind, NoNextContact, Outcome, RefusalReason
from .joint import JointAction
from .plans import GoalState, PlanIsImmutable, PlanVersion, StepState
from .reports import ConversationReport, ReportNote, Way, Wish

__all__ = [
    "AboutResident",
    "CalendarFeed",
    "CallAnswer",
    "Commitment",
    "ContactAttempt",
    "ConversationReport",
    "FollowUp",
    "GoalState",
    "JointAction",
    "Kind",
    "NoNextContact",
    "Outcome",
    "PlanIsImmutable",
    "PlanVersion",
    "Referral",
    "RefusalReason",
    "ReportNote",
    "StepState",
    "Way",
    "Wish",
    "WorkingWeek",
]
