"""A route as the beginning of another one: its words and steps in a new draft, under keys of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kik_wagtail.routes.models import Route

TAKEN_ALONG = ("summary", "purpose", "entry", "tone")


@transaction.atomic
def copy_route(*, route: Route, key: str, user: Any) -> Route:
    """A draft of what the editor of `route` shows, off and with nobody on it. `key`: of the form that asks; the same
    one twice (a second press) gives the copy that is there."""
    code = f"{route.code[:40]}-kopie-{key}"
    there = Route.objects.filter(code=code).first()
    if there is not None:
        return there
    draft = route.get_latest_revision_as_object()
    facts = {name: getattr(draft, name) for name in TAKEN_ALONG}
    body, always = draft.body.get_prep_value(), draft.always.get_prep_value()
    keys = {row["id"]: str(uuid4()) for row in body if row.get("id")}
    copy = Route(
        code=code,
        title=_free_title(draft.title),
        live=False,
        body=[_rekeyed(row, keys) for row in body],
        always=[_rekeyed(row, keys) for row in always],
        **facts,
    )
    copy.full_clean(exclude=["body", "always"])  # a draft with a fault is copied with its fault
    copy.save()
    copy.save_revision(user=user, log_action=True, clean=False)
    log(copy, "kik.route_copied", user=user, data={"route": route.pk, "title": draft.title})
    return copy


def _free_title(title: str) -> str:
    stem = title[:100]
    first = [_("%(title)s (copy)") % {"title": stem}]
    numbered = (_("%(title)s (copy %(number)s)") % {"title": stem, "number": number} for number in count(2))
    taken = set(Route.objects.filter(title__startswith=stem).values_list("title", flat=True))
    return next(name for name in chain(first, numbered) if name not in taken)


def _rekeyed(value: Any, keys: Mapping[str, str]) -> Any:
    """Blocks under new ids; where an outcome names a step, the copy of that step."""
    if isinstance(value, list):
        return [_rekeyed(one, keys) for one in value]
    if isinstance(value, dict):
        return dict(_entries(value.items(), keys))
    return value


def _entries(items: Iterable[tuple[str, Any]], keys: Mapping[str, str]) -> Iterable[tuple[str, Any]]:
    for name, value in items:
        if name == "id":
            yield name, keys.get(value) or str(uuid4())
        elif name == "to":
            yield name, keys.get(value, value)
        else:
            yield name, _rekeyed(value, keys)
