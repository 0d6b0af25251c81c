"""Tables of this room: residents, the areas and teams that serve them, and who may see whom."""

from .areas import Area, AreaMember
from .handing_over import Handover, StandIn
from .own_lists import ColumnChoice, SavedFilter
from .people import MAX_RHYTHM_MONTHS, Channel, Initiative, PlaceKind, Resident
from .temporary_access import TemporaryAccess

__all__ = [
    "Area",
    "AreaMember",
    "Channel",
    "ColumnChoice",
    "Handover",
    "Initiative",
    "MAX_RHYTHM_MONTHS",
    "PlaceKind",
    "Resident",
    "SavedFilter",
    "StandIn",
    "TemporaryAccess",
]
