"""Which pages are method pages, whatever types a site made of the mixins, and who may see which of them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageViewRestriction

from .mixins import GuidancePageMixin

KEPT = ("kept_by", "review_on", "asks_reading", "read_again_on")  # what stands on the page's own type


def types() -> list[type[Page]]:
    """The site's page types with one of our mixins; ours that were swapped for another are not among them."""
    return [model for model in apps.get_models() if issubclass(model, GuidancePageMixin) and issubclass(model, Page)]


def method_pages(*names: str) -> Any:
    """Published method pages as plain pages, with these fields of KEPT beside them. One query, whatever the types."""
    of_types = types()
    pages = Page.objects.live().type(*of_types) if of_types else Page.objects.none()
    return pages.annotate(**{name: _own_field(of_types, name) for name in names}) if of_types else pages


def visible_to(pages: Any, request: Any) -> Any:
    """Without what a view restriction keeps from this reader: group, log-in or a password not given."""
    if request.user.is_authenticated:
        models.prefetch_related_objects([request.user], "groups")
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    for restriction in restrictions:
        if not restriction.accept_request(request):
            pages = pages.exclude(path__startswith=restriction.page.path)
    return pages


def _own_field(of_types: list[type[Page]], name: str) -> Any:
    values = [Subquery(model._default_manager.filter(pk=OuterRef("pk")).values(name)[:1]) for model in of_types]
    return Coalesce(*values) if len(values) > 1 else values[0]
