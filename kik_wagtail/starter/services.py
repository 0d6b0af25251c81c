"""Puts the starter content on a site: plain Dutch texts to begin with, for a municipality to make its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models import (
    ConversationGuide,
    CoreValue,
    LetterText,
    LifeDomain,
    Partner,
    Passage,
    Place,
    Principle,
    Provision,
    ShippedItem,
)
from kik_wagtail.snippets.models.base import EditorialModel
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.workdays.dates import today

from . import guides, letters, routes, small
from .translations import with_translations

Row = Mapping[str, Any]
Source = tuple[type[models.Model], Callable[[], Iterator[Row]]]


def _sources(day: date) -> list[Source]:
    """In the order in which one leans on the other."""
    return [
        (CoreValue, lambda: iter(small.CORE_VALUES)),
        (Principle, lambda: iter(small.PRINCIPLES)),
        (LifeDomain, lambda: iter(small.LIFE_DOMAINS)),
        (Provision, lambda: iter(small.PROVISIONS)),
        (Place, lambda: iter(small.PLACES)),
        (Partner, lambda: iter(small.PARTNERS)),
        (Passage, lambda: iter(letters.PASSAGES)),
        (LetterText, lambda: with_translations(letters.letter_texts(day))),
        (ConversationGuide, guides.conversation_guides),
        (Route, routes.routes),
    ]


@transaction.atomic
def load(*, user: Any, now: datetime) -> list[str]:
    """Add what was never shipped before; the keys of what was added, such as `lettertext:invitation`.

    Never resets what a site edited, never brings back what it removed, and leaves alone a row that the site made
    itself under the same code.
    """
    added = []
    with without_second_person("starter content"):
        for model, rows in _sources(today(now)):
            for order, row in enumerate(rows(), start=1):
                key = f"{model._meta.model_name}:{row['code']}"
                if _first_time(key, now) and not model._default_manager.filter(code=row["code"]).exists():
                    _create(model, {"sort_order": order, **row}, user=user)
                    added.append(key)
    return added


def _first_time(key: str, now: datetime) -> bool:
    return ShippedItem.objects.get_or_create(key=key, defaults={"shipped_at": now})[1]


def _create(model: type[models.Model], row: Row, *, user: Any) -> None:
    instance = model(live=False, **row)
    instance.full_clean()
    instance.save()
    assert isinstance(instance, EditorialModel)  # noqa: S101 - for the type checker
    revision = instance.save_revision(user=user)
    try:
        instance.check_complete()
    except ValidationError:  # it leans on what this site removed: a draft, for the site to mend
        return
    revision.publish(user=user)
