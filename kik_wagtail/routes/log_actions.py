"""How what happened on a route reads in its history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS = (
    ("kik.route_enrolled", _("Route: put on it"), _("Put on the route")),
    ("kik.route_enrolled_together", _("Route: many put on it"), _("Put a list of residents on the route")),
    ("kik.route_undone_together", _("Route: many taken off"), _("Took a list of residents off the route again")),
    ("kik.route_ended", _("Route: ended"), _("Ended the route")),
    ("kik.route_decided", _("Route: decided"), _("Took a decision")),
    ("kik.route_paused", _("Route: paused"), _("Paused the route")),
    ("kik.route_resumed", _("Route: went on"), _("Let the route go on")),
    ("kik.route_moved", _("Route: moved to another version"), _("Moved to another version of the route")),
    ("kik.route_copied", _("Route: copied"), _("Made as a copy of another route")),
    ("kik.route_on_asked", _("Route: asked to switch on"), _("Asked a second manager to switch the route on")),
    ("kik.route_on", _("Route: switched on"), _("Switched the route on")),
    ("kik.route_off", _("Route: switched off"), _("Switched the route off")),
)


def register_route_log_actions(actions: Any) -> None:
    for action in ACTIONS:
        actions.register_action(*action)
