"""The verbs of this room."""

from .admitting import admit_new, let_in
from .advancing import advance, advance_some
from .copying import copy_route
from .deciding import decide
from .enrolling import enrol, put_on
from .letters import make_letter_of_step
from .news import tell
from .steering import move_to_version, pause, resume, stop
from .switching import agree, ask_on, switch_off

__all__ = [
    "admit_new",
    "advance",
    "advance_some",
    "agree",
    "ask_on",
    "copy_route",
    "decide",
    "enrol",
    "let_in",
    "make_letter_of_step",
    "move_to_version",
    "pause",
    "put_on",
    "resume",
    "stop",
    "switch_off",
    "tell",
]
