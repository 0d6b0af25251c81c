"""Puts the starter content on a site: plain Dutch texts to begin with, for a municipality to make its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.carrying import shipped
from kik_wagtail.snippets.carrying.decoding import Decoding
from kik_wagtail.snippets.carrying.items import Item, decode, encode
from kik_wagtail.snippets.carrying.making import new_text
from kik_wagtail.snippets.carrying.reader import Items
from kik_wagtail.snippets.carrying.references import References
from kik_wagtail.snippets.models import (
    ConversationGuide,
    CoreValue,
    GlossaryTerm,
    LetterText,
    LifeDomain,
    Partner,
    Passage,
    Place,
    Principle,
    Provision,
    ShippedItem,
)
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.workdays.dates import today

from . import glossary, guides, letters, routes, small
from .translations import with_translations

Row = Mapping[str, Any]
Source = Callable[[date], Iterable[Row]]

# In the order in which one leans on the other. Rows name what they point to by its code.
SOURCES: dict[type[Any], Source] = {
    CoreValue: lambda day: small.CORE_VALUES,
    Principle: lambda day: small.PRINCIPLES,
    LifeDomain: lambda day: small.LIFE_DOMAINS,
    Provision: lambda day: small.PROVISIONS,
    Place: lambda day: small.PLACES,
    Partner: lambda day: small.PARTNERS,
    GlossaryTerm: lambda day: glossary.GLOSSARY_TERMS,
    Passage: lambda day: letters.PASSAGES,
    LetterText: lambda day: with_translations(letters.letter_texts(day)),
    ConversationGuide: lambda day: guides.conversation_guides(),
    Route: lambda day: routes.routes(),
}


def items(day: date) -> Items:
    """The starter content as it is shipped on this day, in the form of a file of texts."""
    codes = References(by_codes=True)
    return {
        model._meta.model_name: {row["code"]: encode(model, row, codes) for row in rows(day)}
        for model, rows in SOURCES.items()
    }


def connect() -> None:
    shipped.register_source(items)


@transaction.atomic
def load(*, user: Any, now: datetime, owner: Any = None) -> list[str]:
    """Add what was never shipped before; the keys of what was added, such as `lettertext:invitation`. `owner` keeps the
    letters that are added up to date.

    Never resets what a site edited, never brings back what it removed, and leaves alone a row that the site made
    itself under the same code. What a text points to and is gone here is left out of it.
    """
    added = []
    here, known = References(only_in_use=True), set(ShippedItem.objects.values_list("key", flat=True))
    source = items(today(now))
    with without_second_person("starter content"):
        for model in SOURCES:
            for order, (code, item) in enumerate(source[model._meta.model_name].items(), start=1):
                key = shipped.key_of(model, code)
                if key in known or not _has_original(item):
                    continue
                ShippedItem.objects.create(key=key, shipped_at=now, content=item)
                if not model._default_manager.filter(code=code).exists():
                    owned = {"owner": owner} if model is LetterText else {}
                    here.add(_create(model, code, item, here, sort_order=order, user=user, **owned))
                    added.append(key)
    return added


def _has_original(item: Item) -> bool:
    """A translation is left out where the site removed or rewrote the Dutch text: then nobody compared the two."""
    if "translation_of" not in item:
        return True
    original = LetterText.objects.in_use().filter(code=item["translation_of"]).first()
    return original is not None and original.versions.count() == 1


def _create(model: type[Any], code: str, item: Item, here: References, *, user: Any, **values: Any) -> Any:
    decoding = Decoding(here, is_lenient=True)
    text = new_text(model, code, decode(model, item, decoding), **values)
    if decoding.faults:
        raise ValueError(f"The package ships {code} with a fault: {decoding.faults}")
    text.full_clean()
    text.save()
    revision = text.save_revision(user=user)
    try:
        text.check_complete()
    except ValidationError:  # it leans on what this site removed: a draft, for the site to mend
        return text
    revision.publish(user=user)
    return text
