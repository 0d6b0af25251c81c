"""What can go wrong on a route. Impersonal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up.services.attempts import TooLateToUndo


class OnAnotherRoute(DomainError):
    code = "routes.on_another_route"
    title = _("This resident is on another route for the same purpose already.")
    advice = _("Stop that route first, or leave it.")


class NotPublished(DomainError):
    code = "routes.not_published"
    title = _("This route has no published version, or is archived.")
    advice = _("Publish it first.")


class NotThisRoute(DomainError):
    code = "routes.not_this_route"
    title = _("This is a version of another route.")
    advice = _("Stop this route, and put the resident on the other one.")


class MovedMeanwhile(DomainError):
    code = "routes.moved_meanwhile"
    title = _("This resident has moved on along the route meanwhile.")
    advice = _("Look again where the resident stands now.")


class NotADecision(DomainError):
    code = "routes.not_a_decision"
    title = _("This cannot be decided here.")
    advice = _("Choose one of the outcomes that the step names.")


class GroundMissing(DomainError):
    code = "routes.ground_missing"
    title = _("A decision has a ground.")
    advice = _("Write in one or two sentences what it rests on.")


class ReasonMissing(DomainError):
    code = "routes.reason_missing"
    title = _("A reason is missing.")
    advice = _("Write in one sentence why.")


class NeedsSecondManager(DomainError):
    code = "routes.needs_second_manager"
    title = _("This route speaks of a duty: a second manager has to agree before it is switched on.")
    advice = _("Ask a colleague to open this page and agree.")


class HasFaults(DomainError):
    code = "routes.has_faults"
    title = _("The check of this route still finds faults.")
    advice = _("Mend them and publish the route first.")


class SwitchedOff(DomainError):
    code = "routes.switched_off"
    title = _("This route is switched off.")
    advice = _("Ask a manager to switch it on first.")


class RouteWentOn(TooLateToUndo):
    code = "routes.went_on"
    title = _("This result can no longer be undone: the route has gone on to its next step.")
    advice = _("Open the route of this resident to see where they stand now.")


class AlreadyOn(DomainError):
    code = "routes.already_on"
    title = _("This route is switched on already.")
    advice = _("Switch it off first to change from when and how many.")


class NotAsked(DomainError):
    code = "routes.not_asked"
    title = _("Nobody asks to switch this route on any more.")
    advice = _("Look again how it stands now.")


class NobodyChosen(DomainError):
    code = "routes.nobody_chosen"
    title = _("Nobody matches this choice.")
    advice = _("Choose more widely, or another day.")


class TooMany(DomainError):
    code = "routes.too_many"
    title = _("You can put {most} residents on a route at once. This choice has {number}.")
    advice = _("Choose an area or a coach, and do the others after that.")


class NewerVersion(DomainError):
    code = "routes.newer_version"
    title = _("A newer version of this route was published meanwhile.")
    advice = _("Choose again: nobody has been put on a route.")


class UndoneAlready(DomainError):
    code = "routes.undone_already"
    title = _("This was undone already, or was never confirmed.")
    advice = _("Nothing has been changed. Look at the list of who is still on the route.")
