"""Texts whose moment has come: approved for later, or to expire; and method pages. Wagtail's own command
`publish_scheduled` does the same for all pages of a site; nobody has to run it for ours, and it may run beside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Revision

from kik_wagtail.outbox import services as outbox

PUBLISH_TOPIC = "snippets.publish"
EXPIRE_TOPIC = "snippets.expire"
NOTHING_LEFT = "nothing left"


@transaction.atomic
def post_due(*, now: datetime) -> int:
    """An outbox row for each text whose moment has come; how many are new. The key holds the moment: another one counts anew."""
    return sum(outbox.enqueue(now=now, **row) for row in (*_to_publish(now), *_to_expire(now)))


def publish(payload: dict[str, Any], *, key: str, now: datetime) -> str:
    """The outbox's handler. Looks again: who withdrew the moment, or published meanwhile, is not overruled."""
    due = Revision.objects.select_for_update().filter(pk=payload["revision"], approved_go_live_at__lte=now)
    with transaction.atomic():
        revision = due.first()
        if revision is None:
            return NOTHING_LEFT
        revision.publish(log_action="wagtail.publish.scheduled")
    return "published"


def expire(payload: dict[str, Any], *, key: str, now: datetime) -> str:
    model = apps.get_model(payload["model"])
    with transaction.atomic():
        text = (
            model._default_manager.select_for_update().filter(pk=payload["text"], live=True, expire_at__lte=now).first()
        )
        if text is None:
            return NOTHING_LEFT
        text.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return "expired"


def _models() -> list[type[Any]]:
    """What says of itself that the timetable publishes it; the rooms above have such models too."""
    return [model for model in apps.get_models() if getattr(model, "is_published_by_timetable", False)]


def _to_publish(now: datetime) -> Iterator[dict[str, Any]]:
    types = ContentType.objects.get_for_models(*_models(), for_concrete_models=False)
    due = Revision.objects.filter(approved_go_live_at__lte=now, content_type__in=types.values())
    for pk, moment in due.order_by("approved_go_live_at", "pk").values_list("pk", "approved_go_live_at"):
        yield {
            "key": f"text-publish:{pk}:{moment.isoformat()}",
            "topic": PUBLISH_TOPIC,
            "payload": {"revision": pk},
        }


def _to_expire(now: datetime) -> Iterator[dict[str, Any]]:
    for model in _models():
        due = model._default_manager.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
        for pk, moment in due.values_list("pk", "expire_at"):
            yield {
                "key": f"text-expire:{model._meta.label}:{pk}:{moment.isoformat()}",
                "topic": EXPIRE_TOPIC,
                "payload": {"model": model._meta.label, "text": pk},
            }
