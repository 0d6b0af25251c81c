"""The address of a coach's calendar feed: made, renewed, ended."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kik_wagtail.follow_up.models import CalendarFeed


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, user: Any, now: datetime) -> str:
    """A new token, to be shown once: the one that there was works no more."""
    token = secrets.token_urlsafe(32)
    feed, _made = CalendarFeed.objects.update_or_create(
        user=user, defaults={"digest": digest_of(token), "made_at": now}
    )
    log(feed, "kik.feed_made", user=user)
    return token


@transaction.atomic
def end_feed(*, user: Any, now: datetime) -> bool:
    """Whether there was one to end."""
    feed = CalendarFeed.objects.filter(user=user).first()
    if feed is None:
        return False
    log(feed, "kik.feed_ended", user=user)
    feed.delete()
    return True


def feed_of(token: str) -> CalendarFeed | None:
    """The feed of an address, of somebody who still works here."""
    found = CalendarFeed.objects.select_related("user").filter(digest=digest_of(token), user__is_active=True)
    return found.first()
