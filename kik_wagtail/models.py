"""Index of tables: every room's models, defined in the rooms."""

from .follow_up.models import (
    Commitment,
    ContactAttempt,
    ConversationReport,
    FollowUp,
    NoNextContact,
    Referral,
    ReportNote,
)
from .letters.models import FrozenLayout, Letter, ReferenceCounter
from .outbox.models import Heartbeat, OutboxItem
from .residents.importing.models import ImportRun
from .residents.models import Area, AreaMember, Handover, Resident, TemporaryAccess
from .routes.models import Enrolment, EnrolmentBatch, Route, RouteSwitch, RouteVersion, StepVisit
from .scope.models import AccessRecord
from .snippets.models import (
    ClosingDay,
    ConversationGuide,
    CoreValue,
    FourEyesTask,
    FourEyesTaskState,
    GuideVersion,
    LetterLayout,
    LetterText,
    LetterVersion,
    LifeDomain,
    Partner,
    Passage,
    Place,
    Principle,
    Provision,
    ShippedItem,
)

__all__ = [
    "AccessRecord",
    "Area",
    "AreaMember",
    "ClosingDay",
    "Commitment",
    "ContactAttempt",
    "ConversationGuide",
    "ConversationReport",
    "CoreValue",
    "Enrolment",
    "EnrolmentBatch",
    "FollowUp",
    "FourEyesTask",
    "FourEyesTaskState",
    "FrozenLayout",
    "GuideVersion",
    "Handover",
    "Heartbeat",
    "ImportRun",
    "Letter",
    "LetterLayout",
    "LetterText",
    "LetterVersion",
    "LifeDomain",
    "NoNextContact",
    "OutboxItem",
    "Partner",
    "Passage",
    "Place",
    "Principle",
    "Provision",
    "ReferenceCounter",
    "Referral",
    "ReportNote",
    "Resident",
    "Route",
    "RouteSwitch",
    "RouteVersion",
    "ShippedItem",
    "StepVisit",
    "TemporaryAccess",
]
