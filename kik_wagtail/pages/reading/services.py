"""What a reader does. Writing twice is changing one's mind: no row more, nothing to limit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .models import NewsSeen, PageAnswer, PageReading


def answer(*, page: Any, user: Any, now: datetime, is_useful: bool, comment: str = "") -> PageAnswer:
    """For the version that is live. Who keeps the page is told anew."""
    says = {"is_useful": is_useful, "comment": comment, "at": now, "is_told": False}
    of = {"page_id": page.pk, "user": user, "revision": page.live_revision_id or 0}
    return PageAnswer.objects.update_or_create(**of, defaults=says)[0]


def read(*, page: Any, user: Any, now: datetime) -> PageReading:
    """Read and understood, as the page asks it now."""
    says = {"asked_on": page.read_again_on, "at": now}
    return PageReading.objects.update_or_create(page_id=page.pk, user=user, defaults=says)[0]


def see_news(*, user: Any, now: datetime) -> None:
    NewsSeen.objects.update_or_create(user=user, defaults={"at": now})
