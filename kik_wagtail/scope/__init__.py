"""Personal rows answer only inside a scope; who was shown is noted where rows are fetched.

with scope.everything("nightly beeper"): ...
with residents.access.as_user(user): ...
"""

from .context import Grants, NotTraceable, Scope, ScopeMissing, current, enter, everything, for_user, is_open, unnoted

__all__ = [
    "Grants",
    "NotTraceable",
    "Scope",
    "ScopeMissing",
    "current",
    "enter",
    "everything",
    "for_user",
    "is_open",
    "unnoted",
]
