"""Where a site put its own page type in the place of one of ours: that it is one of guidance, and a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import swapper
from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page

from .mixins import BY_NAME


@register("kik_wagtail")
def check_page_types(**kwargs: Any) -> Iterator[CheckMessage]:
    for name, mixin in BY_NAME.items():
        setting, named = swapper.swappable_setting("kik_wagtail", name), swapper.is_swapped("kik_wagtail", name)
        if named and not _is_a(mixin, named):
            yield Error(
                f"{setting} names {named}, which is no page with {mixin.__name__}.",
                hint=f'Write "app.Model" of a page type such as: class Model({mixin.__name__}, Page). Or leave {setting} out.',
                id="kik_wagtail.E060",
            )


def _is_a(mixin: type[Any], named: str) -> bool:
    try:
        model = apps.get_model(named)
    except (LookupError, ValueError):
        return False
    return issubclass(model, mixin) and issubclass(model, Page)
