"""Makes a draft page out of a beginning."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import swapper
from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Page

from kik_wagtail.workdays.dates import today

from .content import Beginning, beginnings


def offered(parent: Page) -> list[Beginning]:
    """What may stand below this page."""
    return [one for one in beginnings() if _model(one).can_create_at(parent.specific)]


@transaction.atomic
def begin(*, beginning: Beginning, parent: Page, key: UUID, user: Any, now: datetime) -> Page:
    """The draft, which nobody reads before it is published. The same `key` again gives the same page (a double press)."""
    there = parent.get_children().filter(translation_key=key).first()
    if there is not None:
        return there
    page = _model(beginning)(
        title=beginning.title,
        slug=_free_slug(parent, beginning.title),
        body=json.dumps(beginning.body(today(now))),
        live=False,
        owner=user,
        kept_by=user,
        translation_key=key,
    )
    parent.add_child(instance=page)
    page.save_revision(user=user)
    log(page, "wagtail.create", user=user, content_changed=True)
    return page


def _model(beginning: Beginning) -> Any:
    return swapper.load_model("kik_wagtail", beginning.type)


def _free_slug(parent: Page, title: str) -> str:
    base = slugify(title) or "pagina"
    taken = set(parent.get_children().values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
