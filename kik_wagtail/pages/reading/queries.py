"""What waits for a reader or keeper."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q

from kik_wagtail.pages import catalogue
from kik_wagtail.workdays.dates import today

from .models import NewsSeen, PageAnswer, PageReading

NEWS_SHOWN = 5
NEWS_DAYS = 30  # for who never said that everything is seen


def pages_asking() -> Any:
    return catalogue.method_pages("asks_reading", "read_again_on").filter(asks_reading=True).order_by("title")


def pages_to_read(request: Any) -> list[Any]:
    """Pages that ask it and that this reader did not say it of since they last asked."""
    pages = list(catalogue.visible_to(pages_asking(), request))
    said = dict(PageReading.objects.filter(user=request.user).values_list("page_id", "asked_on"))
    return [page for page in pages if page.pk not in said or said[page.pk] != page.read_again_on]


def news(request: Any, *, now: datetime) -> list[Any]:
    """The newest pages that were published since this reader saw everything."""
    seen = NewsSeen.objects.filter(user=request.user).values_list("at", flat=True).first()
    fresh = catalogue.method_pages().filter(last_published_at__gt=seen or now - timedelta(days=NEWS_DAYS))
    return list(catalogue.visible_to(fresh, request).order_by("-last_published_at")[:NEWS_SHOWN])


def kept_by(user: Any) -> Any:
    return catalogue.method_pages("kept_by", "review_on").filter(kept_by=user.pk)


def past_review(pages: Any, *, now: datetime) -> Any:
    return pages.filter(review_on__lte=today(now))


def answers_lately(pages: Any, *, now: datetime) -> int:
    """Of the last 30 days."""
    return PageAnswer.objects.filter(page__in=pages.values("pk"), at__gt=now - timedelta(days=NEWS_DAYS)).count()


def with_answers(pages: Any) -> Any:
    """With `yes`, `no` and `comments` about the version that readers see now."""
    now = Q(kik_answers__revision=F("live_revision_id")) | Q(kik_answers__revision=0, live_revision_id=None)
    counts = {
        "yes": Q(kik_answers__is_useful=True),
        "no": Q(kik_answers__is_useful=False),
        "comments": ~Q(kik_answers__comment=""),
    }
    return pages.annotate(**{name: Count("kik_answers", filter=now & which) for name, which in counts.items()})
