"""Which pages show a text that none of their blocks names: a block that shows all core values, say, or a draft.

What a live page names stands in core's reference index.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from kik_wagtail.admin.uses import Use, register_uses
from kik_wagtail.snippets.models.values import GuidingModel

from .shelf import texts_in


def uses_on_pages(row: Any) -> Iterator[Use]:
    if isinstance(row, GuidingModel):
        for page in _guidance_pages().filter(live=True).specific():
            if any(_shows_all(child, type(row)) for child in _blocks_of(page)):
                yield Use(_("On a page that shows them all"), page.title, _edit_url(page))


def uses_in_drafts(row: Any) -> Iterator[Use]:
    """A page may have named it before too: then core's list names the page as well, and this one says why it stays."""
    for page in _guidance_pages().filter(has_unpublished_changes=True).specific():
        draft = page.get_latest_revision_as_object()
        if row in texts_in(_streams(draft)) and row not in texts_in(_streams(page)):
            yield Use(_("In a draft of a page, not live"), draft.title, _edit_url(page))


def _guidance_pages() -> Any:
    kinds = [model for model in apps.get_models() if issubclass(model, Page) and hasattr(model, "is_guidance_page")]
    return Page.objects.type(*kinds)


def _streams(page: Any) -> list[Any]:
    return [getattr(page, name) for name in page.shown_streams]


def _blocks_of(page: Any) -> Iterator[Any]:
    return (child for stream in _streams(page) for child in stream)


def _shows_all(child: Any, model: type[Any]) -> bool:
    return getattr(child.block, "shows_all_of", None) is model and not child.value["chosen"]


def _edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def connect() -> None:
    register_uses(uses_on_pages)
    register_uses(uses_in_drafts)
