"""The named counts that come along."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Resident
from kik_wagtail.workdays.dates import today

from .registry import NamedCount, figures

A_YEAR = timedelta(days=365)


def in_view(now: datetime) -> int:
    return Resident.objects.filter(status=Resident.Status.IN_VIEW).count()


def spoken_in_a_year(now: datetime) -> int:
    """Residents in view with a conversation held in the last 12 months, here or before they were read in."""
    in_time = Resident.objects.filter(last_conversation_on__gte=today(now) - A_YEAR)
    return in_time.filter(status=Resident.Status.IN_VIEW).count()


def conversations_in_a_year(now: datetime) -> int:
    return FollowUp.objects.conversations().filter(held_on__gte=today(now) - A_YEAR).count()


def connect() -> None:
    figures.register(NamedCount("in_view", _("residents in view"), in_view))
    figures.register(NamedCount("spoken_in_a_year", _("residents spoken in the last 12 months"), spoken_in_a_year))
    figures.register(
        NamedCount("conversations_in_a_year", _("conversations in the last 12 months"), conversations_in_a_year)
    )
