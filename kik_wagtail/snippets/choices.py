"""Closed lists of this room; the first ones are stored on what editors write."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import merge_fields


class Purpose(models.TextChoices):
    """What a letter is for: decides which merge fields can work in it."""

    INVITATION = merge_fields.INVITATION, _("invitation")
    SECOND_INVITATION = merge_fields.SECOND_INVITATION, _("second invitation")
    CONFIRMATION = merge_fields.CONFIRMATION, _("confirmation of an appointment")
    REMINDER = merge_fields.REMINDER, _("reminder")
    NOT_REACHED = merge_fields.NOT_REACHED, _("could not reach you")
    AGREEMENTS = merge_fields.AGREEMENTS, _("agreements on paper")
    OTHER = merge_fields.OTHER, _("other")


class Tone(models.TextChoices):
    VOLUNTARY = "voluntary", _("voluntary")
    NEUTRAL = "neutral", _("neutral")
    DUTY = "duty", _("duty")


class ContactKind(models.TextChoices):
    """The kinds of contact a guide can be for: the same codes as of a follow-up."""

    FIRST = "first", _("first conversation")
    FOLLOW_UP = "follow_up", _("follow-up conversation")
    COACHING = "coaching", _("coaching conversation")
    CALL_BACK = "call_back", _("call-back")
    REMINDER_CALL = "reminder_call", _("reminder call")


class Decision(models.TextChoices):
    """Moments at which a coach decides something, with a core value or principle beside it."""

    NO_NEXT_CONTACT = "no_next_contact", _("there is no next contact for now")
    DECLINED = "declined", _("the resident declines")
    NOT_REACHED = "not_reached", _("the resident was not there or not reached")
    HAND_OVER = "hand_over", _("a resident goes to another coach")
    ROUTE_FORK = "route_fork", _("a route asks what happens now")


class GuideChannel(models.TextChoices):
    ANY = "any", _("any channel")
    DISTANCE = "distance", _("at a distance")
