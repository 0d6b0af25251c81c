"""Reads of residents."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q

from kik_wagtail.scope.querysets import ScopedQuerySet

SEARCH_FIELDS = ("client_number", "surname", "first_name", "prefix", "initials")


class ResidentQuerySet(ScopedQuerySet):
    def in_view(self) -> Self:
        return self.filter(status="in_view")

    def of_coach(self, user: Any) -> Self:
        return self.filter(coach_id=user.pk)

    def not_spoken_since(self, day: date) -> Self:
        return self.filter(Q(last_conversation_on__lt=day) | Q(last_conversation_on=None))

    def with_words(self, words: str) -> Self:
        """Every word in any of the fields that the list searches."""
        found = self
        for word in words.split():
            either = Q()
            for name in SEARCH_FIELDS:
                either |= Q(**{f"{name}__icontains": word})
            found = found.filter(either)
        return found


class StandInQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> Self:
        return self.filter(from_on__lte=day, until_on__gte=day)


def colleagues_of(user: Any) -> Any:
    """Active members of the area teams of `user`, and `user`: the coaches that a resident may be handed to there."""
    areas = user.kik_area_memberships.values("area_id")
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(Q(kik_area_memberships__area_id__in=areas) | Q(pk=user.pk)).distinct()


def coaches() -> Any:
    """Every active member of an area team."""
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(kik_area_memberships__isnull=False).distinct()
